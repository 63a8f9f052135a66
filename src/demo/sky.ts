/** The look of the sky: whether the sun is up, and MET Norway's symbol code for a stretch of weather. */
import { isSunUp } from '../system/sun.ts';

/** What decides a symbol. */
export interface Sky {
  readonly cloudPct: number;
  readonly tempC: number;
  readonly rainMmPerHour: number;
  readonly isDay: boolean;
}

/** True where the sun is up, by the same reckoning as the service's: a symbol must not contradict the sunset beside it. */
export function isDayAt(lat: number, lon: number, t: number): boolean {
  return isSunUp({ lat, lon }, t);
}

/** A code as in the `weatherapi/weathericon` list: those where the sun matters end in `_day` or `_night`. */
export function symbolOf(sky: Sky): string {
  const ending = sky.isDay ? '_day' : '_night';
  const isBroken = sky.cloudPct < 82;
  if (sky.rainMmPerHour >= 0.1) return wetSymbol(sky) + (isBroken ? `showers${ending}` : '');
  if (sky.cloudPct < 13) return `clearsky${ending}`;
  if (sky.cloudPct < 38) return `fair${ending}`;
  return isBroken ? `partlycloudy${ending}` : 'cloudy';
}

function wetSymbol({ tempC, rainMmPerHour }: Sky): string {
  const kind = tempC < 0.3 ? 'snow' : tempC < 1.8 ? 'sleet' : 'rain';
  if (rainMmPerHour < 0.5) return `light${kind}`;
  return rainMmPerHour > 2.5 ? `heavy${kind}` : kind;
}
