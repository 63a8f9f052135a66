import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { itemClasses } from '../../src/protocol/meta.ts';
import { conditions, delays } from '../../src/protocol/reading.ts';
import { words as wordsAr } from '../../src/view/languages/ar.ts';
import { words as wordsEs } from '../../src/view/languages/es.ts';
import { quoteFigures } from '../../src/view/quote-figures.ts';
import { quoteTile } from '../../src/view/quote-tile.ts';
import { contextWith, now } from './context.ts';
import { plainFormats } from './plain-formats.ts';
import { blankReading, quoteMeta, quoteReading } from './readings.ts';

const context = contextWith();

describe('the tile of a quote', () => {
  it('shows price, arrow and signed change', () => {
    expect(quoteTile(quoteMeta(), quoteReading(), context)).toMatchObject({
      look: 'live',
      name: 'S&P 500',
      tag: '15 min',
      price: '6,931.42',
      arrow: '▲',
      change: '+0.58%',
      tone: 'up',
    });
  });

  it('speaks name, price with its unit, direction, basis, time, delay and source', () => {
    expect(quoteTile(quoteMeta(), quoteReading(), context).spoken).toMatch(
      /^S&P 500 is at 6,931.42 points, up 0.58 percent since the previous close\. As of 11:32.*, delayed by 15 minutes, A Feed\.$/,
    );
  });

  it('gives a yield in percent and its change in basis points', () => {
    const meta = quoteMeta({ cls: 'yield' });
    const tile = quoteTile(
      meta,
      quoteReading({ price: '4.06', changePct: '0.7', changeBp: '-2.5' }),
      context,
    );
    expect(tile).toMatchObject({ price: '4.06%', change: '−2.5\u00a0bp', arrow: '▼', tone: 'down' });
  });

  it('says nothing of a change that is unknown', () => {
    const { changePct: _, ...value } = { kind: 'quote', price: '1.5', changePct: '' } as const;
    const tile = quoteTile(quoteMeta(), quoteReading({}, { value }), context);
    expect(tile).toMatchObject({ arrow: '', change: '', tone: 'unknown' });
    expect(tile.spoken).toContain('change unknown');
  });

  it('gives a change that is known in price units alone as many decimals as its price', () => {
    const value = { kind: 'quote', price: '1.0845', basis: 'prevClose', change: '0.00150' } as const;
    const { decimals: _decimals, ...asPublished } = quoteMeta({ cls: 'fx' });
    const metas = [{ ...asPublished, decimals: 4 }, { ...asPublished, decimals: 3 }, asPublished];
    expect(metas.map((meta) => quoteTile(meta, quoteReading({}, { value }), context).change)).toEqual([
      '+0.0015',
      '+0.002',
      '+0.00150',
    ]);
  });

  it('counts an index in points, whatever currency its name bears', () => {
    const meta = quoteMeta({ currency: 'USD' });
    const tile = quoteTile(meta, quoteReading(), context);
    expect(tile.price).toBe('6,931.42');
    expect(tile.spoken).toContain('6,931.42 points');
  });

  it('keeps the sign of a change before its figure where a word from right to left follows', () => {
    const meta = quoteMeta({ cls: 'yield' });
    const tile = quoteTile(meta, quoteReading({ changeBp: '-3' }), contextWith({ words: wordsAr }));
    expect(tile.change).toMatch(/^\u2066\u22123\u2069\s\p{sc=Arabic}/u);
    expect(quoteTile(meta, quoteReading({ changeBp: '-3' }), context).change).toBe('\u22123\u00a0bp');
  });

  it('is called by its id where it has no name that can be shown', () => {
    const tile = quoteTile(quoteMeta({ name: { en: '\u202e' } }), quoteReading(), context);
    expect(tile).toMatchObject({ name: 'quote:SPX', spoken: expect.stringMatching(/^quote:SPX is at/) });
  });

  it('has a name that is bounded before anything makes it fit to be shown, too', () => {
    const meta = quoteMeta({ name: { en: 'x'.repeat(100) } });
    expect(quoteFigures(meta, quoteReading(), context).name).toHaveLength(64);
  });

  it('never shows 0.00% beside an arrow', () => {
    expect(quoteTile(quoteMeta(), quoteReading({ changePct: '-0.0004' }), context).change).toBe('−0.0004%');
    expect(quoteTile(quoteMeta(), quoteReading({ changePct: '0.000' }), context)).toMatchObject({
      change: '0.00%',
      arrow: '■',
    });
  });

  it('keeps the sign of a stale change but not its colour, and says since when', () => {
    const tile = quoteTile(quoteMeta(), quoteReading({}, { staleAt: now }), context);
    expect(tile).toMatchObject({ look: 'stale', tone: 'unknown', direction: 'up', change: '+0.58%' });
    expect(tile.tag).toMatch(/^as of 11:32/);
    expect(tile.spoken).toContain('out of date, 28 minutes ago');
  });

  it('is not stale a moment before its time', () => {
    expect(quoteTile(quoteMeta(), quoteReading({}, { staleAt: now + 1 }), context).look).toBe('live');
  });

  it('says for a day that something wrong was shown, in the tag, in words and in the look', () => {
    const corrected = { at: now - 3_600_000, from: now - 7_200_000, to: now - 5_400_000 };
    const tile = quoteTile(quoteMeta(), quoteReading({}, { corrected }), context);
    expect(tile).toMatchObject({ corrected: true, tag: 'corrected 11:00' });
    expect(tile.spoken).toContain('corrected 11:00: what stood here from 10:00 to 10:30 was wrong');
    const blank = quoteTile(quoteMeta(), { ...blankReading('withdrawn'), corrected }, context);
    expect(blank).toMatchObject({ corrected: true, tag: tile.tag, note: 'withdrawn' });
    expect(blank.spoken).toContain('corrected 11:00');
    const es = quoteTile(quoteMeta(), quoteReading({}, { corrected }), { ...context, words: wordsEs });
    expect(es.tag).toBe('corregido 11:00');
    const later = { ...context, now: corrected.at + 86_400_000 };
    const old = quoteTile(quoteMeta(), quoteReading({}, { corrected, staleAt: Infinity }), later);
    expect(old.corrected).toBe(false);
    expect(old.spoken).not.toContain('corrected');
  });

  it('tells the times of a correction past midnight, too, and of what was long before it the days', () => {
    const [at, hour] = [Date.UTC(2026, 10, 23, 14, 32), 3_600_000];
    const past = { ...context, now: Date.UTC(2026, 10, 24, 9) };
    const told = (from: number, to: number) => {
      const reading = quoteReading({}, { corrected: { at, from, to }, staleAt: Infinity });
      return quoteTile(quoteMeta(), reading, past);
    };
    const same = told(at - hour, at - hour / 2);
    expect(same.tag).toBe('corrected 14:32');
    expect(same.spoken).toContain('corrected 14:32: what stood here from 13:32 to 14:02 was wrong');
    expect(told(at - 23 * hour, at - hour / 2).spoken).toContain('from Nov 22 to 14:02 was wrong');
    expect(told(at - 48 * hour, at - 24 * hour).spoken).toContain('from Nov 21 to Nov 22 was wrong');
  });

  it('says that a value is pinned, in the tag and in words, and until when it is good', () => {
    const tile = quoteTile(quoteMeta(), quoteReading({}, { pinned: true }), context);
    expect(tile.tag).toBe('pinned');
    expect(tile.spoken).toContain('pinned by the newsroom');
    const stale = quoteTile(quoteMeta(), quoteReading({}, { pinned: true, staleAt: now }), context);
    expect(stale.look).toBe('stale');
  });

  it('says that a value is held even when it has become stale', () => {
    expect(quoteTile(quoteMeta(), quoteReading({}, { state: 'held' }), context).tag).toBe('held');
    const stale = quoteTile(quoteMeta(), quoteReading({}, { state: 'held', staleAt: now }), context);
    expect(stale.tag).toMatch(/^held, 11:32/);
  });

  it('names a fallback source as one', () => {
    const tile = quoteTile(quoteMeta(), quoteReading({}, { tier: 'fallback' }), context);
    expect(tile.provenance).toContain('backup source: A Feed');
  });

  it.each([
    ['feed-failed', 'source not answering'],
    ['withdrawn', 'withdrawn'],
    ['not-found', 'not found'],
    ['refused', 'not available'],
  ] as const)('is an honest blank for %s', (reason, words) => {
    const tile = quoteTile(quoteMeta(), blankReading(reason), context);
    expect(tile).toMatchObject({ look: 'blank', price: '—', note: words, arrow: '', change: '' });
    expect(tile.spoken).toBe(`S&P 500: ${words}.`);
  });

  it('says that nothing has been heard yet', () => {
    expect(quoteTile(quoteMeta(), undefined, context)).toMatchObject({ price: '—', note: 'no data yet' });
  });

  it('links to https pages only', () => {
    const hrefOf = (href: string) => quoteTile(quoteMeta({ href }), quoteReading(), context).href;
    expect(hrefOf('https://example.com/a')).toBe('https://example.com/a');
    for (const href of ['javascript:alert(1)', 'http://example.com', '//example.com', 'https://a b'])
      expect(hrefOf(href)).toBeUndefined();
  });

  it('speaks Spanish', () => {
    const tile = quoteTile(quoteMeta(), quoteReading(), contextWith({ words: wordsEs, locale: 'es-BO' }));
    expect(tile.spoken).toContain('sube 0.58 percent desde el cierre anterior');
  });
});

const text = fc.oneof(
  fc.string(),
  fc.constantFrom('NaN', '1e309', '-0', '', '<b>', '\u202e', '12.', '.5', '+1', 'null'),
  fc.tuple(fc.boolean(), fc.nat(), fc.nat()).map(([minus, a, b]) => `${minus ? '-' : ''}${a}.${b}`),
);
const moment = fc.oneof(fc.integer(), fc.constantFrom(Number.NaN, Infinity, 1e300, now, now - 1, 0));
const optional = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: undefined });
const hostile = fc.record({
  meta: fc.record({
    cls: fc.constantFrom(...itemClasses),
    name: text,
    // A currency is said as it is written, so it may not itself be what the tiles must not say.
    currency: optional(text.filter((code) => code !== 'NaN')),
    decimals: optional(fc.oneof(fc.integer(), fc.constantFrom(Number.NaN, 2.5))),
    href: optional(text),
    zone: optional(text),
  }),
  value: fc.record({
    price: text,
    basis: optional(fc.constantFrom('prevClose', 'rolling24h', 'later-version')),
    change: optional(text),
    changePct: optional(text),
    changeBp: optional(text),
  }),
  more: fc.record({
    state: fc.constantFrom('live', 'closed', 'held'),
    delay: fc.constantFrom(...delays, ...conditions),
    asOf: moment,
    staleAt: moment,
    source: fc.constantFrom('feed', 'nobody', 'constructor'),
  }),
});

describe('whatever a feed sends', () => {
  const tiles = hostile.chain(({ meta, value, more }) =>
    fc.constantFrom(contextWith(), contextWith({ formats: plainFormats })).map((given) => {
      const item = { ...quoteMeta(), ...meta, name: { en: meta.name } } as ReturnType<typeof quoteMeta>;
      const reading = { ...quoteReading(), ...more, value: { kind: 'quote', ...value } };
      return quoteTile(item, reading as ReturnType<typeof quoteReading>, given);
    }),
  );

  it('no tile says NaN, undefined or null', () => {
    fc.assert(
      fc.property(tiles, (tile) => {
        const { name: _, href: __, spoken, ...own } = tile;
        const said = [...Object.values(own), spoken.slice(tile.name.length)].join(' ');
        expect(said).not.toMatch(/NaN|undefined|\[object|Infinity/);
      }),
    );
  });

  it('sign, arrow, colour and word agree', () => {
    const forms = {
      up: { arrow: '▲', change: /^\+/, word: /\bup\b/ },
      down: { arrow: '▼', change: /^\u2212/, word: /\bdown\b/ },
      flat: { arrow: '■', change: /^[^+\u2212]/, word: /\bunchanged\b/ },
      unknown: { arrow: '', change: /^$/, word: /change unknown|no data yet/ },
    };
    fc.assert(
      fc.property(tiles, (tile) => {
        const form = forms[tile.direction];
        expect(tile.arrow).toBe(form.arrow);
        expect(tile.change).toMatch(form.change);
        expect(tile.spoken).toMatch(form.word);
        expect([tile.direction, 'unknown']).toContain(tile.tone);
      }),
    );
  });

  it('an arrow never stands beside nothing but zeros', () => {
    fc.assert(
      fc.property(tiles, ({ arrow, change }) => {
        if (arrow === '▲' || arrow === '▼') expect(change).toMatch(/[1-9]/);
        if (arrow === '■') expect(change).not.toMatch(/[1-9]/);
      }),
    );
  });
});
