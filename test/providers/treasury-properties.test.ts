/** What no feed of the Treasury's can do to a reader: show a yield that an honest feed would not have shown. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseCurves } from '../../src/providers/treasury-curves.ts';
import { yieldOutcome } from '../../src/providers/treasury-yields.ts';
import { UpstreamError } from '../../src/system/upstream-error.ts';
import { type CurveDays, treasuryXml } from './treasury-feeds.ts';

const days: CurveDays = [
  ['2026-11-19', [['BC_3MONTH', '3.86'], ['BC_2YEAR', '4.14'], ['BC_10YEAR', '4.70']]], // biome-ignore format: one line
  ['2026-11-20', [['BC_3MONTH', '3.87'], ['BC_2YEAR', '4.12'], ['BC_10YEAR', '4.68']]], // biome-ignore format: one line
];
const symbols = ['3M', '2Y', '10Y'];
const badTexts = fc.constantFrom(
  null,
  '',
  'NaN',
  '1e309',
  '4,68',
  'null',
  '[]',
  '{}',
  '4.6.8',
  '\u0664.\u0666',
);

function tryRead(text: string) {
  try {
    const curves = parseCurves(text);
    const [newest] = curves;
    return newest && symbols.map((symbol) => yieldOutcome(symbol, newest, curves));
  } catch (error) {
    if (error instanceof UpstreamError) return undefined;
    throw error;
  }
}
const honest = tryRead(treasuryXml(days)) ?? [];

/** The feed with one figure of one day changed. */
const withFigure = (dayAt: number, figureAt: number, percent: string | null): CurveDays =>
  days.map(([day, yields], index) => [
    day,
    yields.map(([name, old], at) => [name, index === dayAt && at === figureAt ? percent : old]),
  ]);

describe('yields', () => {
  it('are read at all', () => {
    expect(honest).toMatchObject([
      { ok: true },
      { ok: true },
      { observation: { value: { changeBp: '-2' } } },
    ]);
  });

  it('are refused where one is broken, never read otherwise, and the others stay', () => {
    fc.assert(
      fc.property(fc.nat(1), fc.nat(2), badTexts, (dayAt, figureAt, bad) => {
        const outcomes = tryRead(treasuryXml(withFigure(dayAt, figureAt, bad))) ?? [];
        expect(outcomes).toHaveLength(3);
        for (const [at, outcome] of outcomes.entries()) {
          if (at !== figureAt) expect(outcome).toEqual(honest[at]);
          else if (dayAt === 1) expect(outcome.ok).toBe(false);
          // The day before is lost: so is the change, and the yield stays.
          else expect(outcome.ok && outcome.observation.value).toEqual(bareValue(at));
        }
      }),
      { numRuns: 200 },
    );
  });

  it('are all refused where a day is broken: another would pass for the one before', () => {
    fc.assert(
      fc.property(fc.nat(1), badTexts, (dayAt, bad) => {
        const broken = days.map(([day, yields], index): CurveDays[number] => [
          index === dayAt ? (bad ?? '') : day,
          yields,
        ]);
        expect(tryRead(treasuryXml(broken))).toBeUndefined();
      }),
    );
  });

  it('are refused wherever the feed is cut', () => {
    const text = treasuryXml(days);
    fc.assert(
      fc.property(fc.nat(text.length - 1), (length) => {
        expect(tryRead(text.slice(0, length))).toBeUndefined();
      }),
    );
  });

  it('read the same with any attribute or element that is not known', () => {
    const name = fc
      .stringMatching(/^[a-z]{1,8}$/)
      .filter((text) => !['null', 'entry', 'feed'].includes(text));
    const value = fc.stringMatching(/^[A-Za-z0-9 .]{0,12}$/);
    fc.assert(
      fc.property(name, value, (key, text) => {
        const wider = treasuryXml(days)
          .replaceAll('<d:BC_', `<d:x${key}>${text}</d:x${key}><d:BC_`)
          .replaceAll(' m:type="Edm.Double"', ` m:type="Edm.Double" x${key}="${text}"`);
        expect(parseCurves(wider)).toEqual(parseCurves(treasuryXml(days)));
      }),
    );
  });
});

function bareValue(at: number) {
  const outcome = honest[at];
  if (!outcome?.ok || outcome.observation.value.kind !== 'quote') throw new Error('refused');
  const { kind, price, basis } = outcome.observation.value;
  return { kind, price, basis };
}
