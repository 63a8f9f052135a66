/** Brings a strip's elements up to what its feed holds; called in animation frames only. */
import { type ItemId, kindOf } from '../src/protocol/item-id.ts';
import { alertsTile } from '../src/view/alert-chip.ts';
import type { TemperatureUnit, ViewContext } from '../src/view/view-context.ts';
import {
  awaitedPlaceTile,
  unknownPlaceTile,
  type WeatherTile,
  weatherTile,
} from '../src/view/weather-tile.ts';
import type { Words } from '../src/view/words.ts';
import { showCredits } from './credits-view.ts';
import type { Feed, FeedStatus } from './feed.ts';
import type { Page } from './page.ts';
import type { Place } from './place.ts';
import type { Shown } from './shown.ts';
import type { StripView } from './strip-view.ts';
import { createTiles } from './tiles.ts';

/** What a strip is made of. */
export interface StripParts {
  readonly page: Page;
  readonly feed: Feed;
  readonly shown: Shown;
  readonly place: Place;
  readonly view: StripView;
  readonly words: Words;
  readonly locale: string;
  readonly units: TemperatureUnit;
}

/** What has changed since the last drawing; readings are compared one by one anyway. */
export interface Changes {
  /** Names, order or credits. */
  board: boolean;
  /** Time, words or state, so that even unchanged readings may say something else. */
  all: boolean;
  /** Set once the feed has started afresh, and never taken back: it was so. */
  afresh: boolean;
}

export function createPainter(parts: StripParts): (changes: Changes) => void {
  const { page, feed, shown, place, view } = parts;
  const { model } = feed;
  const tiles = createTiles(view.list, view.credits);

  function arrange(): void {
    const metas = model.board.map((id) => model.meta.get(id)).filter((meta) => meta !== undefined);
    tiles.arrange(metas.filter(({ id }) => kindOf(id) === 'quote'));
    showCredits(view.credits, parts.words.sources, model.sources);
    view.showDemo(model.demo);
    place.update();
  }

  function drawWeather(context: ViewContext): void {
    const id = place.id();
    if (id === undefined) {
      view.weather.element.hidden = true;
      return;
    }
    const alerts = place.alertsId();
    const warnings = alertsTile(alerts && shown.held(alerts)?.reading, model.meta.get(id)?.zone, context);
    view.weather.show(placeTile(id, context), warnings, !model.board.includes(id));
  }

  function placeTile(id: ItemId, context: ViewContext): WeatherTile {
    if (feed.isUnknown(id)) return unknownPlaceTile(context);
    const meta = model.meta.get(id);
    return meta === undefined ? awaitedPlaceTile : weatherTile(meta, shown.held(id)?.reading, context);
  }

  return ({ board, all, afresh }) => {
    const context = contextOf(parts);
    const paused = page.pause.isOn();
    shown.hold(paused);
    if (board) arrange();
    drawStatus(parts, paused, afresh);
    tiles.draw(shown.held, context, { all: all || board, still: page.env.prefersStill() });
    drawWeather(context);
  };
}

function contextOf({ page, feed, words, locale, units }: StripParts): ViewContext {
  return {
    now: feed.now(),
    locale,
    words,
    formats: page.formats(locale),
    units,
    sources: feed.model.sources,
  };
}

function drawStatus({ feed, view, words }: StripParts, paused: boolean, afresh: boolean): void {
  const status = feed.status();
  const state = paused ? words.paused : stateWord(status, words);
  const aloud = [
    paused || status === 'lost' ? state : '',
    afresh ? words.afresh : '',
    feed.model.demo ? words.demoStatus : '',
  ];
  view.showPaused(paused);
  view.showState(state, status === 'live' && !paused);
  view.showMessage(feed.model.loaded ? '' : messageOf(status, words));
  view.announce(aloud.filter(Boolean).join('. '));
}

function stateWord(status: FeedStatus, words: Words): string {
  if (status === 'live') return words.live;
  return status === 'loading' || status === 'connecting' ? words.connecting : words.lost;
}

function messageOf(status: FeedStatus, words: Words): string {
  if (status === 'unknown-board') return words.unknownBoard;
  return status === 'unreachable' ? words.unreachable : words.loading;
}
