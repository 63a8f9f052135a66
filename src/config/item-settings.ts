/** What the config makes of an item: what the worker has to know of it, and what readers are told. */
import { type ItemId, kindOf } from '../protocol/item-id.ts';
import type { ItemClass, ItemMeta, LocalText } from '../protocol/meta.ts';
import type { Place } from '../providers/provider.ts';
import type { MarketHours } from '../system/market-hours.ts';
import type { Calendars } from './calendars.ts';
import type { ConfigFile } from './schema.ts';

type FileItem = ConfigFile['items'][ItemId];

/** What the worker has to know of an item. */
export interface ItemSettings {
  readonly id: ItemId;
  readonly cls: ItemClass;
  readonly place?: Place;
  /** Of the market that it is traded on. */
  readonly calendar?: MarketHours;
  readonly sources: readonly { readonly provider: string; readonly symbol: string }[];
}

/** A source without a symbol of its own asks for the item's place, else for the item by its name. */
export function itemSettings(
  id: ItemId,
  item: FileItem,
  file: ConfigFile,
  calendars: Calendars,
): ItemSettings {
  const place = item.place === undefined ? undefined : file.places[item.place];
  const calendar = item.calendar === undefined ? undefined : calendars.get(item.calendar);
  return {
    id,
    cls: classOf(id, item),
    ...(place === undefined ? {} : { place: placeOf(place) }),
    ...(calendar === undefined ? {} : { calendar }),
    sources: item.sources.map(({ provider, symbol }) => ({ provider, symbol: symbol ?? item.place ?? id })),
  };
}

/** Without what only readers are told of a place. */
export function placeOf({ lat, lon, altitude, zone }: ConfigFile['places'][string]): Place {
  return { lat, lon, zone, ...(altitude === undefined ? {} : { altitude }) };
}

function classOf(id: ItemId, item: FileItem): ItemClass {
  const kind = kindOf(id);
  return kind === 'quote' ? (item.class ?? 'index') : kind;
}

/** A place stands in for what the item does not say of itself; without either, its id is its name. */
export function itemMeta(id: ItemId, item: FileItem, file: ConfigFile): ItemMeta {
  const place = item.place === undefined ? undefined : file.places[item.place];
  const name: LocalText = item.name ?? place?.name ?? { en: id };
  const { currency, decimals, href } = item;
  return {
    id,
    cls: classOf(id, item),
    name,
    ...(currency === undefined ? {} : { currency }),
    ...(decimals === undefined ? {} : { decimals }),
    ...(href === undefined ? {} : { href }),
    ...(place === undefined ? {} : { zone: place.zone }),
    ...(place?.region === undefined ? {} : { region: place.region }),
  };
}
