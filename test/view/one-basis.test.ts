/** No item mixes bases: whatever sources say one after the other, one direction drives all that a tile shows. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { signOf } from '../../src/protocol/decimal.ts';
import type { ItemClass } from '../../src/protocol/meta.ts';
import { type Draft, hasValue, type QuoteValue, type ValuedReading } from '../../src/protocol/reading.ts';
import { pointsOf } from '../../src/protocol/sparkline.ts';
import type { SeriesPoint } from '../../src/providers/provider.ts';
import type { HeldItem } from '../../src/store/store.ts';
import { quoteValueOf } from '../../src/view/quote-figures.ts';
import { quoteTile } from '../../src/view/quote-tile.ts';
import { admit } from '../../src/worker/admission.ts';
import { withBasis } from '../../src/worker/carried-basis.ts';
import { changeOf } from '../../src/worker/change-of.ts';
import { sparkShape } from '../../widget/finish/spark-shape.ts';
import { contextWith } from './context.ts';
import { quoteMeta } from './readings.ts';
import { bases, quoteOf, type Said, said } from './said-quotes.ts';

const id = 'quote:SPX';
const start = Date.UTC(2026, 10, 23, 12);
/** One of the sources is behind the others. */
const lagMs: Readonly<Record<string, number>> = { coingecko: 240_000 };

/** A fixing's line comes whole with it, and goes through the fixing before. */
function seriesOf({ basis, reference, price }: QuoteValue, t: number): readonly SeriesPoint[] | undefined {
  if (basis !== 'prevFixing' || reference === undefined) return undefined;
  return [
    { t: t - 86_400_000, price: reference },
    { t, price },
  ];
}

interface Shown {
  readonly item: HeldItem;
  readonly reading: ValuedReading;
  readonly value: QuoteValue;
  readonly said: Said;
}

/** As the worker takes them one by one: what is refused is not shown, and the line grows with the rest. */
function shownOf(all: readonly Said[], cls: ItemClass): readonly Shown[] {
  const shown: Shown[] = [];
  let now = start;
  for (const [index, one] of all.entries()) {
    now += one.afterMs;
    const t = now - (lagMs[one.source] ?? 0);
    const value = quoteOf(one, cls);
    if (!admit({ cls, value, asOf: t, now }).admitted) continue;
    const times = { asOf: t, staleAt: t + 120_000 };
    const from = { source: one.source, tier: 'primary', delay: 'realtime' } as const;
    const state = one.isHeld ? 'held' : 'live';
    const series = seriesOf(value, t);
    const held = shown.at(-1)?.item;
    const bare: Draft = { id, state, ...times, ...from, value };
    const draft = withBasis(bare, held?.reading);
    if (!hasValue(draft) || draft.value.kind !== 'quote') continue;
    const change = changeOf({ draft, ...(series && { series }) }, held);
    const reading: ValuedReading = { ...draft, e: 1, s: index };
    const spark = change?.spark ?? held?.spark;
    shown.push({ item: { reading, ...(spark && { spark }) }, reading, value: draft.value, said: one });
  }
  return shown;
}

const arrows = { up: '▲', down: '▼', flat: '■', unknown: '' } as const;
const leading = { up: /^\+\d/, down: /^\u2212\d/, flat: /^\d/, unknown: /^$/ } as const;
const spokenAs = {
  up: /, up [\d.,]+/,
  down: /, down [\d.,]+/,
  flat: /, unchanged/,
  unknown: /, change unknown/,
} as const;
type Direction = keyof typeof arrows;
const directions = Object.keys(arrows) as Direction[];

/** By the published figures alone. */
function directionOf({ change, changePct, changeBp }: QuoteValue, cls: ItemClass): Direction {
  const figure = (cls === 'yield' ? changeBp : changePct) ?? change;
  if (figure === undefined) return 'unknown';
  const sign = signOf(figure);
  return sign > 0 ? 'up' : sign < 0 ? 'down' : 'flat';
}

function judgeTile({ item, reading, value, said: { isLate } }: Shown, cls: ItemClass): Direction {
  const now = isLate ? reading.staleAt : reading.asOf;
  const context = contextWith({ now });
  const tile = quoteTile(quoteMeta({ cls }), reading, context);
  const direction = directionOf(value, cls);
  expect([tile.direction, tile.arrow]).toEqual([direction, arrows[direction]]);
  expect(tile.tone).toBe(isLate ? 'unknown' : direction);
  expect(tile.change).toMatch(leading[direction]);
  // Flat is nothing but zeros, and nothing else is.
  if (direction !== 'unknown') expect(/[1-9]/.test(tile.change)).toBe(direction !== 'flat');
  expect(directions.filter((each) => spokenAs[each].test(tile.spoken))).toEqual([direction]);
  const told = bases.filter((basis) => tile.spoken.includes(context.words.basis[basis]));
  expect(told).toEqual(direction === 'unknown' ? [] : [value.basis]);

  const shownValue = quoteValueOf(reading);
  const reference = shownValue?.reference === undefined ? undefined : Number(shownValue.reference);
  const { line, end, baseline } = sparkShape(shownValue && item.spark, reference);
  expect(baseline !== undefined).toBe(line !== '' && reference !== undefined);
  if (direction === 'unknown') expect(baseline).toBeUndefined();
  if (baseline === undefined || end === undefined) return direction;
  // Upwards is less: the line ends above its basis, on it, or below.
  const side = Math.sign(baseline - end.y);
  if (direction === 'flat' && isRounding(value)) return direction;
  expect({ up: [0, 1], down: [0, -1], flat: [0], unknown: [] }[direction]).toContain(side);
  return direction;
}

/** A feed's zero percent, to two decimals, beside a price that moved by less. */
function isRounding({ price, reference }: QuoteValue): boolean {
  return Math.abs(Number(price) - Number(reference)) <= 5e-5 * Math.abs(Number(price));
}

/** Neither the line nor its end is of another basis than the figures beside it. */
function judgeLine(shown: readonly Shown[]): void {
  const last = shown.at(-1);
  const basis = last?.value.basis;
  const points = last?.item.spark === undefined || basis === undefined ? [] : pointsOf(last.item.spark);
  const run = shown.slice(shown.findLastIndex(({ value }) => value.basis !== basis) + 1);
  const prices = run.map(({ value }) => Number(value.price));
  // A fixing's line ends on the newest that came with one, or that began it.
  const ends = basis === 'prevFixing' && last?.value.reference === undefined ? prices : prices.slice(-1);
  if (points.length > 0) expect(ends).toContain(points.at(-1)?.v);
  for (const { t, v } of basis === 'prevFixing' ? [] : points) {
    // The line counts whole seconds.
    const own = run.filter(({ reading: { asOf } }) => asOf >= t && asOf < t + 1_000);
    expect(own.map(({ value }) => Number(value.price))).toContain(v);
  }
}

describe.each<ItemClass>(['crypto', 'yield'])('whatever sources say of a %s, one after the other', (cls) => {
  it('number, sign, arrow, colour, words, baseline and side of the line say one direction, or none of them does', () => {
    const seen = new Map<Direction, number>();
    fc.assert(
      fc.property(fc.array(said, { minLength: 1, maxLength: 12 }), (all) => {
        const shown = shownOf(all, cls);
        for (const [index, one] of shown.entries()) {
          const direction = judgeTile(one, cls);
          seen.set(direction, (seen.get(direction) ?? 0) + 1);
          judgeLine(shown.slice(0, index + 1));
        }
      }),
      { numRuns: 150 },
    );
    // The property is about all four, and not about what admission refuses.
    for (const direction of directions)
      expect([direction, (seen.get(direction) ?? 0) > 20]).toEqual([direction, true]);
  });
});
