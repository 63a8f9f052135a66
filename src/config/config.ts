/** A config file and the environment → what the services are built from, checked against the registry and itself. */
import { type ItemId, kindOf } from '../protocol/item-id.ts';
import type { ItemClass, ItemMeta, LocalText, SourceMeta } from '../protocol/meta.ts';
import type { Place, Provider } from '../providers/provider.ts';
import type { MarketHours } from '../system/market-hours.ts';
import type { Calendars } from './calendars.ts';
import { crossProblems } from './config-checks.ts';
import type { ReadConfig } from './config-file.ts';
import { ConfigError } from './config-problem.ts';
import type { Environment } from './environment.ts';
import type { ConfigFile } from './schema.ts';

/** A provider that may be asked. */
export interface ProviderSettings {
  readonly provider: Provider;
  readonly baseUrl: string;
  readonly key?: string;
  readonly everyMs?: number;
  readonly cron?: string;
  readonly idleEveryMs?: number;
}

export interface ItemSettings {
  readonly id: ItemId;
  readonly cls: ItemClass;
  readonly place?: Place;
  /** Of the market that it is traded on. */
  readonly calendar?: MarketHours;
  readonly sources: readonly { readonly provider: string; readonly symbol: string }[];
}

export interface SiteSettings {
  readonly id: string;
  readonly origins: readonly string[];
  readonly boards: readonly string[];
}

export interface GatewaySettings {
  readonly maxConnections?: number;
  readonly maxPerAddress?: number;
  readonly handshakesPerS?: number;
  readonly allowNoOrigin?: boolean;
  readonly trustedProxies?: readonly string[];
}

export interface Config {
  readonly demo: boolean;
  readonly privateHosts: readonly string[];
  /** Where the file says nothing, the gateway's own default holds. */
  readonly gatewayLimits: GatewaySettings;
  readonly providers: ReadonlyMap<string, ProviderSettings>;
  /** Providers that stay off, and why, in words for the operator. */
  readonly off: Readonly<Record<string, string>>;
  readonly items: readonly ItemSettings[];
  /** By name; whether an item shows them or not. */
  readonly places: ReadonlyMap<string, Place>;
  readonly meta: ReadonlyMap<ItemId, ItemMeta>;
  readonly sources: Readonly<Record<string, SourceMeta>>;
  /** Only items of which at least one source is on. */
  readonly boards: ReadonlyMap<string, readonly ItemId[]>;
  /** By board, what it names beside those. */
  readonly leftOut: ReadonlyMap<string, readonly ItemId[]>;
  readonly sites: readonly SiteSettings[];
  readonly environment: Environment;
}

type FileItem = ConfigFile['items'][ItemId];

/** Throws a ConfigError that lists everything that does not fit together. */
export function resolveConfig(
  name: string,
  { content: file, problem }: ReadConfig,
  environment: Environment,
  registry: readonly Provider[],
  calendars: Calendars,
): Config {
  const problems = crossProblems(file, { registry, calendars }, problem);
  if (problems.length > 0) throw new ConfigError(name, problems);
  const providers = new Map<string, ProviderSettings>();
  const off: Record<string, string> = {};
  for (const provider of registry) {
    const reason = offReason(provider, file, environment);
    if (reason === undefined) providers.set(provider.id, settingsOf(provider, file, environment));
    else off[provider.id] = reason;
  }
  const items = Object.entries(file.items).map(([id, item]) =>
    itemSettings(id as ItemId, item, file, calendars),
  );
  const served = new Set(
    items
      .filter(({ sources }) => sources.some(({ provider }) => providers.has(provider)))
      .map(({ id }) => id),
  );
  return {
    demo: file.demo,
    privateHosts: file.network.privateHosts,
    gatewayLimits: given(file.gateway),
    providers,
    off,
    items,
    places: new Map(Object.entries(file.places).map(([name, place]) => [name, placeOf(place)])),
    meta: new Map(
      Object.entries(file.items).map(([id, item]) => [id as ItemId, metaOf(id as ItemId, item, file)]),
    ),
    sources: Object.fromEntries(
      [...providers.values()].map(({ provider }) => [provider.id, sourceMeta(provider)]),
    ),
    boards: boardsOf(file, (id) => served.has(id)),
    leftOut: boardsOf(file, (id) => !served.has(id)),
    sites: file.sites,
    environment,
  };
}

function boardsOf(
  { boards }: ConfigFile,
  belongs: (id: ItemId) => boolean,
): ReadonlyMap<string, readonly ItemId[]> {
  return new Map(Object.entries(boards).map(([board, { items }]) => [board, items.filter(belongs)]));
}

/** Why a provider may not be asked; undefined where it may. Its terms decide, not the file alone. */
function offReason(
  { id, terms, keyVariable }: Provider,
  file: ConfigFile,
  environment: Environment,
): string | undefined {
  const enabled = file.providers[id]?.enabled;
  if (enabled === false) return 'switched off in the config';
  if (terms.display === 'accept' && enabled !== true) {
    return `its terms (${terms.source}) are not accepted: set providers.${id}.enabled to true`;
  }
  if (terms.needs === 'key' && !environment.keys.has(id)) return `${keyVariable ?? 'its key'} is not set`;
  if (terms.needs === 'contact' && environment.contact === undefined) return 'MASTHEAD_CONTACT is not set';
  return undefined;
}

function settingsOf(provider: Provider, file: ConfigFile, { keys }: Environment): ProviderSettings {
  const { baseUrl = provider.baseUrl, every, cron, idleEvery } = file.providers[provider.id] ?? {};
  const key = keys.get(provider.id);
  return {
    provider: baseUrl === provider.baseUrl ? provider : unbridled(provider),
    baseUrl,
    ...(key === undefined ? {} : { key }),
    ...(every === undefined ? {} : { everyMs: every }),
    ...(cron === undefined ? {} : { cron }),
    ...(idleEvery === undefined ? {} : { idleEveryMs: idleEvery }),
  };
}

/** How often its own servers want to be asked at most says nothing of a mirror or a proxy of the operator's. */
function unbridled(provider: Provider): Provider {
  return { ...provider, limits: { ...provider.limits, minIntervalMs: 0 } };
}

function itemSettings(id: ItemId, item: FileItem, file: ConfigFile, calendars: Calendars): ItemSettings {
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

function placeOf({ lat, lon, altitude, zone }: ConfigFile['places'][string]): Place {
  return { lat, lon, zone, ...(altitude === undefined ? {} : { altitude }) };
}

function classOf(id: ItemId, item: FileItem): ItemClass {
  const kind = kindOf(id);
  return kind === 'quote' ? (item.class ?? 'index') : kind;
}

function metaOf(id: ItemId, item: FileItem, file: ConfigFile): ItemMeta {
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

function sourceMeta({ terms }: Provider): SourceMeta {
  return { ...terms.attribution, licence: terms.licence };
}

/** Without the keys that the file leaves out, which would otherwise hide a default. */
function given(settings: ConfigFile['gateway']): GatewaySettings {
  return Object.fromEntries(Object.entries(settings).filter(([, value]) => value !== undefined));
}
