/** Pure: what `masthead probe` asks a provider for, out of a config and the names that were typed. */
import type { Config } from '../config/config.ts';
import type { ItemSettings } from '../config/item-settings.ts';
import { didYouMean } from '../config/nearest.ts';
import { type ItemKind, isItemId } from '../protocol/item-id.ts';
import type { ItemClass } from '../protocol/meta.ts';
import type { Ask, Provider } from '../providers/provider.ts';
import { UsageError } from './command.ts';

export interface ProbeAsk extends Ask {
  readonly cls: ItemClass;
}

/**
 * Without names the config's own items, as many as fit into one request. A name is the provider's own symbol, or for
 * weather and warnings a place of the config. Throws a UsageError where there is nothing to ask for, or too much.
 */
export function probeAsks(config: Config, provider: Provider, names: readonly string[]): readonly ProbeAsk[] {
  const { batchMax } = provider.limits;
  const own = config.items.flatMap((item) => askOf(item, provider.id) ?? []);
  if (names.length > batchMax) throw new UsageError(`${provider.id} takes at most ${batchMax} at once`);
  if (names.length === 0 && own.length === 0) {
    throw new UsageError(`the config asks ${provider.id} for nothing: name what to ask for`);
  }
  if (names.length === 0) return own.slice(0, batchMax);
  const [kind = 'quote'] = provider.kinds;
  return [...new Set(names)].map((name) =>
    kind === 'quote' ? symbolAsk(name, own) : placeAsk(name, kind, config),
  );
}

function askOf({ id, cls, place, sources }: ItemSettings, provider: string): ProbeAsk | undefined {
  const source = sources.find((each) => each.provider === provider);
  return source && { id, cls, symbol: source.symbol, ...(place === undefined ? {} : { place }) };
}

/** A symbol that no item has is judged as most of what the provider is asked for would be. */
function symbolAsk(symbol: string, own: readonly ProbeAsk[]): ProbeAsk {
  const held = own.find((ask) => ask.symbol === symbol);
  if (held !== undefined) return held;
  const id = `quote:${symbol.replace(/[^A-Za-z0-9._-]/g, '-').slice(0, 48)}`;
  if (!isItemId(id)) throw new UsageError(`${symbol} is no symbol`);
  return { id, symbol, cls: own[0]?.cls ?? 'index' };
}

function placeAsk(name: string, kind: Exclude<ItemKind, 'quote'>, { places }: Config): ProbeAsk {
  const place = places.get(name);
  const id = `${kind}:${name}`;
  if (place === undefined || !isItemId(id)) {
    throw new UsageError(`the config has no place ${name}${didYouMean(name, places.keys())}`);
  }
  return { id, symbol: name, place, cls: kind };
}
