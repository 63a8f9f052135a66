/** The National Weather Service's words and icons for the sky in the protocol's words. */
import type { Condition } from '../protocol/reading.ts';
import { fieldsOf } from './fields.ts';

/**
 * Phrases of forecasts (https://www.weather.gov/bgm/forecast_terms) and of stations, in lower case. Haze, smoke and dust
 * have no word of ours, and stay unknown.
 */
const phrases: readonly (readonly [string, Condition])[] = [
  ['sunny', 'clear'],
  ['clear', 'clear'],
  ['mostly sunny', 'fair'],
  ['mostly clear', 'fair'],
  ['few clouds', 'fair'],
  ['fair', 'fair'],
  ['partly sunny', 'partly-cloudy'],
  ['partly cloudy', 'partly-cloudy'],
  ['increasing clouds', 'partly-cloudy'],
  ['decreasing clouds', 'partly-cloudy'],
  ['becoming sunny', 'partly-cloudy'],
  ['gradual clearing', 'partly-cloudy'],
  ['mostly cloudy', 'cloudy'],
  ['becoming cloudy', 'cloudy'],
  ['cloudy', 'cloudy'],
  ['overcast', 'cloudy'],
  ['fog', 'fog'],
  ['mist', 'fog'],
  ['drizzle', 'drizzle'],
  ['sprinkles', 'drizzle'],
  ['rain', 'rain'],
  ['light rain', 'rain'],
  ['heavy rain', 'heavy-rain'],
  ['tropical storm', 'heavy-rain'],
  ['hurricane', 'heavy-rain'],
  ['showers', 'showers'],
  ['rain showers', 'showers'],
  ['showers rain', 'showers'],
  ['sleet', 'sleet'],
  ['wintry mix', 'sleet'],
  ['ice pellets', 'sleet'],
  ['freezing rain', 'sleet'],
  ['freezing drizzle', 'sleet'],
  ['rain and snow', 'sleet'],
  ['rain/snow', 'sleet'],
  ['snow and rain', 'sleet'],
  ['rain and sleet', 'sleet'],
  ['snow and sleet', 'sleet'],
  ['sleet and snow', 'sleet'],
  ['rain and snow showers', 'sleet'],
  ['snow', 'snow'],
  ['flurries', 'snow'],
  ['light snow', 'snow'],
  ['heavy snow', 'heavy-snow'],
  ['blizzard', 'heavy-snow'],
  ['snow showers', 'snow-showers'],
  ['showers snow', 'snow-showers'],
  ['thunderstorm', 'thunder'],
  ['thunderstorms', 'thunder'],
  ['t-storms', 'thunder'],
  ['showers and thunderstorms', 'thunder'],
  ['rain showers and thunderstorms', 'thunder'],
];
// The longest says most: `mostly cloudy` before `cloudy`, `showers and thunderstorms` before `showers`.
const longestFirst = [...phrases].sort(([a], [b]) => b.length - a.length);

/** Every code of https://api.weather.gov/icons that has a word of ours. */
const icons: ReadonlyMap<string, Condition> = new Map([
  ['skc', 'clear'],
  ['few', 'fair'],
  ['sct', 'partly-cloudy'],
  ['bkn', 'cloudy'],
  ['ovc', 'cloudy'],
  ['fog', 'fog'],
  ['rain', 'rain'],
  ['rain_showers', 'showers'],
  ['rain_showers_hi', 'showers'],
  ['rain_sleet', 'sleet'],
  ['rain_snow', 'sleet'],
  ['rain_fzra', 'sleet'],
  ['snow_fzra', 'sleet'],
  ['snow_sleet', 'sleet'],
  ['fzra', 'sleet'],
  ['sleet', 'sleet'],
  ['snow', 'snow'],
  ['blizzard', 'heavy-snow'],
  ['tsra', 'thunder'],
  ['tsra_sct', 'thunder'],
  ['tsra_hi', 'thunder'],
  ['tropical_storm', 'heavy-rain'],
  ['hurricane', 'heavy-rain'],
]);
const iconPattern = /\/icons\/[a-z]+\/(day|night)\/(?:wind_)?([a-z_]+)/;

/** The sky in words such as `Chance Rain Showers then Sunny`, of which the first part counts; undefined for others. */
export function skyOfText(text: unknown): Condition | undefined {
  if (typeof text !== 'string') return undefined;
  const [first = ''] = text.slice(0, 200).toLowerCase().split(' then ');
  return longestFirst.find(([phrase]) => first.includes(phrase))?.[1];
}

/** What an icon's address shows: `/icons/land/night/sct?size=small`, with a host or without. */
export function skyOfIcon(icon: unknown): { readonly condition?: Condition; readonly isDay?: boolean } {
  const [, light, code = ''] = iconPattern.exec(typeof icon === 'string' ? icon.slice(0, 200) : '') ?? [];
  if (light === undefined) return {};
  const condition = icons.get(code);
  return { ...(condition && { condition }), isDay: light === 'day' };
}

/** The first of a station's `presentWeather` that is at the station itself and has a word of ours. */
export function skyOfPresent(weather: unknown): Condition | undefined {
  const here = (Array.isArray(weather) ? weather.slice(0, 10) : []).map(fieldsOf);
  for (const { intensity, modifier, weather: what, inVicinity } of here) {
    const words = [intensity, modifier, what].filter((word) => typeof word === 'string');
    const condition = inVicinity === true ? undefined : skyOfText(words.join(' ').replaceAll('_', ' '));
    if (condition !== undefined) return condition;
  }
  return undefined;
}
