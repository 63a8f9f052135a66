/** Invented weather as a pure function of place, seed and instant: plausible for latitude, height, season and hour. */
import { hashText, noiseAt } from './walks.ts';

/** Degrees and metres above the sea. */
export interface Spot {
  readonly lat: number;
  readonly lon: number;
  readonly altitude: number;
}

/** SI units and percent, as the Norwegian forecast gives them. */
export interface Moment {
  readonly tempC: number;
  readonly cloudPct: number;
  readonly humidityPct: number;
  readonly pressureHpa: number;
  readonly windMs: number;
  readonly windFromDeg: number;
  readonly rainMmPerHour: number;
}

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;
// Above this height the air is thin and dry: nights are cold, days warm in the sun, and rain is rare.
const highlandMetres = 2_500;

export function weatherAt(spot: Spot, seed: number, t: number): Moment {
  const noise = noiseOf(spot, seed);
  const isHighland = spot.altitude > highlandMetres;
  const cloudPct = clamp(50 + 110 * noise('cloud', 30, t) - (isHighland ? 22 : 0), 0, 100);
  const swing = diurnalSwing(solarHour(spot.lon, t)) * (isHighland ? 7 : 4.5) * (1 - cloudPct / 220);
  const passing = noise('air', 70, t) * (1.5 + Math.abs(spot.lat) / 12);
  return {
    tempC: seasonalMean(spot, t) + swing + passing,
    cloudPct,
    humidityPct: clamp((isHighland ? 46 : 72) - 2.4 * swing + 14 * noise('damp', 26, t), 9, 100),
    pressureHpa: 1014 + Math.abs(spot.lat) * 0.35 * noise('pressure', 90, t),
    windMs: Math.max(0.3, 2.4 + Math.abs(spot.lat) / 30 + 3.2 * noise('wind', 14, t)),
    windFromDeg: (((220 + 190 * noise('direction', 34, t)) % 360) + 360) % 360,
    rainMmPerHour: cloudPct < 55 ? 0 : Math.max(0, noise('rain', 16, t) - (isHighland ? 0.4 : 0.16)) * 4,
  };
}

/** Hours by the sun, 12 where it stands highest: what weather follows, whatever the wall clock shows. */
function solarHour(lon: number, t: number): number {
  const hour = ((t % dayMs) / hourMs + lon / 15) % 24;
  return hour < 0 ? hour + 24 : hour;
}

// Two octaves: a slow one for the weather systems, a quicker one for the hours.
function noiseOf(spot: Spot, seed: number): (what: string, hours: number, t: number) => number {
  const place = `${seed}/${spot.lat.toFixed(2)},${spot.lon.toFixed(2)}`;
  return (what, hours, t) => {
    const key = hashText(`${place}/${what}`);
    return 0.65 * noiseAt(key, hours * hourMs, t) + 0.35 * noiseAt(key + 1, (hours / 4) * hourMs, t);
  };
}

// Fitted by eye to the yearly means of La Paz, Singapore, Tokyo, Washington, Berlin and Oslo; within about 3 degrees.
function seasonalMean({ lat, altitude }: Spot, t: number): number {
  const yearly = 27.5 - 0.0068 * lat * lat - 0.005 * altitude;
  const dayOfYear = (t - Date.UTC(new Date(t).getUTCFullYear(), 0, 1)) / dayMs;
  // Warmest about 24 July in the north, half a year later in the south.
  const season = Math.cos((2 * Math.PI * (dayOfYear - 205)) / 365.25);
  return yearly + 0.2 * lat * season;
}

// From -1 at half past five, before dawn, to 1 at three in the afternoon.
function diurnalSwing(hour: number): number {
  const [coldest, warmest] = [5.5, 15];
  if (hour >= coldest && hour <= warmest) {
    return -Math.cos((Math.PI * (hour - coldest)) / (warmest - coldest));
  }
  const since = (hour - warmest + 24) % 24;
  return Math.cos((Math.PI * since) / (24 - warmest + coldest));
}

function clamp(value: number, least: number, most: number): number {
  return Math.min(Math.max(value, least), most);
}
