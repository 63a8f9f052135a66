/** MET Norway's locationforecast: weather for any place on earth, one request each. Knows no schedule and no store. */
import type { WeatherValue } from '../protocol/reading.ts';
import type { Detail } from '../protocol/snapshot.ts';
import type { SunPlace } from '../system/sun.ts';
import { localTime } from '../system/zone.ts';
import { answerOf, type Outcome, refused } from './body.ts';
import { weatherDetail, withDerived } from './derived-weather.ts';
import { daysOf, hoursOf, rangeOf } from './metno-days.ts';
import { type Forecast, parseForecast, type Step, stepAt } from './metno-forecast.ts';
import type { Answer, Ask, Place, Provider, ProviderContext } from './provider.ts';

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const maxHours = 48;
const maxDays = 7;

export const metno: Provider = {
  id: 'metno',
  origin: 'metno',
  kinds: ['weather'],
  baseUrl: 'https://api.met.no',
  terms: {
    licence: 'CC BY 4.0 / NLOD 2.0',
    attribution: { name: 'MET Norway', text: 'Data from MET Norway', href: 'https://api.met.no/' },
    display: 'free',
    // MET writes to those who ask too much before it bans them.
    needs: 'contact',
    source: 'https://api.met.no/doc/TermsOfService',
  },
  // One place per request; `Expires`, which the HTTP client obeys, is about half an hour ahead. Its terms
  // bear 20 requests a second of an application as a whole: half of that is ours.
  limits: { batchMax: 1, minIntervalMs: 10 * minuteMs, requestsPerS: 10 },
  cadence: { kind: 'model', everyMs: 30 * minuteMs, stepMs: hourMs, staleAfterRunMs: 24 * hourMs },
  delay: 'model',
  fetch: (asks, context) => Promise.all(asks.map((ask) => fetchOne(ask, context))),
};

async function fetchOne({ id, place }: Ask, { http, now }: ProviderContext): Promise<Answer> {
  if (place === undefined) return answerOf(id, refused('rejected', 'no coordinates'));
  const { text } = await http.get('/weatherapi/locationforecast/2.0/compact', {
    query: queryOf(place),
    contentTypes: ['application/json'],
  });
  return answerOf(id, observe(parseForecast(text), place, now));
}

/** MET refuses more than four decimals, and equal places must be equal URLs to share one answer. */
function queryOf({ lat, lon, altitude }: Place): Record<string, string> {
  const query = { lat: degrees(lat), lon: degrees(lon) };
  return altitude === undefined ? query : { ...query, altitude: String(Math.round(altitude)) };
}

function degrees(value: number): string {
  return String(Number(value.toFixed(4)));
}

/** The step of `now` (ms since the epoch) as the present; refuses where there is none, or no temperature. */
export function observe(forecast: Forecast, place: SunPlace, now: number): Outcome {
  const step = stepAt(forecast, now);
  if (step === undefined) return refused('empty', 'no step for the present');
  const value = weatherAt(step, forecast.steps, place.zone, now);
  if (value === undefined) return refused('shape', 'air_temperature is no number of degrees Celsius');
  return {
    ok: true,
    observation: {
      asOf: step.t,
      issuedAt: forecast.issuedAt,
      value: withDerived(value, place, now),
      detail: detailOf(forecast.steps, step.t, place, now),
    },
  };
}

function weatherAt(step: Step, steps: readonly Step[], zone: string, now: number): WeatherValue | undefined {
  const { tempC, windMs, windFromDeg, humidityPct } = step;
  const today = localTime(now, zone).day;
  if (tempC === undefined) return undefined;
  return {
    kind: 'weather',
    tempC,
    ...(step.next1 ?? step.next6 ?? step.next12)?.sky,
    ...(windMs !== undefined && { windMs }),
    ...(windFromDeg !== undefined && { windFromDeg }),
    ...(humidityPct !== undefined && { humidityPct }),
    // The present belongs to today though its step may have begun before midnight.
    ...rangeOf(steps.filter((each) => each === step || localTime(each.t, zone).day === today)),
  };
}

function detailOf(steps: readonly Step[], from: number, place: SunPlace, now: number): Detail {
  const hours = hoursOf(steps).filter(({ t }) => t >= from);
  const today = localTime(now, place.zone).day;
  const days = daysOf(steps, place.zone).filter(({ day }) => day >= today);
  return weatherDetail(hours.slice(0, maxHours), days.slice(0, maxDays), place, now);
}
