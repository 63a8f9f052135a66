/** A station's latest report of the National Weather Service's: hourly, some minutes late, and old where it fell silent. */
import { weatherAt } from '../climate.ts';
import { isDayAt } from '../sky.ts';
import type { stationById } from '../us-regions.ts';
import { usSky } from '../us-sky.ts';
import { hashText } from '../walks.ts';
import type { World } from '../world.ts';
import type { DemoAnswer } from './answer.ts';
import { geoJson, nwsUrl } from './nws-answer.ts';
import { isSilent, nwsId, regionSymbol, setTemperature } from './nws-settings.ts';

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
// Stations report a little before the hour, not all in the same minute, and are heard a little later.
const reportMinutes = [52, 51, 56] as const;
const lateMs = 5 * minuteMs;
/** How much older than usual the last report of a silent station is: twice what may pass for the present. */
const silenceMs = 3 * hourMs;

export type Station = NonNullable<ReturnType<typeof stationById>> & { readonly id: string };

/** `now` in ms since the epoch. */
export function latestOf(station: Station, now: number, world: World): DemoAnswer {
  const { id, region } = station;
  const place = regionSymbol(region);
  const usual = reportBefore(now - lateMs, reportMinutes[station.rank] ?? 52);
  const t = isSilent(world, id, place) ? usual - silenceMs : usual;
  const tempC = oneDecimal(setTemperature(world, id, place) ?? temperatureAt(station, world.seed, t));
  const body = featureOf(station, t, tempC, world.seed);
  const changedAt = Math.max(usual, world.changedAt(nwsId));
  const served = { [id]: String(tempC), [place]: String(tempC) };
  return geoJson(body, { now, maxAgeMs: minuteMs, changedAt }, served);
}

function reportBefore(at: number, minute: number): number {
  const inHour = Math.floor(at / hourMs) * hourMs + minute * minuteMs;
  return inHour <= at ? inHour : inHour - hourMs;
}

/** Its own thermometer stands a little higher or lower than the next. */
function temperatureAt({ id, region }: Station, seed: number, t: number): number {
  return weatherAt(region.spot, seed, t).tempC + (hashText(id) % 5) / 10 - 0.2;
}

function featureOf({ id, region }: Station, t: number, tempC: number, seed: number): object {
  const moment = weatherAt(region.spot, seed, t);
  const { lat, lon, altitude } = region.spot;
  const isDay = isDayAt(lat, lon, t);
  const { text, icon } = usSky(moment, isDay);
  const timestamp = new Date(t).toISOString().replace('.000Z', '+00:00');
  return {
    id: nwsUrl(`/stations/${id}/observations/${timestamp}`),
    type: 'Feature',
    geometry: { type: 'Point', coordinates: [lon, lat] },
    properties: {
      '@type': 'wx:ObservationStation',
      elevation: { unitCode: 'wmoUnit:m', value: altitude },
      station: nwsUrl(`/stations/${id}`),
      timestamp,
      textDescription: text,
      icon: nwsUrl(`/icons/land/${isDay ? 'day' : 'night'}/${icon}?size=medium`),
      presentWeather: [],
      temperature: measured('degC', tempC),
      windDirection: measured('degree_(angle)', Math.round(moment.windFromDeg / 10) * 10),
      windSpeed: measured('km_h-1', oneDecimal(moment.windMs * 3.6)),
      windGust: measured('km_h-1', null),
      barometricPressure: measured('Pa', Math.round(moment.pressureHpa) * 100),
      visibility: measured('m', 16_090),
      relativeHumidity: measured('percent', moment.humidityPct),
      windChill: measured('degC', null),
      heatIndex: measured('degC', null),
    },
  };
}

// Nobody controls the quality of what is not there.
function measured(unit: string, value: number | null): object {
  return { unitCode: `wmoUnit:${unit}`, value, qualityControl: value === null ? 'Z' : 'V' };
}

// Adding 0 keeps -0 out of the body.
function oneDecimal(value: number): number {
  return Math.round(value * 10) / 10 + 0;
}
