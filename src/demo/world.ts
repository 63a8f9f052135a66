/** The state behind the demo's figures: the seed, and the values set by hand. Knows no wire format. */

/** A value set by hand: decimal text, or what its format makes of it; and when, ms since the epoch. */
export interface Override {
  readonly value: string;
  readonly at: number;
}

/** What the formats may read. */
export interface World {
  readonly seed: number;
  override(provider: string, symbol: string): Override | undefined;
  /** Every symbol of the provider's for which a value is set, with that value. */
  overrides(provider: string): ReadonlyMap<string, Override>;
  /** When a value of the provider was last set or cleared, in whole seconds as ms; 0 where none ever was. */
  changedAt(provider: string): number;
}

export interface SettableWorld extends World {
  set(provider: string, symbol: string, override: Override): void;
  /** Of all providers where none is named. */
  clear(provider: string | undefined, now: number): void;
}

/** The world as it would be with one value set for every symbol. */
export function everywhere(world: World, value: string, at: number): World {
  return { ...world, override: () => ({ value, at }) };
}

// Enough for any test, and a script in a loop cannot fill the memory: the oldest gives way.
const maxOverridesPerProvider = 1_000;

export function createWorld(seed: number): SettableWorld {
  const overrides = new Map<string, Map<string, Override>>();
  const changes = new Map<string, number>();

  // Always a later second than before: Last-Modified has no finer grain, and a 304 would hide the change.
  const noteChange = (provider: string, now: number) => {
    const before = changes.get(provider) ?? 0;
    changes.set(provider, Math.max(Math.floor(now / 1000) * 1000, before) + 1000);
  };

  return {
    seed,
    override: (provider, symbol) => overrides.get(provider)?.get(symbol),
    overrides: (provider) => overrides.get(provider) ?? new Map(),
    changedAt: (provider) => changes.get(provider) ?? 0,
    set(provider, symbol, override) {
      const held = overrides.get(provider) ?? new Map<string, Override>();
      overrides.set(provider, held);
      held.delete(symbol);
      held.set(symbol, override);
      const [oldest] = held.keys();
      if (held.size > maxOverridesPerProvider && oldest !== undefined) held.delete(oldest);
      noteChange(provider, override.at);
    },
    clear(provider, now) {
      for (const id of provider === undefined ? [...overrides.keys()] : [provider]) {
        if (overrides.delete(id)) noteChange(id, now);
      }
    },
  };
}
