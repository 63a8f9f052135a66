/** The body of MET Norway's compact forecast: a GeoJSON feature with its time series, and the headers it comes with. */
import { type Moment, type Spot, weatherAt } from '../climate.ts';
import { isDayAt, symbolOf } from '../sky.ts';
import type { World } from '../world.ts';
import { type DemoAnswer, httpDate, isoSeconds, jsonAnswer } from './answer.ts';
import { forecastSteps, type Step } from './metno-steps.ts';

export const metnoId = 'metno';
const hourMs = 3_600_000;

/** The name under which a place's temperature may be set and is served. */
export function symbolAt(lat: number, lon: number): string {
  return `${lat},${lon}`;
}

/** The forecast from the current hour on; `now` in ms since the epoch. */
export function forecastOf(spot: Spot, now: number, world: World, expiresMs: number): DemoAnswer {
  const symbol = symbolAt(spot.lat, spot.lon);
  const thisHour = Math.floor(now / hourMs) * hourMs;
  const set = world.override(metnoId, symbol);
  const momentAt = (t: number): Moment => {
    const moment = weatherAt(spot, world.seed, t);
    return set !== undefined && t === thisHour ? { ...moment, tempC: Number(set.value) } : moment;
  };
  const steps = forecastSteps(thisHour).map((step) => stepBody(step, spot, momentAt));
  return jsonAnswer(
    {
      type: 'Feature',
      geometry: { type: 'Point', coordinates: [spot.lon, spot.lat, spot.altitude] },
      properties: { meta: { updated_at: isoSeconds(runIssuedAt(now)), units }, timeseries: steps },
    },
    {
      headers: {
        expires: httpDate(now + expiresMs),
        'last-modified': httpDate(Math.max(thisHour, world.changedAt(metnoId))),
        vary: 'Accept, Accept-Encoding',
        'access-control-allow-origin': '*',
      },
      served: { [symbol]: String(oneDecimal(momentAt(thisHour).tempC)) },
    },
    'application/json',
  );
}

const units = {
  air_pressure_at_sea_level: 'hPa',
  air_temperature: 'celsius',
  cloud_area_fraction: '%',
  precipitation_amount: 'mm',
  relative_humidity: '%',
  wind_from_direction: 'degrees',
  wind_speed: 'm/s',
};

function stepBody(step: Step, spot: Spot, momentAt: (t: number) => Moment): object {
  const moment = momentAt(step.at);
  const next = (hours: number, withRain: boolean) => {
    const { symbol, rainMm } = outlook(spot, step.at, hours, momentAt);
    const details = withRain ? { details: { precipitation_amount: rainMm } } : {};
    return { [`next_${hours}_hours`]: { summary: { symbol_code: symbol }, ...details } };
  };
  return {
    time: isoSeconds(step.at),
    data: {
      instant: { details: instantDetails(moment) },
      // The compact product tells the twelve hours' symbol only.
      ...(step.has12 ? next(12, false) : {}),
      ...(step.has1 ? next(1, true) : {}),
      ...(step.has6 ? next(6, true) : {}),
    },
  };
}

function instantDetails(moment: Moment): Record<string, number> {
  return {
    air_pressure_at_sea_level: oneDecimal(moment.pressureHpa),
    air_temperature: oneDecimal(moment.tempC),
    cloud_area_fraction: oneDecimal(moment.cloudPct),
    relative_humidity: oneDecimal(moment.humidityPct),
    wind_from_direction: oneDecimal(moment.windFromDeg),
    wind_speed: oneDecimal(moment.windMs),
  };
}

function outlook(spot: Spot, at: number, hours: number, momentAt: (t: number) => Moment) {
  const moments = Array.from({ length: hours }, (_, hour) => momentAt(at + hour * hourMs));
  const mean = (of: (moment: Moment) => number) => moments.reduce((sum, one) => sum + of(one), 0) / hours;
  const rainMmPerHour = mean((moment) => moment.rainMmPerHour);
  const middle = at + (hours / 2) * hourMs;
  const symbol = symbolOf({
    cloudPct: mean((moment) => moment.cloudPct),
    tempC: mean((moment) => moment.tempC),
    rainMmPerHour,
    isDay: isDayAt(spot.lat, spot.lon, middle),
  });
  return { symbol, rainMm: oneDecimal(rainMmPerHour * hours) };
}

// The global model runs four times a day.
function runIssuedAt(now: number): number {
  return Math.floor(now / (6 * hourMs)) * 6 * hourMs;
}

// Adding 0 keeps -0 out of the body.
function oneDecimal(value: number): number {
  return Math.round(value * 10) / 10 + 0;
}
