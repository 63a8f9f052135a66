import { describe, expect, it } from 'vitest';
import { bringsNewLine } from '../../src/gateway/new-line.ts';
import type { Draft } from '../../src/protocol/reading.ts';
import { appendPoint, type SparkPoint, sparklineOf } from '../../src/protocol/sparkline.ts';
import type { HeldItem } from '../../src/store/store.ts';
import { draftOf } from './rig.ts';

const minuteMs = 60_000;
const day: readonly SparkPoint[] = [0, 30, 60, 90].map((minute) => ({
  t: minute * minuteMs,
  v: 100 + minute,
}));

function held(points: readonly SparkPoint[], more: Partial<Draft> = {}): HeldItem {
  const spark = sparklineOf(points);
  const draft = draftOf('quote:AAA', '1.00');
  return { reading: { ...draft, ...more, e: 1, s: 1 } as HeldItem['reading'], ...(spark && { spark }) };
}

describe('a line that has to be sent', () => {
  it('is one whose beginning comes after the first reading', () => {
    expect(bringsNewLine(undefined, held(day))).toBe(true);
    expect(bringsNewLine(held([]), held(day))).toBe(true);
    expect(bringsNewLine(held(day.slice(-1)), held(day))).toBe(true);
  });

  it('is not one that goes on, or loses its oldest points', () => {
    const next = { t: 125 * minuteMs, v: 190 };
    const grown = appendPoint(sparklineOf(day), next, 'rolling24h');
    expect(bringsNewLine(held(day), { ...held(day), ...(grown && { spark: grown }) })).toBe(false);
    expect(bringsNewLine(held(day), held([...day.slice(2), next]))).toBe(false);
  });

  it('is not one that begins with the reading', () => {
    expect(bringsNewLine(undefined, held(day.slice(-1)))).toBe(false);
    expect(bringsNewLine(held(day), held([{ t: 600 * minuteMs, v: 1 }]))).toBe(false);
  });

  it('is one whose prices were corrected or taken back, once', () => {
    const corrected: Partial<Draft> = { corrected: { at: 5, from: 0, to: 9 } };
    const withoutWrong = day.filter((_, index) => index !== 2);
    expect(bringsNewLine(held(day), held(withoutWrong, corrected))).toBe(true);
    expect(bringsNewLine(held(withoutWrong, corrected), held(withoutWrong, corrected))).toBe(false);
    // The mark's day is over.
    expect(bringsNewLine(held(withoutWrong, corrected), held(withoutWrong))).toBe(false);
    expect(bringsNewLine(held(day, { state: 'withdrawn' }), held(day))).toBe(true);
  });

  it('is none where there is no line', () => {
    expect(bringsNewLine(held(day), held([]))).toBe(false);
  });
});
