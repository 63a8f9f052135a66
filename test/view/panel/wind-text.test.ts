import { describe, expect, it } from 'vitest';
import { rainText, windText } from '../../../src/view/panel/wind-text.ts';
import { panelContext } from './panel-context.ts';

describe('wind and rain', () => {
  it.each([
    ['en-US', 'c', '15 km/h'],
    ['en-US', 'f', '9 mph'],
    ['en-GB', 'c', '9 mph'],
    ['de', 'c', '15 km/h'],
    ['ja-JP', 'c', '4 m/s'],
    ['ko', 'c', '4m/s'],
  ] as const)('measures as readers do: %s, %s', (locale, units, words) => {
    expect(windText({ windMs: 4.1 }, panelContext({ locale, units }))).toBe(words);
  });

  it.each([
    [0, 'northerly'],
    [22, 'northerly'],
    [23, 'north-easterly'],
    [200, 'southerly'],
    [350, 'northerly'],
    [359.9, 'northerly'],
  ])('says where it comes from: %d°', (windFromDeg, words) => {
    expect(windText({ windMs: 1, windFromDeg }, panelContext())).toBe(`4 km/h, ${words}`);
  });

  it('names no direction for a wind that is told as none', () => {
    const calm = { windMs: 0.2, windFromDeg: 0 };
    expect(windText(calm, panelContext({ units: 'f' }))).toBe('0 mph');
    expect(windText(calm, panelContext())).toBe('1 km/h, northerly');
    expect(windText({ ...calm, windMs: 0.13 }, panelContext())).toBe('0 km/h');
  });

  it('says nothing of a wind or a rain that nobody knows, and nothing of dew', () => {
    expect(windText({ windFromDeg: 90 }, panelContext())).toBe('');
    expect(rainText(undefined, panelContext())).toBe('');
    expect(rainText(0.04, panelContext())).toBe('');
    expect(rainText(Number.NaN, panelContext())).toBe('');
  });

  it('tells rain in millimetres, and in inches beside Fahrenheit', () => {
    expect(rainText(1.26, panelContext())).toBe('1.3 mm');
    expect(rainText(25.4, panelContext({ units: 'f' }))).toBe('1 in');
  });

  it('says nothing of a rain that is no hundredth of an inch', () => {
    expect(rainText(0.1, panelContext({ units: 'f' }))).toBe('');
    expect(rainText(0.13, panelContext({ units: 'f' }))).toBe('0.01 in');
    expect(rainText(0.1, panelContext())).toBe('0.1 mm');
  });

  it('never throws for a language tag that is none', () => {
    expect(windText({ windMs: 1 }, panelContext({ locale: 'x_y' }))).toBe('');
  });
});
