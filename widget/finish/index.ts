/** The idle chunk: takes a strip over as its first picture stands, and keeps it right until it is cancelled. */

import type { ItemId } from '../../src/protocol/item-id.ts';
import type { Formats } from '../../src/view/formats.ts';
import { plainTag } from '../../src/view/intl-format.ts';
import { languageFor } from '../../src/view/language-for.ts';
import { words as wordsEn } from '../../src/view/languages/en.ts';
import { nextStaleAt } from '../../src/view/staleness.ts';
import { tableFrom } from '../../src/view/word-table.ts';
import { write } from '../build.ts';
import type { Cancel } from '../env.ts';
import type { FeedChange } from '../feed.ts';
import type { StripParts } from '../first-strip.ts';
import type { QuoteView } from '../quote-view.ts';
import { adopt } from '../sheets.ts';
import type * as Card from './card.ts';
import { createChoices } from './choices.ts';
import { followDarkClass } from './dark-class.ts';
import { createEvents } from './events.ts';
import css from './finish.css';
import { furnish } from './furniture.ts';
import { followGuests } from './guests.ts';
import { type Changes, contextOf, type FinishedParts, paint } from './painter.ts';
import { createPanelDoor } from './panel-door.ts';
import { watchRow } from './row-scroll.ts';
import { type Shared, sharedOf } from './shared.ts';
import { createShown, type Shown } from './shown.ts';
import { summaryOf } from './summary.ts';
import { createTiles } from './tiles.ts';
import { warningsLater } from './warnings-later.ts';
import { dressWeather } from './weather-dress.ts';

// Sentences follow figures by as much: a screen reader's voice is slower, and updates that come close together are told once.
const tellMs = 1000;

/** Finishes the strip once the page has had time for the reader's formatters; until `leave` is called the first picture goes on. */
export function finishStrip(first: StripParts, leave: Cancel): Cancel {
  // As servers and half-typed attributes name it, Intl refuses it, here and in panels.
  const settings = { ...first.settings, locale: plainTag(first.settings.locale) };
  const parts = { ...first, settings };
  const shared = sharedOf(parts.page);
  // In a frame before that of what it dresses: both in one are a long task on a slow phone.
  adopt(parts.shadow, css);
  // The link is taken over at once: what it needs to stay up must not wait. The reader's pace may be another than before.
  shared.lifeOf(parts.feed).repace();
  // By the tag as it came, since the words that stand in the page go by that.
  const stayInEnglish = speakLater(first);
  // At once, too: a reader's pause does not wait for formatters.
  const shown = createShown(parts.feed.model);
  const { pause } = parts.page;
  shown.hold(pause.isOn(), parts.quotes);
  const leavePause = pause.listen(() => shown.hold(pause.isOn()));
  let stop: Cancel = () => {};
  const leaveCard = withCard(parts, (card) => {
    stop = shared.formats(settings.locale, (formats) => {
      leave();
      stop = runFinished(shared, parts, shown, formats, card);
    });
  });
  return () => {
    stayInEnglish();
    leavePause();
    leaveCard();
    stop();
  };
}

/** Calls with what only cards have, undefined for other layouts. */
function withCard({ page, view }: StripParts, done: (card: typeof Card | undefined) => void): Cancel {
  if (view.root.classList.contains('card'))
    return page.chunks.until('card', (chunk) => done(chunk as typeof Card));
  done(undefined);
  return () => {};
}

/** Words that came too late for the first picture: all strips begin anew, and find them there; unless cancelled. */
function speakLater({ page, host, settings: { leaves, locale } }: StripParts): Cancel {
  const { chunks, wishes, env } = page;
  const language = languageFor(locale);
  const leave = new AbortController();
  // Whoever is at a tile of any of them would lose it: not before they leave, and not as they come to the next one.
  const begin = () => {
    if (leave.signal.aborted) return;
    const focused = document.querySelector(`${host.localName}:focus-within`);
    const again = () => env.after(0, begin);
    if (focused) focused.addEventListener('focusout', again, { once: true, signal: leave.signal });
    else wishes.set(wishes.get());
  };
  // Without them it goes on in English.
  if (leaves === undefined && language !== 'en') chunks.load(`words/${language}`).then(begin, () => {});
  return () => leave.abort();
}

function runFinished(
  shared: Shared,
  first: StripParts,
  shown: Shown,
  formats: Formats,
  card: typeof Card | undefined,
): Cancel {
  const { frame, staleWatch, voice, env } = shared;
  const { page, feed, host, shadow, view, settings } = first;
  const words = settings.leaves ? tableFrom(wordsEn, settings.leaves) : wordsEn;
  const life = shared.lifeOf(feed);
  const guests = followGuests(feed, life, settings.place, settings.quotes);
  const furniture = furnish(view, words, env);
  const events = createEvents(first);
  let isOver = false;
  const tabs = card?.createTabs(words, view.row, () => {
    changes.board = true;
    frame.request(draw);
  });
  const sight = env.onSight(view.row, () => frame.request(draw));
  const offer = (tile: QuoteView, id: ItemId) => choices.offer(tile.link, () => id);
  const tiles = createTiles(view.list, first.quotes, offer, sight);
  const weather = dressWeather(view.weather);
  const warnings = warningsLater(page.chunks, (chunk) => {
    const lane = chunk.createWarnings(shadow, view.weather.where);
    choices.offer(lane.element, guests.alerts);
    if (!isOver) redraw();
    return lane;
  });
  const parts: FinishedParts = {
    ...first,
    env,
    life,
    shown,
    guests,
    furniture,
    voice,
    weather,
    warnings,
    tiles,
    tabs,
    words,
    formats,
    drawn: { place: undefined, alerts: undefined },
  };
  const hasPanels = host.getAttribute('panels') !== 'off';
  const door = hasPanels ? createPanelDoor(parts) : undefined;
  const choices = createChoices(door, events.select);
  const changes: Changes = { board: true, all: true, unseen: false, afresh: false };

  const draw = () => {
    // First, so that it is looked at again whatever happens here: the aim is taken once all is drawn.
    staleWatch.aim();
    paint(parts, changes);
    changes.board = changes.all = changes.unseen = false;
    if (tiles.isUntold()) tell();
    events.drawn();
  };
  // Figures at once; what goes with them when the page has a moment, together for updates that come close together.
  let telling: Cancel | undefined;
  const tell = () => {
    telling ??= env.after(tellMs, () => {
      telling = env.idle(() => {
        telling = undefined;
        tiles.tell(contextOf(parts));
      });
    });
  };
  const redraw = () => {
    changes.all = true;
    frame.request(draw);
  };
  const hear = (change: FeedChange) => {
    if (change === 'board') changes.board = true;
    if (change === 'afresh') {
      changes.afresh = true;
      shown.letGo();
    }
    if (change === 'items' || change === 'status') frame.request(draw);
    else redraw();
  };
  const nextInMs = () => {
    const now = feed.now();
    const alerts = guests.alerts();
    const moments = [
      nextStaleAt(shown.readings(), now),
      warnings.nextChange(alerts && shown.held(alerts)?.reading, now),
    ];
    return Math.min(...moments.map((at) => at ?? Number.POSITIVE_INFINITY)) - now;
  };

  // For voices and fonts: the page's own language may be another.
  write(view.root, 'lang', settings.leaves ? languageFor(settings.locale) : 'en');
  if (card !== undefined) adopt(shadow, card.css);
  if (tabs !== undefined) view.row.before(tabs.element);
  choices.offer(weather.report, guests.place);
  furniture.settings.hidden = door === undefined;
  furniture.settings.addEventListener('click', () => door?.open({ kind: 'settings' }, furniture.settings));
  furniture.summary.addEventListener('click', () => furniture.announce(summaryOf(view.root)));
  draw();
  const stops = [
    followDarkClass(env, host, host.getAttribute('dark-class')),
    feed.listen(hear),
    page.pause.listen(redraw),
    staleWatch.add({ nextInMs, recheck: redraw }),
    watchRow(env, view.row, furniture.next, words),
    env.onPage((event) => {
      if (event === 'fragment') shared.heed();
      if (event !== 'print') return;
      // The printer does not wait for a frame, nor for lines that would come after it.
      changes.unseen = true;
      draw();
      tiles.tell(contextOf(parts));
    }),
  ];
  return () => {
    isOver = true;
    if (voice.speaker === furniture) voice.speaker = undefined;
    for (const stop of stops) stop();
    frame.cancel(draw);
    telling?.();
    sight.stop();
    guests.stop();
  };
}
