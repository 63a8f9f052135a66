/** The first picture of a strip: figures without words or the reader's own signs, drawn until the idle chunk takes over. */
import { type ItemId, kindOf } from '../src/protocol/item-id.ts';
import { isTakenBack } from '../src/protocol/reading.ts';
import { plainFigures } from '../src/view/plain-figures.ts';
import { quoteFigures } from '../src/view/quote-figures.ts';
import type { StripWords } from '../src/view/strip-words.ts';
import type { TemperatureUnit } from '../src/view/view-context.ts';
import { weatherFigures } from '../src/view/weather-figures.ts';
import type { Cancel } from './env.ts';
import type { Feed, FeedChange } from './feed.ts';
import type { Page } from './page.ts';
import { placeOf } from './place.ts';
import { createQuoteView, type QuoteView } from './quote-view.ts';
import { createStripView, type StripView } from './strip-view.ts';

export interface StripSettings {
  /** The place whose weather is shown; undefined: the board's first. */
  readonly place: string | undefined;
  /** Quotes that are shown in place of the board's; undefined: the board's. */
  readonly quotes: readonly ItemId[] | undefined;
  /** Classes: its layout, its palette, whether it is collapsed. */
  readonly manner: string;
  readonly locale: string;
  readonly units: TemperatureUnit;
  readonly words: StripWords;
  /** The whole table of the language's words, as its chunk brings it; undefined for English. */
  readonly leaves: readonly string[] | undefined;
}

/** What a strip is made of. */
export interface StripParts {
  readonly page: Page;
  readonly feed: Feed;
  readonly host: HTMLElement;
  readonly shadow: ShadowRoot;
  readonly view: StripView;
  readonly quotes: Map<ItemId, QuoteView>;
  readonly settings: StripSettings;
}

/** What `finish.js` exports: takes a strip over as it stands, until cancelled. `leave`: to be called when it draws by itself. */
export interface Finish {
  finishStrip(parts: StripParts, leave: Cancel): Cancel;
}

// The rest is not kept waiting by a socket that neither opens nor fails; until it comes, figures turn stale on this screen
// by themselves.
const lookAgainMs = 1000;

/** Draws into `shadow`, which it takes as its own, until cancelled. */
export function runStrip(
  page: Page,
  feed: Feed,
  host: HTMLElement,
  shadow: ShadowRoot,
  settings: StripSettings,
): Cancel {
  const { env } = page;
  const view = createStripView(settings.words, settings.manner);
  const quotes = new Map<ItemId, QuoteView>();
  const parts: StripParts = { page, feed, host, shadow, view, quotes, settings };

  let stop: Cancel | undefined;
  let timer: Cancel | undefined;

  const draw = (change?: FeedChange) => {
    drawState(parts);
    if (change !== 'status') drawFigures(parts);
    if (feed.isReady && feed.status !== 'connecting') finish();
  };
  const finish = () => {
    stop ??= page.chunks.until('finish', (chunk) => {
      stop = (chunk as Finish).finishStrip(parts, leave);
    });
  };
  const leave = () => {
    for (const each of stops) each();
  };
  const look = () => {
    draw();
    timer = env.after(lookAgainMs, () => {
      finish();
      look();
    });
  };

  draw();
  // In place of one that has gone or is about to go; what else stands there stays.
  const before = shadow.firstElementChild;
  if (before) before.replaceWith(view.root);
  else shadow.append(view.root);
  view.pause.addEventListener('click', page.pause.toggle);
  const stops = [
    feed.listen(draw),
    page.pause.listen(() => draw()),
    env.whenNear(host, () => {
      feed.near();
      // At once: a tab that was opened behind others may have been drawn an hour ago.
      look();
    }),
    () => timer?.(),
  ];
  return () => {
    leave();
    stop?.();
  };
}

function drawState({ page, feed, view, settings }: StripParts): void {
  const { model, status } = feed;
  const { words } = settings;
  const paused = page.pause.isOn();
  const isLive = status === 'live' && !paused;
  view.showPaused(paused);
  view.showState(words[paused ? 'paused' : isLive ? 'live' : 'connecting'], isLive);
  // Until there is a board, what keeps it away has a word of its own.
  view.showMessage(model.loaded ? undefined : (words[status as keyof StripWords] ?? words.loading));
  view.showDemo(model.demo);
}

function drawFigures({ page, feed, view, quotes, settings }: StripParts): void {
  const { model } = feed;
  const context = {
    ...settings,
    now: feed.now(),
    formats: plainFigures,
    words: { basisPoints: '{0}\u00a0bp' },
  };
  const paused = page.pause.isOn();
  for (const id of settings.quotes ?? model.board) {
    const meta = model.meta.get(id);
    if (meta === undefined || kindOf(id) !== 'quote') continue;
    const tile = quotes.get(id) ?? createQuoteView(meta);
    if (!quotes.has(id)) view.list.append(tile.element);
    quotes.set(id, tile);
    const next = model.held(id)?.reading;
    // What stands still turns stale all the same, and a pause keeps no withdrawal and no correction away.
    if (!paused || !next || !tile.reading || isTakenBack(tile.reading, next)) tile.reading = next;
    attempt(() => tile.show(quoteFigures(meta, tile.reading, context)));
  }
  const place = placeOf(model.board, settings.place);
  const meta = place && model.meta.get(place);
  view.weather.element.hidden = !model.loaded || place === undefined;
  attempt(() => {
    const figures = meta
      ? weatherFigures(meta, model.held(meta.id)?.reading, context)
      : ({ look: 'blank', place: '', temperature: '' } as const);
    view.weather.show(figures, meta === undefined);
  });
}

/** What is broken in a board is left out: the rest is drawn, and the idle chunk is called all the same. */
function attempt(draw: () => void): void {
  try {
    draw();
  } catch {
    // It says so by a blank, once it has the words for it.
  }
}
