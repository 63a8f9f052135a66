/** Brings a strip's elements up to what its feed holds; called in animation frames only. */
import { type ItemId, kindOf } from '../../src/protocol/item-id.ts';
import { hasValue, type ValuedReading } from '../../src/protocol/reading.ts';
import type { AlertsTile } from '../../src/view/alert-chip.ts';
import { fill } from '../../src/view/fill.ts';
import type { Formats } from '../../src/view/formats.ts';
import { sentences } from '../../src/view/spoken.ts';
import { nextStaleAt } from '../../src/view/staleness.ts';
import { momentOf } from '../../src/view/state-words.ts';
import type { ViewContext } from '../../src/view/view-context.ts';
import {
  awaitedPlaceTile,
  unknownPlaceTile,
  type WeatherTile,
  weatherTile,
} from '../../src/view/weather-tile.ts';
import type { Words } from '../../src/view/words.ts';
import { hide, write } from '../build.ts';
import type { LifeEnv } from '../env.ts';
import type { StripParts } from '../first-strip.ts';
import type { FeedLife } from '../life/feed-life.ts';
import type { Held } from '../model.ts';
import { callEach } from './call-each.ts';
import { showCredits } from './credits-view.ts';
import type { Furniture } from './furniture.ts';
import type { Guests } from './guests.ts';
import { orBlank } from './or-blank.ts';
import type { Shown } from './shown.ts';
import type { Tabs } from './tabs.ts';
import type { Tiles } from './tiles.ts';
import { newsOf, type Voice } from './voice.ts';
import type { WarningsLater } from './warnings-later.ts';
import type { WeatherDress } from './weather-dress.ts';

/** What a finished strip is made of. */
export interface FinishedParts extends StripParts {
  readonly env: LifeEnv;
  readonly life: FeedLife;
  readonly shown: Shown;
  readonly guests: Guests;
  readonly furniture: Furniture;
  readonly voice: Voice;
  readonly weather: WeatherDress;
  readonly warnings: WarningsLater;
  readonly tiles: Tiles;
  /** The card's. */
  readonly tabs: Tabs | undefined;
  readonly words: Words;
  readonly formats: Formats;
  /** The place and its warnings as they were last drawn. */
  readonly drawn: { place: Held | undefined; alerts: Held | undefined };
}

/** What has changed since the last drawing; readings are compared one by one anyway. */
export interface Changes {
  /** Names, order or credits. */
  board: boolean;
  /** Time, words or state, so that even unchanged readings may say something else. */
  all: boolean;
  /** Those too that are scrolled away, as for print. */
  unseen: boolean;
  /** Set once the feed has started afresh, and never taken back: it was so. */
  afresh: boolean;
}

export function contextOf({ feed, words, settings, formats }: FinishedParts): ViewContext {
  const { locale, units } = settings;
  return { now: feed.now(), locale, words, formats, units, sources: feed.model.sources };
}

export function paint(parts: FinishedParts, { board, all, unseen, afresh }: Changes): void {
  const { page, env, shown, tiles } = parts;
  const context = contextOf(parts);
  const paused = page.pause.isOn();
  shown.hold(paused);
  // Each by itself: what one of them stumbles over must leave nothing old beside it.
  callEach([
    () => board && arrange(parts),
    () => drawStatus(parts, paused, afresh),
    () => tiles.draw(shown.held, context, { all: all || board, unseen, still: env.prefersStill() }),
    () => {
      if (all || board || isNewWeather(parts)) drawWeather(parts, context);
    },
  ]);
}

function isNewWeather({ guests, shown, drawn }: FinishedParts): boolean {
  const [place, alerts] = [guests.place(), guests.alerts()].map((id) => id && shown.held(id));
  const isNew = place !== drawn.place || alerts !== drawn.alerts;
  Object.assign(drawn, { place, alerts });
  return isNew;
}

function quoteIdsOf({ feed, settings }: FinishedParts): readonly ItemId[] {
  return settings.quotes ?? feed.model.board.filter((id) => kindOf(id) === 'quote');
}

function arrange(parts: FinishedParts): void {
  const { feed, tiles, tabs, furniture, words, view, guests } = parts;
  const { model } = feed;
  // First, since the names of what it follows may be there at once.
  guests.update();
  const quotes = quoteIdsOf(parts)
    .map((id) => model.meta.get(id))
    .filter((meta) => meta !== undefined);
  tabs?.arrange(quotes);
  tiles.arrange(tabs === undefined ? quotes : quotes.filter(tabs.shows));
  showCredits(furniture.credits, words.sources, model.sources);
  view.showDemo(model.demo);
}

function drawWeather(parts: FinishedParts, context: ViewContext): void {
  const { guests, feed, weather, view } = parts;
  const id = guests.place();
  hide(view.weather.element, id === undefined || !feed.model.loaded);
  if (id === undefined) return;
  const isGuest = !feed.model.board.includes(id);
  weather.show(placeTile(parts, id, context), alertsOf(parts, context), isGuest);
}

function alertsOf({ guests, shown, feed, warnings }: FinishedParts, context: ViewContext): AlertsTile {
  const [place, alerts] = [guests.place(), guests.alerts()];
  const zone = place && feed.model.meta.get(place)?.zone;
  return orBlank((reading) => warnings.show(reading, zone, context), alerts && shown.held(alerts)?.reading);
}

function placeTile({ life, feed, shown }: FinishedParts, id: ItemId, context: ViewContext): WeatherTile {
  if (life.isUnknown(id)) return unknownPlaceTile(context);
  const meta = feed.model.meta.get(id);
  return meta === undefined
    ? awaitedPlaceTile
    : orBlank((reading) => weatherTile(meta, reading, context), shown.held(id)?.reading);
}

function drawStatus(parts: FinishedParts, paused: boolean, afresh: boolean): void {
  const { feed, view, words } = parts;
  const isLost = feed.status === 'lost' && !paused;
  const isUp = (feed.status === 'live' || feed.status === 'polled') && !paused;
  const isCurrent = isUp && isAnyCurrent(parts);
  const state = paused
    ? words.paused
    : isUp && !isCurrent
      ? dated(parts, valuesOf(parts), words.asOf, words.noData)
      : stateWord(parts);
  const message = feed.model.loaded ? undefined : messageOf(parts);
  view.showPaused(paused);
  view.showState(state, isCurrent && feed.status === 'live');
  view.showMessage(message);
  write(view.root, 'data-lost', isLost ? '' : undefined);
  speak(parts, { state, isUp, isLost, afresh });
}

interface Standing {
  readonly state: string;
  readonly isUp: boolean;
  readonly isLost: boolean;
  readonly afresh: boolean;
}

/** Says what is news of how it stands. That it is paused, its button has said; that it waits is none. */
function speak(parts: FinishedParts, standing: Standing): void {
  const { feed, words, furniture, voice } = parts;
  const { state, isUp, isLost, afresh } = standing;
  if ((voice.speaker ?? furniture) !== furniture) return;
  // A browser is online again before its link is: the loss is told as it began, and then that it is over.
  if (isLost) voice.loss ||= lossOf(parts);
  const facts = [
    isUp && voice.loss ? state : voice.loss,
    feed.model.loaded || feed.status === 'loading' ? '' : messageOf(parts),
    afresh ? words.afresh : '',
    feed.model.demo ? words.demoStatus : '',
  ];
  const news = newsOf(voice, facts);
  if (news.length > 0 && !voice.speaker) standForVoice(parts, standing);
  else {
    voice.told = facts;
    if (isUp) voice.loss = '';
    if (news.length > 0) furniture.announce(sentences(news, words));
  }
}

// Once what was drawn has its layout: to ask in the midst of it would cost another one.
const laidOutMs = 100;

/** One that is not rendered, such as a page's other layout for phones, has no voice: another has to say it. */
function standForVoice(parts: FinishedParts, standing: Standing): void {
  const { env, view, furniture, voice } = parts;
  env.after(laidOutMs, () => {
    if (view.root.getClientRects().length > 0) voice.speaker ??= furniture;
    if (voice.speaker === furniture) speak(parts, standing);
  });
}

/**
 * A connection over which nothing current comes is not what a reader calls live, and figures that are fetched and are old
 * are not updated. Without quotes there is nothing to say.
 */
function isAnyCurrent(parts: FinishedParts): boolean {
  return quoteIdsOf(parts).length === 0 || nextStaleAt(valuesOf(parts), parts.feed.now()) !== undefined;
}

/** Of the row: the weather tells its age by itself. */
function valuesOf(parts: FinishedParts): ValuedReading[] {
  return quoteIdsOf(parts)
    .flatMap((id) => parts.shown.held(id)?.reading ?? [])
    .filter(hasValue);
}

/** `template` with the time of the newest of `values`; `none` where there are none. */
function dated(
  { feed, formats }: FinishedParts,
  values: readonly ValuedReading[],
  template: string,
  none: string,
): string {
  if (values.length === 0) return none;
  const newest = values.reduce((before, next) => (next.asOf > before.asOf ? next : before));
  return fill(template, formats.moment(momentOf(newest), feed.now()));
}

/** Whose fault it is, as far as the browser knows. */
function lossOf(parts: FinishedParts): string {
  const { env, words, shown } = parts;
  const all = shown.readings().filter(hasValue);
  const quotes = valuesOf(parts);
  return env.isOnline()
    ? words.lost
    : dated(parts, quotes.length > 0 ? quotes : all, words.offline, words.lost);
}

function stateWord({ feed, life, words, formats }: FinishedParts): string {
  const everyS = life.pollMs() / 1000;
  switch (feed.status) {
    case 'live':
      return words.live;
    case 'polled':
      return fill(
        words.polled,
        everyS < 60 ? formats.duration(everyS, 'second') : formats.duration(everyS / 60, 'minute'),
      );
    case 'loading':
    case 'connecting':
      return words.connecting;
    default:
      return words.lost;
  }
}

function messageOf({ env, feed, words }: FinishedParts): string {
  if (feed.status === 'unknownBoard') return words.unknownBoard;
  if (feed.status !== 'unreachable') return words.loading;
  return env.isOnline() && feed.answered === undefined ? words.serverBlocked : words.unreachable;
}
