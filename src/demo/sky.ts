/** The look of the sky: whether the sun is up, and MET Norway's symbol code for a stretch of weather. */

const dayMs = 86_400_000;

/** What decides a symbol. */
export interface Sky {
  readonly cloudPct: number;
  readonly tempC: number;
  readonly rainMmPerHour: number;
  readonly isDay: boolean;
}

/** True where the sun's centre is above the horizon; good to a few minutes away from the poles. */
export function isDayAt(lat: number, lon: number, t: number): boolean {
  const dayOfYear = (t - Date.UTC(new Date(t).getUTCFullYear(), 0, 1)) / dayMs;
  const declination = radians(-23.44) * Math.cos((2 * Math.PI * (dayOfYear + 10)) / 365.25);
  const hourAngle = radians((((t % dayMs) / dayMs) * 360 + lon - 180) % 360);
  const sine =
    Math.sin(radians(lat)) * Math.sin(declination) +
    Math.cos(radians(lat)) * Math.cos(declination) * Math.cos(hourAngle);
  return sine > 0;
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

function radians(degrees: number): number {
  return (degrees * Math.PI) / 180;
}
