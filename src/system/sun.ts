/** Where the sun stands: its rise and set on a local day, and whether it is up. Pure, to within a minute of almanacs. */
import { instantOf } from './zone.ts';

const minuteMs = 60_000;
const dayMs = 1440 * minuteMs;
const j2000Ms = Date.UTC(2000, 0, 1, 12);
const centuryMs = 36_525 * dayMs;
// Its upper edge at the horizon: 16' of radius and 34' of refraction below it, as almanacs have it.
const horizonDeg = -0.833;

/** Degrees, north and east positive, and an IANA zone. */
export interface SunPlace {
  readonly lat: number;
  readonly lon: number;
  readonly zone: string;
}

/**
 * The sun around the noon of one day. Times are ms since the epoch, to the minute: the rise before that noon and the set
 * after it, which in a northern June may be past midnight. Where one of the two is missing, the sun is up all day.
 */
export type SunOfDay =
  | { readonly kind: 'rises'; readonly sunrise: number; readonly sunset: number }
  | { readonly kind: 'polar-day' }
  | { readonly kind: 'polar-night' };

/** True where the sun's upper edge is above the horizon at `t`, ms since the epoch. */
export function isSunUp({ lat, lon }: Pick<SunPlace, 'lat' | 'lon'>, t: number): boolean {
  return altitudeDeg(lat, lon, t) > horizonDeg;
}

/** Of `day` (`YYYY-MM-DD`) as the place's own calendar has it. Throws a RangeError for what is no day or zone. */
export function sunOf(day: string, { lat, lon, zone }: SunPlace): SunOfDay {
  const noon = transitNear(lon, instantOf(day, '12:00', zone));
  const isUp = (t: number) => isSunUp({ lat, lon }, t);
  if (!isUp(noon)) return { kind: 'polar-night' };
  const [before, after] = [noon - dayMs / 2, noon + dayMs / 2];
  if (isUp(before) || isUp(after)) return { kind: 'polar-day' };
  return {
    kind: 'rises',
    sunrise: toMinute(changeBetween(before, noon, isUp)),
    sunset: toMinute(changeBetween(noon, after, isUp)),
  };
}

/** When the sun is highest, nearest to `t`; the hour angle is how far it is past that. */
function transitNear(lon: number, t: number): number {
  const first = t - (hourAngleDeg(lon, t) / 360) * dayMs;
  return first - (hourAngleDeg(lon, first) / 360) * dayMs;
}

function changeBetween(from: number, to: number, isUp: (t: number) => boolean): number {
  const [low, high] = [from, to];
  const middle = (low + high) / 2;
  if (high - low < 1000) return middle;
  return isUp(middle) === isUp(low) ? changeBetween(middle, high, isUp) : changeBetween(low, middle, isUp);
}

function toMinute(t: number): number {
  return Math.round(t / minuteMs) * minuteMs;
}

function altitudeDeg(lat: number, lon: number, t: number): number {
  const { declination } = positionAt(t);
  const hourAngle = radians(hourAngleDeg(lon, t));
  const sine =
    Math.sin(radians(lat)) * Math.sin(declination) +
    Math.cos(radians(lat)) * Math.cos(declination) * Math.cos(hourAngle);
  return degrees(Math.asin(Math.min(1, Math.max(-1, sine))));
}

/** From -180 to 180, 0 where the sun is highest. */
function hourAngleDeg(lon: number, t: number): number {
  const sinceMidnight = ((t % dayMs) / dayMs) * 360 + lon + positionAt(t).equationOfTimeDeg;
  return ((((sinceMidnight - 180 + 180) % 360) + 360) % 360) - 180;
}

/**
 * NOAA's solar calculator, https://gml.noaa.gov/grad/solcalc/calcdetails.html, after J. Meeus, Astronomical Algorithms,
 * chapters 25 and 28: the sun's apparent declination (radians) and what sundials are ahead of clocks (degrees).
 */
function positionAt(t: number): { readonly declination: number; readonly equationOfTimeDeg: number } {
  const c = (t - j2000Ms) / centuryMs;
  const meanLongitude = radians(280.46646 + c * (36_000.76983 + c * 0.0003032));
  const anomaly = radians(357.52911 + c * (35_999.05029 - 0.0001537 * c));
  const eccentricity = 0.016708634 - c * (0.000042037 + 0.0000001267 * c);
  const centre =
    Math.sin(anomaly) * (1.914602 - c * (0.004817 + 0.000014 * c)) +
    Math.sin(2 * anomaly) * (0.019993 - 0.000101 * c) +
    Math.sin(3 * anomaly) * 0.000289;
  const node = radians(125.04 - 1934.136 * c);
  const longitude = meanLongitude + radians(centre - 0.00569 - 0.00478 * Math.sin(node));
  const meanObliquity = 23 + (26 + (21.448 - c * (46.815 + c * (0.00059 - c * 0.001813))) / 60) / 60;
  const obliquity = radians(meanObliquity + 0.00256 * Math.cos(node));
  const y = Math.tan(obliquity / 2) ** 2;
  const equationOfTime =
    y * Math.sin(2 * meanLongitude) -
    2 * eccentricity * Math.sin(anomaly) +
    4 * eccentricity * y * Math.sin(anomaly) * Math.cos(2 * meanLongitude) -
    0.5 * y * y * Math.sin(4 * meanLongitude) -
    1.25 * eccentricity * eccentricity * Math.sin(2 * anomaly);
  return {
    declination: Math.asin(Math.sin(obliquity) * Math.sin(longitude)),
    equationOfTimeDeg: degrees(equationOfTime),
  };
}

function radians(angle: number): number {
  return (angle * Math.PI) / 180;
}

function degrees(angle: number): number {
  return (angle * 180) / Math.PI;
}
