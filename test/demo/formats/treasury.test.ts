import { XMLParser } from 'fast-xml-parser';
import { describe, expect, it } from 'vitest';
import { treasury } from '../../../src/demo/formats/treasury.ts';
import { createWorld } from '../../../src/demo/world.ts';
import { ask } from '../ask.ts';

const path = '/resource-center/data-chart-center/interest-rates/pages/xml';
const monday = Date.UTC(2026, 10, 23, 23, 30);
const get = (span: Record<string, string>, now = monday, world = createWorld(7)) =>
  ask(treasury, path, { data: 'daily_treasury_yield_curve', ...span }, { now, world });
const november = { field_tdr_date_value_month: '202611' };

interface Element {
  readonly '#text': string;
  readonly 'm:type': string;
}
type Properties = Readonly<Record<string, Element>>;
const parser = new XMLParser({
  ignoreAttributes: false,
  attributeNamePrefix: '',
  parseTagValue: false,
  isArray: (name) => name === 'entry',
});
const curvesOf = (...given: Parameters<typeof get>): Properties[] =>
  (parser.parse(get(...given).body).feed.entry ?? []).map(
    (entry: { content: { 'm:properties': Properties } }) => entry.content['m:properties'],
  );
const daysOf = (...given: Parameters<typeof get>) =>
  curvesOf(...given).map((curve) => curve['d:NEW_DATE']?.['#text'].slice(0, 10));
const percent = (curve: Properties | undefined, field: string) => Number(curve?.[`d:${field}`]?.['#text']);

describe('a month', () => {
  it('holds its days with a curve up to the newest one that is out, oldest first', () => {
    const days = daysOf(november);
    expect(days).toEqual([...days].sort());
    expect(days).toHaveLength(15);
    expect([days[0], days.at(-1)]).toEqual(['2026-11-02', '2026-11-23']);
    expect(days).not.toContain('2026-11-11');
    expect(daysOf(november, monday - 3_600_000).at(-1)).toBe('2026-11-20');
  });

  it('without a day yet is a feed without an entry', () => {
    expect(daysOf({ field_tdr_date_value_month: '202612' })).toEqual([]);
    expect(get({ field_tdr_date_value_month: '202612' }).status).toBe(200);
  });

  it('may be a whole year', () => {
    const days = daysOf({ field_tdr_date_value: '2026' });
    expect(days.length).toBeGreaterThan(210);
    expect(days[0]).toBe('2026-01-02');
  });

  it('comes as XML, and what is not understood as a page', () => {
    expect(get(november).headers['content-type']).toBe('application/xml');
    for (const span of [
      {},
      { field_tdr_date_value_month: 'now' },
      { ...november, data: 'daily_frog_curve' },
    ]) {
      expect(get(span).headers['content-type']).toContain('text/html');
    }
  });
});

describe('a curve', () => {
  it('has fourteen maturities in percent with two decimals, and the thirty years once more', () => {
    const newest = curvesOf(november).at(-1) ?? {};
    const fields = Object.keys(newest).filter((name) => name.startsWith('d:BC_'));
    expect(fields).toHaveLength(15);
    for (const field of fields) expect(newest[field]?.['#text']).toMatch(/^\d\.\d\d$/);
    expect(newest['d:BC_30YEARDISPLAY']).toEqual(newest['d:BC_30YEAR']);
    expect(newest['d:BC_10YEAR']?.['m:type']).toBe('Edm.Double');
  });

  it('moves by a few basis points from day to day, and lies higher at its long end', () => {
    const curves = curvesOf({ field_tdr_date_value: '2026' });
    const moves = curves
      .slice(1)
      .map((curve, n) => percent(curve, 'BC_10YEAR') - percent(curves[n], 'BC_10YEAR'));
    const average = moves.reduce((sum, move) => sum + Math.abs(move), 0) / moves.length;
    expect(average).toBeGreaterThan(0.01);
    expect(average).toBeLessThan(0.1);
    for (const curve of curves)
      expect(percent(curve, 'BC_30YEAR')).toBeGreaterThan(percent(curve, 'BC_3MONTH'));
  });

  it('does not change once it is out', () => {
    expect(curvesOf(november, monday + 3_600_000)).toEqual(curvesOf(november));
    expect(curvesOf(november, monday + 24 * 3_600_000).slice(0, 15)).toEqual(curvesOf(november));
  });

  it('is said to be served where it is the newest of the feed', () => {
    const { served } = get(november);
    expect(served?.['10Y']).toBe(curvesOf(november).at(-1)?.['d:BC_10YEAR']?.['#text']);
    expect(Object.keys(served ?? {})).toHaveLength(14);
    expect(get({ field_tdr_date_value_month: '202610' }).served).toBeUndefined();
  });
});

describe('a yield set by hand', () => {
  it('stands on the newest day only, under either name', () => {
    const world = createWorld(7);
    world.set('treasury', treasury.symbolOf('BC_10YEAR') ?? '', { value: '4.2', at: monday });
    expect(get(november, monday, world).served?.['10Y']).toBe('4.20');
    expect(curvesOf(november, monday, world).slice(0, -1)).toEqual(curvesOf(november).slice(0, -1));
    expect(get(november, monday, world).served?.['2Y']).toBe(get(november).served?.['2Y']);
    expect([treasury.symbolOf('10Y'), treasury.symbolOf('40Y')]).toEqual(['10Y', undefined]);
  });
});
