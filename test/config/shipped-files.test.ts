import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { readEnvironment, type Variables } from '../../src/config/environment.ts';
import { loadConfig } from '../../src/config/load.ts';
import { kindOf } from '../../src/protocol/item-id.ts';
import { providers } from '../../src/providers/index.ts';

const folder = fileURLToPath(new URL('../../config', import.meta.url));
const load = (file: string, variables: Variables) =>
  loadConfig({
    file: path.join(folder, file),
    environment: readEnvironment(variables, providers),
    providers,
  });

describe('the default config', () => {
  it('runs with no key, no contact and no terms accepted, on what is free to show', async () => {
    const config = await load('default.yaml', {});
    expect(config.demo).toBe(false);
    expect(config.privateHosts).toEqual([]);
    for (const { provider } of config.providers.values()) {
      expect(provider.terms).toMatchObject({ display: 'free', needs: 'nothing' });
    }
    expect(Object.keys(config.off).length + config.providers.size).toBe(providers.length);
    for (const board of config.boards.values()) expect(board.length).toBeGreaterThan(0);
  });

  it('has weather, indices and shares once contact and key are given', async () => {
    const config = await load('default.yaml', {
      MASTHEAD_CONTACT: 'desk@example.com',
      TWELVEDATA_API_KEY: 'k',
    });
    const front = config.boards.get('front') ?? [];
    expect(new Set(front.map(kindOf))).toEqual(new Set(['weather', 'alerts', 'quote']));
    const classes = new Set(front.map((id) => config.meta.get(id)?.cls));
    expect(classes).toEqual(new Set(['weather', 'alerts', 'index', 'share', 'fx', 'crypto', 'yield']));
    expect(config.off).toHaveProperty('kraken');
  });
});

describe('the demo config', () => {
  it('shows every item of the default one, says that it is a demo, and asks nobody but this machine', async () => {
    const variables = { MASTHEAD_CONTACT: 'demo@localhost', TWELVEDATA_API_KEY: 'demo' };
    const config = await load('demo.yaml', variables);
    const standard = await load('default.yaml', variables);
    expect(config.demo).toBe(true);
    // The exchanges' prices come first there: a source may differ, an item may not.
    const bare = (items: typeof config.items) => items.map(({ id, cls, place }) => ({ id, cls, place }));
    expect(bare(config.items)).toEqual(bare(standard.items));
    for (const { id, sources } of config.items) {
      expect([id, sources.some(({ provider }) => config.providers.has(provider))]).toEqual([id, true]);
    }
    for (const { baseUrl, provider } of config.providers.values()) {
      const isAsked = config.items.some(({ sources }) =>
        sources.some((source) => source.provider === provider.id),
      );
      if (isAsked) expect([provider.id, new URL(baseUrl).hostname]).toEqual([provider.id, '127.0.0.1']);
    }
  });
});
