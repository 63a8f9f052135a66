/** The US National Weather Service: what the nearest station reports, else what is foreseen for this hour. Knows no schedule. */
import type { WeatherValue } from '../protocol/reading.ts';
import type { Detail } from '../protocol/snapshot.ts';
import type { SunPlace } from '../system/sun.ts';
import { localTime } from '../system/zone.ts';
import { answerOf, type Outcome, refused } from './body.ts';
import { degrees } from './coordinates.ts';
import { weatherDetail, withDerived } from './derived-weather.ts';
import { byDay, daysOf, hoursOf, rangeOf } from './nws-days.ts';
import { type NwsForecast, type Period, parsePeriods, periodAt } from './nws-hourly.ts';
import { isPresent, parseReport, type Report } from './nws-observation.ts';
import { type Cell, cellPath, parsePoint, parseStations } from './nws-point.ts';
import { nwsBaseUrl, nwsRequest, nwsTerms } from './nws-service.ts';
import type { Answer, Ask, Provider, ProviderContext } from './provider.ts';

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
// One may be silent, and one more have a broken thermometer; farther ones are of other weather.
const maxStations = 3;
const maxHours = 48;
const maxDays = 7;

export const nws: Provider = {
  id: 'nws',
  origin: 'nws',
  kinds: ['weather'],
  baseUrl: nwsBaseUrl,
  terms: nwsTerms,
  // A poll is up to six requests, though the lookups among them come from memory while they are fresh.
  limits: { batchMax: 1, minIntervalMs: minuteMs },
  // A report is taken for at most 90 minutes, and every value grows stale two steps after its own time, so a station that
  // falls silent can look live for two hours and no longer, with every server dead. `continuous` would not do: an hour of
  // a forecast that nobody renews is always new, and only a run's own age tells.
  cadence: { kind: 'model', everyMs: 10 * minuteMs, stepMs: hourMs, staleAfterRunMs: 24 * hourMs },
  delay: 'model',
  fetch: (asks, context) => Promise.all(asks.map((ask) => fetchOne(ask, context))),
};

/** A report without a forecast is enough, and the other way round; without either it throws what the forecast's failure was. */
async function fetchOne({ id, place }: Ask, context: ProviderContext): Promise<Answer> {
  if (place === undefined) return answerOf(id, refused('rejected', 'no coordinates'));
  const point = await context.http.get(`/points/${degrees(place.lat)},${degrees(place.lon)}`, nwsRequest);
  const cell = parsePoint(point.text);
  const report = await context.attempt(reportNear(cell, context));
  const asked = forecastOf(cell, context);
  const forecast = report === undefined ? await asked : await context.attempt(asked);
  return answerOf(id, observe({ report, forecast }, place, context.now));
}

async function forecastOf(cell: Cell, { http }: ProviderContext): Promise<NwsForecast> {
  const query = { units: 'si' };
  const { text } = await http.get(`${cellPath(cell)}/forecast/hourly`, { ...nwsRequest, query });
  return parsePeriods(text);
}

async function reportNear(cell: Cell, { http, now, attempt }: ProviderContext): Promise<Report | undefined> {
  const { text } = await http.get(`${cellPath(cell)}/stations`, nwsRequest);
  for (const station of parseStations(text, maxStations)) {
    const latest = await attempt(http.get(`/stations/${station}/observations/latest`, nwsRequest).then(read));
    if (latest !== undefined && isPresent(latest, now)) return latest;
  }
  return undefined;
}

function read({ text }: { readonly text: string }): Report | undefined {
  return parseReport(text);
}

/** What is known of a place: a report that is still the present, and a forecast. */
export interface Known {
  readonly report: Report | undefined;
  readonly forecast: NwsForecast | undefined;
}

/** The report as the present, else the period of `now` (ms since the epoch); refuses where neither tells a temperature. */
export function observe({ report, forecast }: Known, place: SunPlace, now: number): Outcome {
  const period = forecast && periodAt(forecast, now);
  const detail = forecast && detailOf(forecast, place, now);
  const presentOf = (figures: WeatherValue) =>
    withDerived({ ...figures, ...rangeToday(forecast, figures.tempC, place.zone, now) }, place, now);
  if (report !== undefined) {
    const value = presentOf({ ...daylight(period), ...report.value });
    return { ok: true, observation: { asOf: report.t, delay: 'observed', value, ...(detail && { detail }) } };
  }
  if (forecast === undefined || period === undefined) return refused('empty', 'no period for the present');
  const figures = weatherOf(period);
  if (figures === undefined) return refused('shape', 'temperature is no number in a known unit');
  const { issuedAt } = forecast;
  const value = presentOf(figures);
  return { ok: true, observation: { asOf: period.start, issuedAt, value, ...(detail && { detail }) } };
}

/** Whether it is day is no measurement: where the report does not say, the forecast may. */
function daylight(period: Period | undefined): Pick<WeatherValue, 'isDay'> {
  return period?.isDay === undefined ? {} : { isDay: period.isDay };
}

function weatherOf({ tempC, windMs, humidityPct, condition, isDay }: Period): WeatherValue | undefined {
  if (tempC === undefined) return undefined;
  return {
    kind: 'weather',
    tempC,
    ...(condition && { condition }),
    ...(isDay !== undefined && { isDay }),
    ...(windMs !== undefined && { windMs }),
    ...(humidityPct !== undefined && { humidityPct }),
  };
}

/**
 * As far as the forecast reaches, and with the present, though it may have been reported before midnight: no tile may
 * show more than the day's highest.
 */
function rangeToday(
  forecast: NwsForecast | undefined,
  presentC: number,
  zone: string,
  now: number,
): Pick<WeatherValue, 'lowC' | 'highC'> {
  const foreseen = byDay(forecast?.periods ?? [], zone).get(localTime(now, zone).day);
  return foreseen === undefined ? {} : (rangeOf([...foreseen.map(({ tempC }) => tempC), presentC]) ?? {});
}

function detailOf({ periods }: NwsForecast, place: SunPlace, now: number): Detail {
  const today = localTime(now, place.zone).day;
  const hours = hoursOf(periods.filter(({ end }) => end > now));
  const days = daysOf(periods, place.zone).filter(({ day }) => day >= today);
  return weatherDetail(hours.slice(0, maxHours), days.slice(0, maxDays), place, now);
}
