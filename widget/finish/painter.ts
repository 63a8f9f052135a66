/** Brings a strip's elements up to what its feed holds; called in animation frames only. */
import type { ItemId } from '../../src/protocol/item-id.ts';
import type { ItemMeta } from '../../src/protocol/meta.ts';
import type { Reading } from '../../src/protocol/reading.ts';
import type { AlertsTile } from '../../src/view/alert-chip.ts';
import type { ViewContext } from '../../src/view/view-context.ts';
import {
  awaitedPlaceTile,
  unknownPlaceTile,
  type WeatherTile,
  weatherFace,
  weatherVoice,
} from '../../src/view/weather-tile.ts';
import { hide } from '../build.ts';
import { callEach } from './call-each.ts';
import { showCredits } from './credits-view.ts';
import { contextOf, type FinishedParts, quoteIdsOf } from './finished-parts.ts';
import { orBlank } from './or-blank.ts';
import type { Changes } from './pen.ts';
import { drawStatus } from './status.ts';

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

function arrange(parts: FinishedParts): void {
  const { feed, tiles, tabs, furniture, words, guests } = parts;
  const { model } = feed;
  // First, since the names of what it follows may be there at once.
  guests.update();
  const quotes = quoteIdsOf(parts).flatMap((id) => model.meta.get(id) ?? []);
  tabs?.arrange(quotes);
  tiles.arrange(tabs === undefined ? quotes : quotes.filter(tabs.shows));
  showCredits(furniture.credits, words.sources, model.sources);
}

function drawWeather(parts: FinishedParts, context: ViewContext): void {
  const { guests, feed, weather, view } = parts;
  const id = guests.place();
  hide(view.weather.element, id === undefined || !feed.model.loaded);
  if (id === undefined) return;
  const isGuest = !feed.model.board.includes(id);
  weather.show(ofPlace(parts, id, context, weatherFace), alertsOf(parts, context), isGuest);
}

/** The rest of what is shown of the place: as of the tiles, when the page has a moment. */
export function tellWeather(parts: FinishedParts): void {
  const { guests, weather } = parts;
  const id = guests.place();
  if (!weather.isUntold()) return;
  weather.tell(id === undefined ? awaitedPlaceTile : ofPlace(parts, id, contextOf(parts), weatherVoice));
}

function alertsOf({ guests, shown, feed, warnings }: FinishedParts, context: ViewContext): AlertsTile {
  const [place, alerts] = [guests.place(), guests.alerts()];
  const zone = place && feed.model.meta.get(place)?.zone;
  return orBlank((reading) => warnings.show(reading, zone, context), alerts && shown.held(alerts)?.reading);
}

function ofPlace<Told>(
  { life, feed, shown }: FinishedParts,
  id: ItemId,
  context: ViewContext,
  tell: (meta: ItemMeta, reading: Reading | undefined, context: ViewContext) => Told,
): Told | WeatherTile {
  if (life.isUnknown(id)) return unknownPlaceTile(context);
  const meta = feed.model.meta.get(id);
  return meta === undefined
    ? awaitedPlaceTile
    : orBlank((reading) => tell(meta, reading, context), shown.held(id)?.reading);
}
