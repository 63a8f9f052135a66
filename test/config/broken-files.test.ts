import { describe, expect, it } from 'vitest';
import { good, load, problemsOf } from './write-config.ts';

/** The good file with one part exchanged; fails where that part is not in it. */
function broken(part: string, by: string): string {
  if (!good.includes(part)) throw new Error(`the good file has no ${part}`);
  return good.replace(part, by);
}

type Case = readonly [what: string, text: string, path: string, line: number, rule: RegExp];

const cases: readonly Case[] = [
  ['an unknown key at the top', `colour: red\n${good}`, 'colour', 1, /not a key that is known/],
  [
    'an unknown key of a provider',
    broken('open: {}', 'open: { evry: 5s }'),
    'providers.open.evry',
    2,
    /not a key/,
  ],
  [
    'a provider that there is not',
    broken('open: {}', 'yahoo: {}'),
    'providers.yahoo',
    2,
    /must be one of open, sky, keyed, strict/,
  ],
  [
    'an interval without a unit',
    broken('open: {}', 'open: { every: 15 }'),
    'providers.open.every',
    2,
    /such as 15s/,
  ],
  [
    'an interval of nothing',
    broken('open: {}', 'open: { every: 0s }'),
    'providers.open.every',
    2,
    /such as 15s/,
  ],
  [
    'a negative interval',
    broken('open: {}', 'open: { every: -5s }'),
    'providers.open.every',
    2,
    /such as 15s/,
  ],
  ['an interval in days', broken('open: {}', 'open: { every: 1d }'), 'providers.open.every', 2, /s, m or h/],
  [
    'six cron fields',
    broken('open: {}', 'open: { cron: "* * * * * *" }'),
    'providers.open.cron',
    2,
    /five fields/,
  ],
  ['a cron minute of 75', broken('open: {}', 'open: { cron: "75 * * * *" }'), 'providers.open.cron', 2, /75/],
  [
    'a day that never comes',
    broken('open: {}', 'open: { cron: "0 0 30 2 *" }'),
    'providers.open.cron',
    2,
    /impossible/,
  ],
  [
    'both an interval and cron',
    broken('open: {}', 'open: { every: 5s, cron: "0 * * * *" }'),
    'providers.open.cron',
    2,
    /not both/,
  ],
  [
    'an address that is none',
    broken('open: {}', 'open: { baseUrl: nowhere }'),
    'providers.open.baseUrl',
    2,
    /http or https/,
  ],
  [
    'an address of another kind',
    broken('open: {}', 'open: { baseUrl: "ftp://a.example" }'),
    'providers.open.baseUrl',
    2,
    /http or https/,
  ],
  [
    'an open address on no private host',
    broken('open: {}', 'open: { baseUrl: "http://a.example" }'),
    'providers.open.baseUrl',
    2,
    /privateHosts/,
  ],
  [
    'a word for yes',
    broken('open: {}', 'open: { enabled: "yes" }'),
    'providers.open.enabled',
    2,
    /true or false/,
  ],
  ['a latitude beyond the pole', broken('-16.4957', '-96.4957'), 'places.la-paz-bo.lat', 7, /at least -90/],
  ['a longitude as text', broken('-68.1335', 'west'), 'places.la-paz-bo.lon', 8, /number/],
  ['a mountain above all others', broken('3640', '36400'), 'places.la-paz-bo.altitude', 9, /at most 9000/],
  [
    'a zone that there is not',
    broken('America/La_Paz', 'America/La_Plaza'),
    'places.la-paz-bo.zone',
    10,
    /IANA/,
  ],
  [
    'a place without a zone',
    broken('    zone: America/La_Paz\n', ''),
    'places.la-paz-bo.zone',
    4,
    /given: an IANA/,
  ],
  ['a place name in capitals', broken('la-paz-bo:\n', 'La_Paz:\n'), 'places.La_Paz', 4, /lower-case/],
  ['a name of two lines', broken('name: La Paz', 'name: "La\\nPaz"'), 'places.la-paz-bo.name', 5, /control/],
  [
    'a name that turns the text around',
    broken('name: La Paz', 'name: "La\\u202EPaz"'),
    'places.la-paz-bo.name',
    5,
    /direction/,
  ],
  [
    'a name without English',
    broken('{ en: Bolivia }', '{ es: Bolivia }'),
    'places.la-paz-bo.region',
    6,
    /en among them/,
  ],
  [
    'an item id of no kind',
    broken('quote:BTC-USD:\n', 'price:BTC-USD:\n'),
    'items.price:BTC-USD',
    12,
    /must be quote:…/,
  ],
  [
    'an item id with a slash',
    broken('quote:BTC-USD:\n', 'quote:BTC/USD:\n'),
    'items.quote:BTC/USD',
    12,
    /must be quote:…/,
  ],
  [
    'an item without a source',
    broken('[{ provider: open, symbol: XBT }]', '[]'),
    'items.quote:BTC-USD.sources',
    17,
    /at least one source, such as \[\{ provider:/,
  ],
  [
    'a quote without a class',
    broken('    class: crypto\n', ''),
    'items.quote:BTC-USD.class',
    12,
    /must be given/,
  ],
  [
    'a quote without a name',
    broken('    name: Bitcoin\n', ''),
    'items.quote:BTC-USD.name',
    12,
    /must be given/,
  ],
  [
    'a class that there is not',
    broken('class: crypto', 'class: coin'),
    'items.quote:BTC-USD.class',
    13,
    /crypto/,
  ],
  [
    'a quote that is weather',
    broken('class: crypto', 'class: weather'),
    'items.quote:BTC-USD.class',
    13,
    /before the colon/,
  ],
  [
    'weather that is a share',
    broken('    place: la-paz-bo\n', '    class: share\n    place: la-paz-bo\n'),
    'items.weather:la-paz-bo.class',
    19,
    /before the colon/,
  ],
  [
    'a currency in words',
    broken('currency: USD', 'currency: Dollar'),
    'items.quote:BTC-USD.currency',
    15,
    /currency code/,
  ],
  [
    'half a decimal',
    broken('decimals: 2', 'decimals: 2.5'),
    'items.quote:BTC-USD.decimals',
    16,
    /whole number/,
  ],
  [
    'a link without TLS',
    broken('decimals: 2', 'href: http://a.example'),
    'items.quote:BTC-USD.href',
    16,
    /https/,
  ],
  [
    'a script for a link',
    broken('decimals: 2', 'href: "javascript:alert(1)"'),
    'items.quote:BTC-USD.href',
    16,
    /https/,
  ],
  [
    'a source that there is not',
    broken('provider: open, symbol', 'provider: closed, symbol'),
    'items.quote:BTC-USD.sources.0.provider',
    17,
    /must be one of open/,
  ],
  [
    'a source that gives no such thing',
    broken('provider: open, symbol', 'provider: sky, symbol'),
    'items.quote:BTC-USD.sources.0.provider',
    17,
    /gives no quote/,
  ],
  [
    'a source without a symbol',
    broken('provider: open, symbol: XBT', 'provider: open'),
    'items.quote:BTC-USD.sources.0.symbol',
    17,
    /must be given/,
  ],
  [
    'weather without a place',
    broken('    place: la-paz-bo\n', ''),
    'items.weather:la-paz-bo.place',
    18,
    /must be given/,
  ],
  [
    'a place that there is not',
    broken('    place: la-paz-bo\n', '    place: lima-pe\n'),
    'items.weather:la-paz-bo.place',
    19,
    /must be one of places/,
  ],
  [
    'a board with nothing on it',
    broken('[quote:BTC-USD, weather:la-paz-bo]', '[]'),
    'boards.front.items',
    23,
    /at least one item, such as \[quote:BTC-USD/,
  ],
  [
    'a board with an item that there is not',
    broken('[quote:BTC-USD, ', '[quote:ETH-USD, '),
    'boards.front.items.0',
    23,
    /must be one of items/,
  ],
  [
    'a board with an item twice',
    broken('weather:la-paz-bo]', 'quote:BTC-USD]'),
    'boards.front.items.1',
    23,
    /twice/,
  ],
  [
    'no boards at all',
    good.slice(0, good.indexOf('boards:\n')),
    'boards',
    0,
    /be given: boards by name, such as front: .* `extends:`/,
  ],
  [
    'no items at all',
    good.replace(/^items:\n(?: .*\n)+/m, ''),
    'items',
    0,
    /be given: items by id, .* `extends:`/,
  ],
  [
    'a board that is a list of items',
    broken('  front:\n    items: [', '  front: ['),
    'boards.front',
    22,
    /keys and values, such as \{ items: \[/,
  ],
  [
    'a list of boards',
    good.replace(/^boards:\n(?: .*\n)+/m, 'boards: [front]\n'),
    'boards',
    21,
    /boards by name/,
  ],
  [
    'a board with nothing below it',
    broken('    items: [quote:BTC-USD, weather:la-paz-bo]\n', ''),
    'boards.front',
    22,
    /items: \[/,
  ],
  [
    'a board without its items',
    broken('\n    items: [quote:BTC-USD, weather:la-paz-bo]', ' {}'),
    'boards.front.items',
    22,
    /be given: a list of at least one item/,
  ],
  [
    'a provider with nothing below it',
    broken('open: {}', 'open:'),
    'providers.open',
    2,
    /settings, \{\} where/,
  ],
  [
    'a source that is a word',
    broken('[{ provider: sky }]', '[sky]'),
    'items.weather:la-paz-bo.sources.0',
    20,
    /such as \{ provider:/,
  ],
  [
    'sites that are no list',
    good.replace('  - id: example', '    id: example'),
    'sites',
    24,
    /list of sites, such as \[\{ id:/,
  ],
  [
    'a site without its origins',
    broken('    origins: [https://www.example.com]\n', ''),
    'sites.0.origins',
    25,
    /be given: .* origin, such as \[https/,
  ],
  [
    'an origin with a path',
    broken('https://www.example.com]', 'https://www.example.com/]'),
    'sites.0.origins.0',
    26,
    /no path/,
  ],
  [
    'an origin with a star',
    broken('https://www.example.com]', '"https://*.example.com"]'),
    'sites.0.origins.0',
    26,
    /origin/,
  ],
  [
    'an origin that is a host',
    broken('https://www.example.com]', 'www.example.com]'),
    'sites.0.origins.0',
    26,
    /origin/,
  ],
  [
    'a site with a board that there is not',
    broken('boards: [front]', 'boards: [back]'),
    'sites.0.boards.0',
    27,
    /must be one of boards/,
  ],
  [
    'a site given twice',
    `${good}  - id: example\n    origins: [https://a.example]\n    boards: [front]\n`,
    'sites.1.id',
    28,
    /twice/,
  ],
  [
    'a key that is nearly one',
    broken('open: {}', 'open: { evry: 5s }'),
    'providers.open.evry',
    2,
    /did you mean every\?$/,
  ],
  ['a section that is nearly one', `providrs: {}\n${good}`, 'providrs', 1, /did you mean providers\?$/],
  [
    'a provider that is nearly one',
    broken('provider: open, symbol', 'provider: opne, symbol'),
    'items.quote:BTC-USD.sources.0.provider',
    17,
    /did you mean open\?$/,
  ],
  [
    'a place that is nearly one',
    broken('    place: la-paz-bo\n', '    place: la-pas-bo\n'),
    'items.weather:la-paz-bo.place',
    19,
    /did you mean la-paz-bo\?$/,
  ],
  [
    'a board with an item that is nearly one',
    broken('[quote:BTC-USD, ', '[quote:BTC-UDS, '),
    'boards.front.items.0',
    23,
    /did you mean quote:BTC-USD\?$/,
  ],
  [
    'a site with a board that is nearly one',
    broken('boards: [front]', 'boards: [fornt]'),
    'sites.0.boards.0',
    27,
    /did you mean front\?$/,
  ],
  ['a list of providers', broken('  open: {}', '  - open'), 'providers', 1, /keys and values/],
  ['a key given twice', `${good}providers: {}\n`, 'yaml', 28, /unique/],
  ['a bracket that is never closed', `${good}extends: [\n`, 'yaml', 29, /./],
  ['a tab for an indent', broken('  open: {}', '\topen: {}'), 'yaml', 2, /./],
];

describe('a config file with', () => {
  it.each(cases)('%s is refused by key, line and rule', async (_what, text, path, line, rule) => {
    const error = await problemsOf(load(text));
    expect(error.problems).toEqual([expect.objectContaining({ path, rule: expect.stringMatching(rule) })]);
    expect(error.problems[0]?.line ?? 0).toBe(line);
    const place = line === 0 ? path : `${path} (line ${line})`;
    expect(error.message.split('\n')[1]).toContain(`  ${place}: `);
    expect(error.message).toMatch(/site\.yaml: one problem\n/);
    expect(error.message).not.toMatch(/Invalid|Too (?:small|big)|undefined|record|array/);
  });

  it.each([
    ['nothing', '', /must hold keys/],
    ['a list', '- a\n', /must hold keys/],
    ['one word', 'hello\n', /must hold keys/],
    ['an alias of nothing', 'items: *none\n', /none/],
    [
      'aliases that unfold without end',
      `a: &a [x,x,x,x,x,x,x,x,x]\nb: &b [*a,*a,*a,*a,*a,*a,*a]\nc: [*b,*b,*b,*b,*b,*b,*b]\n`,
      /alias/,
    ],
  ])('%s is refused as a whole', async (_what, text, rule) => {
    const error = await problemsOf(load(text));
    expect(error.problems).toHaveLength(1);
    expect(error.problems[0]?.rule).toMatch(rule);
  });

  it('several mistakes names them all at once', async () => {
    const text = broken('-16.4957', '-96')
      .replace('America/La_Paz', 'Nowhere')
      .replace('decimals: 2', 'decimals: 99')
      .replace('https://www.example.com', 'example');
    const error = await problemsOf(load(text));
    expect(error.problems.map(({ path }) => path)).toEqual([
      'places.la-paz-bo.lat',
      'places.la-paz-bo.zone',
      'items.quote:BTC-USD.decimals',
      'sites.0.origins.0',
    ]);
    expect(error.message).toContain('4 problems');
    const fitting = await problemsOf(
      load(broken('provider: sky', 'provider: moon').replace('[front]', '[back, middle]')),
    );
    expect(fitting.problems.map(({ path }) => path)).toEqual([
      'items.weather:la-paz-bo.sources.0.provider',
      'sites.0.boards.0',
      'sites.0.boards.1',
    ]);
  });

  it('a key in an address that nobody else knows of shows none of it', async () => {
    const address = 'http://user:CANARY-1@a.example/path?key=CANARY-2';
    const error = await problemsOf(load(broken('open: {}', `open: { baseUrl: "${address}" }`)));
    expect(error.problems[0]?.received).toBe('"http://***@a.example/path?***"');
  });

  it('a secret in it shows none of it', async () => {
    const canary = 'CANARY-3e8b';
    const variables = { KEYED_API_KEY: canary };
    const texts = [
      broken('open: {}', `open: { apiKey: ${canary} }`),
      broken('open: {}', `open: { baseUrl: "http://user:${canary}@a.example/?key=${canary}" }`),
      broken('name: La Paz', `zone: ${canary}\n    name: La Paz`).replace('    zone: America/La_Paz\n', ''),
      broken('class: crypto', `class: ${canary}`),
      `${canary}: 1\n${good}`,
    ];
    for (const text of texts) {
      const error = await problemsOf(load(text, { variables }));
      expect(error.problems.length).toBeGreaterThan(0);
      expect(error.message + JSON.stringify(error.problems)).not.toContain(canary);
    }
  });

  it('a long value shows its beginning only, on one line', async () => {
    const error = await problemsOf(load(broken('America/La_Paz', `"${'x\\n'.repeat(500)}"`)));
    expect(error.problems[0]?.received?.length).toBeLessThanOrEqual(60);
    expect(error.message.split('\n')).toHaveLength(2);
  });
});
