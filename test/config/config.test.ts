import { describe, expect, it } from 'vitest';
import { good, load } from './write-config.ts';

describe('a good file', () => {
  it('becomes items, names, boards and sites', async () => {
    const config = await load(good, { variables: { MASTHEAD_CONTACT: 'desk@example.com' } });
    expect(config.demo).toBe(false);
    expect(config.items).toEqual([
      { id: 'quote:BTC-USD', cls: 'crypto', sources: [{ provider: 'open', symbol: 'XBT' }] },
      {
        id: 'weather:la-paz-bo',
        cls: 'weather',
        place: { lat: -16.4957, lon: -68.1335, altitude: 3640, zone: 'America/La_Paz' },
        sources: [{ provider: 'sky', symbol: 'la-paz-bo' }],
      },
    ]);
    expect([...config.meta.values()]).toEqual([
      { id: 'quote:BTC-USD', cls: 'crypto', name: { en: 'Bitcoin' }, currency: 'USD', decimals: 2 },
      {
        id: 'weather:la-paz-bo',
        cls: 'weather',
        name: { en: 'La Paz' },
        zone: 'America/La_Paz',
        region: { en: 'Bolivia' },
      },
    ]);
    expect(config.boards).toEqual(new Map([['front', ['quote:BTC-USD', 'weather:la-paz-bo']]]));
    expect(config.sites).toEqual([
      { id: 'example', origins: ['https://www.example.com'], boards: ['front'] },
    ]);
    expect(config.sources.open).toEqual({
      name: 'Acme',
      text: 'Data from Acme',
      href: 'https://acme.example',
      licence: 'none',
    });
  });

  it('may set the pace and the address of a provider', async () => {
    const config = await load(
      good.replace(
        'open: {}',
        'open: { every: 2m, baseUrl: "http://10.0.0.5/feeds" }\n  sky: { cron: "5 * * * *" }\nnetwork: { privateHosts: [10.0.0.5] }',
      ),
      { variables: { MASTHEAD_CONTACT: 'desk@example.com' } },
    );
    expect(config.providers.get('open')).toMatchObject({
      everyMs: 120_000,
      baseUrl: 'http://10.0.0.5/feeds',
    });
    expect(config.providers.get('sky')).toMatchObject({ cron: '5 * * * *', baseUrl: 'https://acme.example' });
    expect(config.providers.get('sky')).not.toHaveProperty('everyMs');
    expect(config.privateHosts).toEqual(['10.0.0.5']);
  });

  it.each([
    ['1s', 1_000],
    ['90s', 90_000],
    ['15m', 900_000],
    ['2h', 7_200_000],
  ])('reads %s as %i ms', async (every, everyMs) => {
    const config = await load(good.replace('open: {}', `open: { every: ${every} }`));
    expect(config.providers.get('open')?.everyMs).toBe(everyMs);
  });
});

describe('a provider', () => {
  const withProviders = (lines: string) => good.replace('  open: {}\n', lines);

  it('is on where its terms ask for nothing, named in the file or not', async () => {
    const config = await load(withProviders('  keyed: {}\n'));
    expect([...config.providers.keys()]).toEqual(['open']);
  });

  it('is off where the file says so', async () => {
    const config = await load(withProviders('  open: { enabled: false }\n'));
    expect(config.off.open).toBe('switched off in the config');
    expect(config.providers.has('open')).toBe(false);
  });

  it('that asks for a contact is on with one', async () => {
    expect((await load(good)).off.sky).toBe('MASTHEAD_CONTACT is not set');
    const config = await load(good, { variables: { MASTHEAD_CONTACT: 'https://example.com/desk' } });
    expect(config.providers.has('sky')).toBe(true);
    expect(config.off).not.toHaveProperty('sky');
  });

  it('that asks for a key is on with one, which goes to it alone', async () => {
    expect((await load(good)).off.keyed).toBe('KEYED_API_KEY is not set');
    const config = await load(good, { variables: { KEYED_API_KEY: 'k3y' } });
    expect(config.providers.get('keyed')?.key).toBe('k3y');
    expect(config.providers.get('open')).not.toHaveProperty('key');
  });

  it('that asks for its terms to be accepted is on once the file does', async () => {
    for (const lines of ['  open: {}\n', '  strict: {}\n', '  strict: { every: 5s }\n']) {
      const { off } = await load(withProviders(lines));
      expect(off.strict).toBe(
        'its terms (https://strict.example/terms) are not accepted: set providers.strict.enabled to true',
      );
    }
    const config = await load(withProviders('  strict: { enabled: true }\n'));
    expect(config.providers.has('strict')).toBe(true);
  });

  it('does not get round its key or contact by being enabled', async () => {
    const config = await load(withProviders('  keyed: { enabled: true }\n  sky: { enabled: true }\n'));
    expect(Object.keys(config.off)).toEqual(['sky', 'keyed', 'strict']);
  });

  it('that is off takes its items off the boards, but for those with another source', async () => {
    const config = await load(good);
    expect(config.boards.get('front')).toEqual(['quote:BTC-USD']);
    expect(config.meta.has('weather:la-paz-bo')).toBe(true);
    expect(Object.keys(config.sources)).toEqual(['open']);
    const two = good.replace(
      '[{ provider: open, symbol: XBT }]',
      '[{ provider: keyed, symbol: B }, { provider: open, symbol: XBT }]',
    );
    expect((await load(two)).boards.get('front')).toEqual(['quote:BTC-USD']);
  });
});
