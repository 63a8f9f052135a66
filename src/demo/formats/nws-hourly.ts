/** The National Weather Service's hourly forecast of a cell: 156 periods with local times, in SI or US units. */
import { type Moment, weatherAt } from '../climate.ts';
import { isDayAt } from '../sky.ts';
import { usSky } from '../us-sky.ts';
import type { World } from '../world.ts';
import { type DemoAnswer, isoSeconds } from './answer.ts';
import { geoJson, nwsUrl } from './nws-answer.ts';
import { type Cell, cellPath, spotOf } from './nws-cells.ts';
import { localIso, sixteenPoints } from './nws-notation.ts';
import { nwsId, regionSymbol, setTemperature } from './nws-settings.ts';

export type Units = 'si' | 'us';

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const periods = 156;

/** `now` in ms since the epoch. */
export function hourlyOf(cell: Cell, units: Units, now: number, world: World): DemoAnswer {
  const thisHour = Math.floor(now / hourMs) * hourMs;
  const spot = spotOf(cell);
  const set = setTemperature(world, regionSymbol(cell.region));
  const momentAt = (t: number): Moment => {
    const moment = weatherAt(spot, world.seed, t);
    return set !== undefined && t === thisHour ? { ...moment, tempC: set } : moment;
  };
  // An office looks over its forecast several times a day.
  const updated = Math.floor(now / (6 * hourMs)) * 6 * hourMs;
  const body = {
    type: 'Feature',
    geometry: null,
    properties: {
      units,
      forecastGenerator: 'HourlyForecastGenerator',
      generatedAt: isoSeconds(thisHour),
      updateTime: isoSeconds(updated),
      validTimes: `${isoSeconds(updated)}/P7DT12H`,
      elevation: { unitCode: 'wmoUnit:m', value: spot.altitude },
      periods: Array.from({ length: periods }, (_, index) => {
        const start = thisHour + index * hourMs;
        return { number: index + 1, ...periodOf(momentAt(start), start, cell, units) };
      }),
    },
  };
  const changedAt = Math.max(thisHour, world.changedAt(nwsId));
  const served = { [cellPath(cell)]: String(body.properties.periods[0]?.temperature) };
  return geoJson(body, { now, maxAgeMs: minuteMs, changedAt }, served);
}

function periodOf(moment: Moment, start: number, cell: Cell, units: Units) {
  const { lat, lon } = spotOf(cell);
  const isDaytime = isDayAt(lat, lon, start + hourMs / 2);
  const { text, icon } = usSky(moment, isDaytime);
  const percent = (value: number) => ({ unitCode: 'wmoUnit:percent', value: Math.round(value) });
  return {
    name: '',
    startTime: localIso(start, cell.region.zone),
    endTime: localIso(start + hourMs, cell.region.zone),
    isDaytime,
    temperature: Math.round(units === 'si' ? moment.tempC : moment.tempC * 1.8 + 32) + 0,
    temperatureUnit: units === 'si' ? 'C' : 'F',
    temperatureTrend: null,
    probabilityOfPrecipitation: percent(moment.rainMmPerHour > 0 ? 60 : moment.cloudPct / 8),
    dewpoint: { unitCode: 'wmoUnit:degC', value: moment.tempC - (100 - moment.humidityPct) / 5 },
    relativeHumidity: percent(moment.humidityPct),
    windSpeed:
      units === 'si' ? `${Math.round(moment.windMs * 3.6)} km/h` : `${Math.round(moment.windMs * 2.237)} mph`,
    windDirection: sixteenPoints(moment.windFromDeg),
    icon: nwsUrl(`/icons/land/${isDaytime ? 'day' : 'night'}/${icon}?size=small`),
    shortForecast: text,
    detailedForecast: '',
  };
}
