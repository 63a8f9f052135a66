/** A config file and the environment → what the services are built from, checked against the registry and itself. */
import type { ItemId } from '../protocol/item-id.ts';
import type { ItemMeta, SourceMeta } from '../protocol/meta.ts';
import type { Place, Provider } from '../providers/provider.ts';
import type { Calendars } from './calendars.ts';
import { crossProblems } from './config-checks.ts';
import type { ReadConfig } from './config-file.ts';
import { ConfigError } from './config-problem.ts';
import type { Environment } from './environment.ts';
import { type ItemSettings, itemMeta, itemSettings, placeOf } from './item-settings.ts';
import { offReason, type ProviderSettings, providerSettings, sourceMeta } from './provider-settings.ts';
import type { ConfigFile } from './schema.ts';

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
    if (reason === undefined) providers.set(provider.id, providerSettings(provider, file, environment));
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
      Object.entries(file.items).map(([id, item]) => [id as ItemId, itemMeta(id as ItemId, item, file)]),
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

/** Without the keys that the file leaves out, which would otherwise hide a default. */
function given(settings: ConfigFile['gateway']): GatewaySettings {
  return Object.fromEntries(Object.entries(settings).filter(([, value]) => value !== undefined));
}
