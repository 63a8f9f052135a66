/** A finished strip at work: puts its parts together, and has it drawn whenever what it shows may have changed. */
import type { ItemId } from '../../src/protocol/item-id.ts';
import type { Formats } from '../../src/view/formats.ts';
import { languageFor } from '../../src/view/language-for.ts';
import { words as wordsEn } from '../../src/view/languages/en.ts';
import { nextStaleAt } from '../../src/view/staleness.ts';
import { tableFrom } from '../../src/view/word-table.ts';
import { write } from '../build.ts';
import type { Cancel } from '../env.ts';
import type { StripParts } from '../first-strip.ts';
import type { QuoteView } from '../quote-view.ts';
import type * as Card from './card.ts';
import { createChoices } from './choices.ts';
import { followDarkClass } from './dark-class.ts';
import { createEvents } from './events.ts';
import { contextOf, type FinishedParts } from './finished-parts.ts';
import { furnish } from './furniture.ts';
import { followGuests } from './guests.ts';
import { paint, tellWeather } from './painter.ts';
import { createPanelDoor } from './panel-door.ts';
import { createPen, type Pen } from './pen.ts';
import { watchRow } from './row-scroll.ts';
import type { Shared } from './shared.ts';
import type { Shown } from './shown.ts';
import { summaryOf } from './summary.ts';
import { createTiles } from './tiles.ts';
import { warningsLater } from './warnings-later.ts';
import { dressWeather } from './weather-dress.ts';

/** `card`: what only cards have, undefined for other layouts. Draws at once, and then until cancelled. */
export function runFinished(
  shared: Shared,
  first: StripParts,
  shown: Shown,
  formats: Formats,
  card: typeof Card | undefined,
): Cancel {
  const { voice, env, staleWatch } = shared;
  const { page, feed, host, shadow, view, settings } = first;
  const words = settings.leaves ? tableFrom(wordsEn, settings.leaves) : wordsEn;
  const life = shared.lifeOf(feed);
  const guests = followGuests(feed, life, settings.place, settings.quotes);
  const furniture = furnish(view, words, env);
  const events = createEvents(first);
  let isOver = false;
  const tabs = card?.createTabs(words, view.row, () => pen.soon({ board: true }));
  const sight = env.onSight(view.row, () => pen.soon());
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
    drawn: {},
  };
  const door = host.getAttribute('panels') !== 'off' ? createPanelDoor(parts) : undefined;
  const choices = createChoices(door, events.select);
  const tells = [() => tiles.tell(contextOf(parts)), () => tellWeather(parts)];
  const pen = createPen(shared, {
    draw(changes) {
      // First, so that it is looked at again whatever happens here: the aim is taken once all is drawn.
      staleWatch.aim();
      paint(parts, changes);
      events.drawn();
    },
    isUntold: () => tiles.isUntold() || weather.isUntold(),
    tells,
  });
  const redraw = () => pen.soon({ all: true });

  // For voices and fonts: the page's own language may be another.
  write(view.root, 'lang', settings.leaves ? languageFor(settings.locale) : 'en');
  card?.dressCard(shadow, view.root);
  if (tabs !== undefined) view.row.before(tabs.element);
  choices.offer(weather.report, guests.place);
  furniture.settings.hidden = door === undefined;
  // Where nothing would unfold it again.
  if (door === undefined)
    for (const names of [view.root.classList, view.root.part]) names.remove('collapsed');
  furniture.settings.addEventListener('click', () => door?.open({ kind: 'settings' }, furniture.settings));
  furniture.summary.addEventListener('click', () => furniture.announce(summaryOf(view.root)));
  pen.now();
  const stops = [
    followDarkClass(env, shadow),
    hearFeed(parts, pen),
    page.pause.listen(redraw),
    staleWatch.add({ nextInMs: () => nextInMs(parts), recheck: redraw }),
    watchRow(env, view.row, furniture.next, words),
    env.onPage((event) => {
      if (event === 'fragment') shared.heed();
      if (event !== 'print') return;
      // The printer does not wait for a frame, nor for lines that would come after it.
      pen.now({ unseen: true });
      for (const tell of tells) tell();
    }),
  ];
  return () => {
    isOver = true;
    if (voice.speaker === furniture) voice.speaker = undefined;
    for (const stop of stops) stop();
    pen.stop();
    sight.stop();
    guests.stop();
  };
}

function hearFeed({ feed, shown }: FinishedParts, pen: Pen): Cancel {
  return feed.listen((change) => {
    if (change === 'items' || change === 'status') return pen.soon();
    if (change === 'afresh') shown.letGo();
    pen.soon({ all: true, [change]: true });
  });
}

/** ms until what is shown says something else by its own clock; infinite where it never does. */
function nextInMs({ feed, guests, shown, warnings }: FinishedParts): number {
  const now = feed.now();
  const alerts = guests.alerts();
  const ofWarnings = warnings.nextChange(alerts && shown.held(alerts)?.reading, now);
  return Math.min(nextStaleAt(shown.readings(), now), ofWarnings ?? Number.POSITIVE_INFINITY) - now;
}
