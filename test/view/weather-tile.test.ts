import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { temperatureUnit } from '../../src/view/temperature.ts';
import { unknownPlaceTile, weatherTile } from '../../src/view/weather-tile.ts';
import { contextWith, now } from './context.ts';
import { blankReading, weatherMeta, weatherReading } from './readings.ts';

const context = contextWith();

describe('the weather of a place', () => {
  it('shows whole degrees, the day’s range and the sky', () => {
    expect(weatherTile(weatherMeta, weatherReading(), context)).toMatchObject({
      look: 'live',
      place: 'La Paz',
      temperature: '14°',
      range: '16° / 4°',
      tag: '',
      condition: 'rain',
    });
  });

  it('speaks place, region, sky, range, time and source', () => {
    expect(weatherTile(weatherMeta, weatherReading({ feelsC: 12 }), context).spoken).toMatch(
      /^La Paz, Bolivia: 14°C, rain, feels like 12°, low 4°, high 16°, as of 11:32.*, forecast, A Feed\.$/,
    );
  });

  it('is by night where that is said, and by day where nobody says', () => {
    const tile = (isDay?: boolean) => weatherTile(weatherMeta, weatherReading({ isDay } as object), context);
    expect([tile(false), tile(true), tile()].map(({ isDay }) => isDay)).toEqual([false, true, true]);
    expect(tile(false).spoken).toContain(', rain, night, ');
    expect(tile().spoken).not.toContain('night');
  });

  it('tells no range of which one end is unknown', () => {
    for (const value of [{ lowC: undefined }, { highC: undefined }]) {
      const tile = weatherTile(weatherMeta, weatherReading(value as object), context);
      expect([tile.range, tile.spoken.includes('low')]).toEqual(['', false]);
    }
  });

  it('says why alone where the place has no name that can be shown', () => {
    const meta = { ...weatherMeta, name: { en: '\u202e' } };
    expect(weatherTile(meta, undefined, context).spoken).toBe('no data yet');
  });

  it('tells a temperature that is null for unknown, never for 0', () => {
    const tile = weatherTile(weatherMeta, weatherReading({ tempC: null as never }), context);
    expect(tile).toMatchObject({ temperature: '—', look: 'blank' });
    expect(tile.spoken).not.toContain('0°');
  });

  it('does not say how it feels where that is the temperature once more', () => {
    const spoken = (feelsC: number) => weatherTile(weatherMeta, weatherReading({ feelsC }), context).spoken;
    expect(spoken(14.4)).not.toContain('feels');
    expect(spoken(14.6)).toContain('feels like 15°');
  });

  it('has a minus and no minus zero', () => {
    const at = (tempC: number) => weatherTile(weatherMeta, weatherReading({ tempC }), context).temperature;
    expect(at(-4.4)).toBe('−4°');
    expect(at(-0.4)).toBe('0°');
  });

  it('is in Fahrenheit where that is asked for', () => {
    expect(weatherTile(weatherMeta, weatherReading(), contextWith({ units: 'f' })).temperature).toBe('58°');
  });

  it('shows its age in place of the range when stale', () => {
    const tile = weatherTile(weatherMeta, weatherReading({}, { staleAt: now }), context);
    expect(tile.look).toBe('stale');
    expect(tile.tag).toMatch(/^as of 11:32/);
  });

  it('is blank, with the reason, where there is no temperature', () => {
    for (const reading of [undefined, weatherReading({ tempC: Number.NaN }), weatherReading({ tempC: 1e9 })])
      expect(weatherTile(weatherMeta, reading, context)).toMatchObject({
        temperature: '—',
        tag: 'no data yet',
      });
    const failed = { ...blankReading('feed-failed'), id: weatherMeta.id };
    expect(weatherTile(weatherMeta, failed, context)).toMatchObject({ tag: 'source not answering' });
    expect(unknownPlaceTile(context)).toMatchObject({ temperature: '—', tag: 'place unknown' });
  });

  it('says of a place that has been taken back what was wrong, too: seen, heard and at the pointer', () => {
    const corrected = { at: now - 3_600_000, from: now - 7_200_000, to: now - 5_400_000 };
    const withdrawn = { ...blankReading('withdrawn'), id: weatherMeta.id, corrected };
    const full = 'withdrawn, corrected 11:00: what stood here from 10:00 to 10:30 was wrong';
    expect(weatherTile(weatherMeta, withdrawn, context)).toMatchObject({
      tag: 'withdrawn, corrected 11:00',
      spoken: `La Paz: ${full}.`,
      provenance: full,
    });
    const later = contextWith({ now: corrected.at + 86_400_000 });
    expect(weatherTile(weatherMeta, withdrawn, later)).toMatchObject({ tag: 'withdrawn' });
  });

  it('says no NaN or undefined, whatever the numbers are', () => {
    const number = fc.option(fc.oneof(fc.double(), fc.integer()), { nil: undefined });
    fc.assert(
      fc.property(fc.double(), number, number, number, (tempC, lowC, highC, feelsC) => {
        const value = { kind: 'weather', tempC, lowC, highC, feelsC };
        const tile = weatherTile(weatherMeta, weatherReading({}, { value } as object), context);
        expect(Object.values({ ...tile, condition: '', href: '' }).join(' ')).not.toMatch(
          /NaN|undefined|Infinity/,
        );
      }),
    );
  });
});

describe('the unit of temperatures', () => {
  it('is Fahrenheit where CLDR has it for the weather, and nowhere else', () => {
    for (const region of 'US BS BZ KY PR PW GU VI AS MH FM MP UM'.split(' '))
      expect(temperatureUnit(null, `en-${region}`)).toBe('f');
    // Neither a language nor a script is a region.
    for (const locale of ['vi', 'as', 'en-CA', 'en-LR', 'es-419', 'en-USX'])
      expect(temperatureUnit(null, locale)).toBe('c');
  });

  it.each([
    [null, 'en-US', 'f'],
    ['auto', 'es-PR', 'f'],
    [null, 'en-GB', 'c'],
    [null, 'en', 'c'],
    ['c', 'en-US', 'c'],
    ['F', 'de', 'f'],
  ] as const)('asked %s in %s is %s', (asked, locale, unit) => {
    expect(temperatureUnit(asked, locale)).toBe(unit);
  });
});
