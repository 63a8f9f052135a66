/** MET's symbols: all that it publishes, with its two old misspellings, and nothing else. */
import { describe, expect, it } from 'vitest';
import { skyOf } from '../../src/providers/metno-symbols.ts';

const strengths = ['light', '', 'heavy'];
const bases = [
  'clearsky',
  'fair',
  'partlycloudy',
  'cloudy',
  'fog',
  ...['rain', 'sleet', 'snow'].flatMap((kind) =>
    strengths.flatMap((strength) => ['', 'andthunder'].map((end) => strength + kind + end)),
  ),
  ...['rainshowers', 'sleetshowers', 'snowshowers'].flatMap((kind) => strengths.map((s) => s + kind)),
  ...['lightrainshowers', 'rainshowers', 'heavyrainshowers'].map((kind) => `${kind}andthunder`),
  ...['lightssleetshowers', 'sleetshowers', 'heavysleetshowers'].map((kind) => `${kind}andthunder`),
  ...['lightssnowshowers', 'snowshowers', 'heavysnowshowers'].map((kind) => `${kind}andthunder`),
];

describe('symbol codes', () => {
  it('are all known, by day, by night and in polar twilight', () => {
    expect(new Set(bases).size).toBe(41);
    for (const base of bases) {
      const condition = skyOf(base)?.condition;
      expect(condition, base).toBeDefined();
      expect(skyOf(`${base}_day`)).toEqual({ condition, isDay: true });
      expect(skyOf(`${base}_night`)).toEqual({ condition, isDay: false });
      expect(skyOf(`${base}_polartwilight`)).toEqual({ condition });
    }
  });

  it.each([
    ['clearsky_night', 'clear'],
    ['heavyrain', 'heavy-rain'],
    ['lightrainshowers_day', 'showers'],
    ['heavysnow', 'heavy-snow'],
    ['lightsnowshowers_day', 'snow-showers'],
    ['heavysleetshowers_night', 'sleet'],
    ['lightssleetshowersandthunder_day', 'thunder'],
    ['lightssnowshowersandthunder_polartwilight', 'thunder'],
    ['snowandthunder', 'thunder'],
  ])('read %s as %s', (symbol, condition) => {
    expect(skyOf(symbol)?.condition).toBe(condition);
  });

  it.each([['frogs'], ['rain_dusk'], ['Rain'], ['_day'], [''], ['constructor'], [7], [null], [undefined]])(
    'are unknown where MET publishes no such: %s',
    (symbol) => {
      expect(skyOf(symbol)).toBeUndefined();
    },
  );
});
