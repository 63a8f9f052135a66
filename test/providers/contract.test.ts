/** The provider contract over the registry, and the registry over its folder. */
import { readdirSync } from 'node:fs';
import { basename } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { providerById, providers } from '../../src/providers/index.ts';
import type { Ask, Place, Provider } from '../../src/providers/provider.ts';
import { providerContract } from '../contracts/provider.ts';

const folder = new URL('../../src/providers/', import.meta.url);
const laPaz = { lat: -16.5, lon: -68.15, altitude: 3640, zone: 'America/La_Paz' };
/** Where a service does not speak for all the world. */
const places: Readonly<Record<string, Place>> = {
  metalerts: { lat: 59.91, lon: 10.75, zone: 'Europe/Oslo' },
  'nws-alerts': { lat: 38.91, lon: -77.04, zone: 'America/New_York' },
};

/** Where a pair of currencies would not do. */
const symbols: Readonly<Record<string, string>> = {
  coinbase: 'BTC-USD',
  coingecko: 'bitcoin',
  treasury: '10Y',
};

function askOf({ id, kinds }: Provider): Ask {
  if (kinds.includes('quote')) return { id: 'quote:X', symbol: symbols[id] ?? 'EUR/USD' };
  return { id: `${kinds[0] ?? 'weather'}:x`, symbol: 'x', place: places[id] ?? laPaz };
}

for (const provider of providers) providerContract(provider, askOf(provider));

describe('the registry', () => {
  it('has each id once', () => {
    expect(new Set(providers.map(({ id }) => id)).size).toBe(providers.length);
  });

  it('finds a provider by its id, and nothing by another word', () => {
    for (const provider of providers) expect(providerById(provider.id)).toBe(provider);
    expect(providerById('constructor')).toBeUndefined();
  });

  it('holds every provider that a file exports, under the name of that file', async () => {
    const exported: string[] = [];
    for (const file of readdirSync(fileURLToPath(folder)).filter((name) => name !== 'index.ts')) {
      const module: Record<string, unknown> = await import(new URL(file, folder).href);
      for (const value of Object.values(module)) {
        if (!isProvider(value)) continue;
        expect(value.id).toBe(basename(file, '.ts'));
        exported.push(value.id);
      }
    }
    expect(providers.map(({ id }) => id).sort()).toEqual(exported.sort());
  });
});

function isProvider(value: unknown): value is Provider {
  return typeof value === 'object' && value !== null && 'fetch' in value && 'terms' in value;
}
