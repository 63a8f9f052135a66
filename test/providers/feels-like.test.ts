/** Feels-like against the charts that its formulas were published with, and where they have nothing to say. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { feelsLike } from '../../src/providers/feels-like.ts';

const fromF = (degreesF: number) => (degreesF - 32) / 1.8;
const toF = (degreesC: number | undefined) => Math.round((degreesC ?? Number.NaN) * 1.8 + 32);
const fromKmh = (kmh: number) => kmh / 3.6;
const fromMph = (mph: number) => (mph * 1609.344) / 3600;

describe('in the cold', () => {
  // Environment Canada's chart: °C, km/h.
  it.each([
    [5, 5, 4],
    [0, 10, -3],
    [0, 40, -7],
    [-5, 20, -12],
    [-10, 20, -18],
    [-10, 60, -23],
    [-20, 30, -33],
    [-30, 50, -49],
    [-40, 60, -64],
  ])('%d °C in a wind of %d km/h feels like %d °C', (tempC, kmh, chill) => {
    expect(Math.round(feelsLike({ tempC, windMs: fromKmh(kmh) }) ?? Number.NaN)).toBe(chill);
  });

  // The chart of the US National Weather Service, °F and mph: to one degree, since its coefficients are rounded otherwise.
  it.each([
    [40, 5, 36],
    [30, 10, 21],
    [20, 20, 4],
    [0, 15, -19],
    [0, 60, -33],
    [-20, 30, -53],
    [-40, 40, -84],
  ])('%d °F in a wind of %d mph feels like %d °F', (tempF, mph, chill) => {
    const feelsF = toF(feelsLike({ tempC: fromF(tempF), windMs: fromMph(mph) }));
    expect(Math.abs(feelsF - chill)).toBeLessThanOrEqual(1);
  });

  it('is the temperature itself in calm air', () => {
    expect(feelsLike({ tempC: -8.24, windMs: 1.3 })).toBe(-8.2);
  });

  it('is unknown without a wind, and beyond the charts', () => {
    expect(feelsLike({ tempC: 10, humidityPct: 50 })).toBeUndefined();
    expect(feelsLike({ tempC: -46, windMs: 5 })).toBeUndefined();
    expect(feelsLike({ tempC: 0, windMs: 28 })).toBeUndefined();
    expect(feelsLike({ tempC: 0, windMs: -1 })).toBeUndefined();
  });

  it('is never warmer than the air', () => {
    fc.assert(
      fc.property(fc.double({ min: -45, max: 10 }), fc.double({ min: 0, max: 26 }), (tempC, windMs) => {
        expect(feelsLike({ tempC, windMs })).toBeLessThanOrEqual(tempC + 0.05);
      }),
    );
  });
});

describe('in the heat', () => {
  // The chart of the US National Weather Service: °F, percent.
  it.each([
    [80, 40, 80],
    [84, 60, 88],
    [86, 50, 88],
    [90, 40, 91],
    [90, 50, 95],
    [90, 70, 105],
    [94, 60, 110],
    [96, 50, 108],
    [100, 40, 109],
    [100, 50, 118],
    [104, 45, 124],
    [110, 40, 136],
  ])('%d °F at %d %% feels like %d °F', (tempF, humidityPct, index) => {
    expect(Math.abs(toF(feelsLike({ tempC: fromF(tempF), humidityPct })) - index)).toBeLessThanOrEqual(1);
  });

  it('is adjusted down in very dry and up in very moist air', () => {
    // By hand: 95 °F at 5 % is 90.2 °F less 2.0, 80 °F at 95 % is 86.4 °F and 1.4 more.
    expect(feelsLike({ tempC: 35, humidityPct: 5 })).toBeCloseTo(31.2, 1);
    expect(feelsLike({ tempC: fromF(80.001), humidityPct: 95 })).toBeCloseTo(31, 1);
  });

  it('is unknown without a humidity, with one that is none, and beyond the chart', () => {
    expect(feelsLike({ tempC: 30, windMs: 3 })).toBeUndefined();
    expect(feelsLike({ tempC: 30, humidityPct: -1 })).toBeUndefined();
    expect(feelsLike({ tempC: 30, humidityPct: 101 })).toBeUndefined();
    expect(feelsLike({ tempC: 45, humidityPct: 90 })).toBeUndefined();
  });
});

describe('between them', () => {
  it.each([10.04, 15, 20.06, 26.6])('%d °C feels as it is, whatever else is known', (tempC) => {
    expect(feelsLike({ tempC })).toBe(Math.round(tempC * 10) / 10);
    expect(feelsLike({ tempC, windMs: 20, humidityPct: 90 })).toBe(Math.round(tempC * 10) / 10);
  });
});

describe('any weather', () => {
  it('makes a finite figure that may be shown, or none', () => {
    const anything = fc.option(fc.double(), { nil: undefined });
    fc.assert(
      fc.property(fc.double({ min: -95, max: 62 }), anything, anything, (tempC, windMs, humidityPct) => {
        const feels = feelsLike({
          tempC,
          ...(windMs !== undefined && { windMs }),
          ...(humidityPct !== undefined && { humidityPct }),
        });
        if (feels === undefined) return;
        expect(feels).toBeGreaterThan(-95.1);
        expect(feels).toBeLessThan(62.1);
      }),
      { numRuns: 2000 },
    );
  });
});
