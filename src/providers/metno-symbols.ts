/** MET Norway's symbol codes in the protocol's words. */
import type { Condition } from '../protocol/reading.ts';

/**
 * Every base of https://api.met.no/weatherapi/weathericon/2.0/documentation. Two thunder symbols carry an extra `s`
 * on the wire since long ago; the spelling one would expect is known too, should it ever be put right.
 */
const bases: ReadonlyMap<string, Condition> = new Map([
  ['clearsky', 'clear'],
  ['fair', 'fair'],
  ['partlycloudy', 'partly-cloudy'],
  ['cloudy', 'cloudy'],
  ['fog', 'fog'],
  ['lightrain', 'rain'],
  ['rain', 'rain'],
  ['heavyrain', 'heavy-rain'],
  ['lightrainshowers', 'showers'],
  ['rainshowers', 'showers'],
  ['heavyrainshowers', 'showers'],
  ['lightsleet', 'sleet'],
  ['sleet', 'sleet'],
  ['heavysleet', 'sleet'],
  ['lightsleetshowers', 'sleet'],
  ['sleetshowers', 'sleet'],
  ['heavysleetshowers', 'sleet'],
  ['lightsnow', 'snow'],
  ['snow', 'snow'],
  ['heavysnow', 'heavy-snow'],
  ['lightsnowshowers', 'snow-showers'],
  ['snowshowers', 'snow-showers'],
  ['heavysnowshowers', 'snow-showers'],
  ['lightrainandthunder', 'thunder'],
  ['rainandthunder', 'thunder'],
  ['heavyrainandthunder', 'thunder'],
  ['lightrainshowersandthunder', 'thunder'],
  ['rainshowersandthunder', 'thunder'],
  ['heavyrainshowersandthunder', 'thunder'],
  ['lightsleetandthunder', 'thunder'],
  ['sleetandthunder', 'thunder'],
  ['heavysleetandthunder', 'thunder'],
  ['lightssleetshowersandthunder', 'thunder'],
  ['lightsleetshowersandthunder', 'thunder'],
  ['sleetshowersandthunder', 'thunder'],
  ['heavysleetshowersandthunder', 'thunder'],
  ['lightsnowandthunder', 'thunder'],
  ['snowandthunder', 'thunder'],
  ['heavysnowandthunder', 'thunder'],
  ['lightssnowshowersandthunder', 'thunder'],
  ['lightsnowshowersandthunder', 'thunder'],
  ['snowshowersandthunder', 'thunder'],
  ['heavysnowshowersandthunder', 'thunder'],
]);

/** `isDay` is absent where the symbol says nothing of the sun, and in polar twilight, which is neither. */
export interface Sky {
  readonly condition: Condition;
  readonly isDay?: boolean;
}

const pattern = /^([a-z]+)(?:_(day|night|polartwilight))?$/;

/** The sky of a symbol code such as `rainshowers_night`; undefined where the code is not known. */
export function skyOf(symbol: unknown): Sky | undefined {
  const [, base = '', light] = pattern.exec(typeof symbol === 'string' ? symbol : '') ?? [];
  const condition = bases.get(base);
  if (condition === undefined) return undefined;
  return light === 'day' || light === 'night' ? { condition, isDay: light === 'day' } : { condition };
}
