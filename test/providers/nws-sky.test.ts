/** The National Weather Service's words and icons for the sky: the longest known phrase counts, unknown ones are unknown. */
import { describe, expect, it } from 'vitest';
import { skyOfIcon, skyOfPresent, skyOfText } from '../../src/providers/nws-sky.ts';

describe('words', () => {
  it.each([
    ['Sunny', 'clear'],
    ['Clear', 'clear'],
    ['Mostly Sunny', 'fair'],
    ['Mostly Clear', 'fair'],
    ['A Few Clouds', 'fair'],
    ['Fair and Windy', 'fair'],
    ['Partly Sunny', 'partly-cloudy'],
    ['Partly Cloudy', 'partly-cloudy'],
    ['Mostly Cloudy', 'cloudy'],
    ['Overcast', 'cloudy'],
    ['Patchy Fog', 'fog'],
    ['Fog/Mist', 'fog'],
    ['Slight Chance Drizzle', 'drizzle'],
    ['Light Rain', 'rain'],
    ['Heavy Rain Likely', 'heavy-rain'],
    ['Chance Rain Showers', 'showers'],
    ['Scattered Showers And Thunderstorms', 'thunder'],
    ['Chance Showers And Thunderstorms', 'thunder'],
    ['Isolated T-storms', 'thunder'],
    ['Rain And Snow Likely', 'sleet'],
    ['Light Freezing Rain', 'sleet'],
    ['Wintry Mix', 'sleet'],
    ['Light Snow and Fog/Mist', 'snow'],
    ['Heavy Snow', 'heavy-snow'],
    ['Blizzard', 'heavy-snow'],
    ['Snow Showers', 'snow-showers'],
    ['Sunny then Chance Showers And Thunderstorms', 'clear'],
  ])('%s are %s', (text, condition) => {
    expect(skyOfText(text)).toBe(condition);
  });

  it.each([[''], ['Haze'], ['Smoke'], ['Hot'], ['Frogs'], [null], [7], [undefined]])(
    'are unknown: %j',
    (text) => {
      expect(skyOfText(text)).toBeUndefined();
    },
  );
});

describe('icons', () => {
  it.each([
    ['https://api.weather.gov/icons/land/night/sct?size=small', { condition: 'partly-cloudy', isDay: false }],
    ['/icons/land/day/tsra,40/ovc?size=medium', { condition: 'thunder', isDay: true }],
    ['/icons/land/day/wind_few', { condition: 'fair', isDay: true }],
    ['/icons/marine/night/rain_showers_hi,20', { condition: 'showers', isDay: false }],
    ['/icons/land/day/haze', { isDay: true }],
    ['/icons/land/day/frogs', { isDay: true }],
    ['/icons/land/dusk/skc', {}],
    ['', {}],
    [null, {}],
    [7, {}],
  ])('%j show %j', (icon, shown) => {
    expect(skyOfIcon(icon)).toEqual(shown);
  });
});

describe('present weather', () => {
  const weather = (fields: object) => ({ intensity: null, modifier: null, weather: null, ...fields });

  it.each([
    [[weather({ intensity: 'light', weather: 'snow' })], 'snow'],
    [[weather({ modifier: 'showers', weather: 'rain' })], 'showers'],
    [[weather({ modifier: 'showers', weather: 'snow' })], 'snow-showers'],
    [[weather({ modifier: 'freezing', weather: 'rain' })], 'sleet'],
    [[weather({ weather: 'fog_mist' })], 'fog'],
    [[weather({ weather: 'haze' }), weather({ weather: 'thunderstorms' })], 'thunder'],
    [[weather({ weather: 'rain', inVicinity: true })], undefined],
    [[], undefined],
    [[null, 7, 'rain'], undefined],
    ['rain', undefined],
    [null, undefined],
  ])('%j is %s', (list, condition) => {
    expect(skyOfPresent(list)).toBe(condition);
  });
});
