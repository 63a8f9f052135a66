/** A place's weather through many answers, each of which begins with its present hour, for the tests of a day's extremes. */
import type { WeatherValue } from '../../src/protocol/reading.ts';
import { observe } from '../../src/providers/metno.ts';
import type { Step } from '../../src/providers/metno-forecast.ts';
import type { Observation, Place } from '../../src/providers/provider.ts';
import type { HeldItem } from '../../src/store/store.ts';
import { instantOf, localTime } from '../../src/system/zone.ts';
import { withDayExtremes } from '../../src/worker/day-extremes.ts';

export const minuteMs = 60_000;
export const hourMs = 60 * minuteMs;
export const oslo: Place = { lat: 59.91, lon: 10.75, zone: 'Europe/Oslo' };
const midnight = instantOf('2026-11-23', '00:00', 'Europe/Oslo');
/** So many hours after the midnight of Oslo, ms since the epoch. */
export const at = (hour: number) => midnight + hour * hourMs;

/** The temperature of a forecast's hour. */
export type Curve = (t: number) => number;

/** A warm afternoon: 0° at night, 10° at 14 h in Oslo. */
export const warm: Curve = (t) => (localTime(t, 'Europe/Oslo').hour === 14 ? 10 : 0);
export const flat =
  (tempC: number): Curve =>
  () =>
    tempC;

/** What MET's provider makes of a forecast that begins with the present hour. */
export function foreseen(now: number, curve: Curve, { zone } = oslo): Observation {
  const first = Math.floor(now / hourMs) * hourMs;
  const steps = Array.from({ length: 60 }, (_, index): Step => {
    const t = first + index * hourMs;
    return { t, tempC: curve(t), next1: { sky: { condition: 'cloudy' } } };
  });
  const outcome = observe({ issuedAt: first, steps }, { ...oslo, zone }, now);
  if (!outcome.ok) throw new Error(outcome.refusal.message);
  return outcome.observation;
}

/** One place through many answers, as a worker holds it. */
export function follow({ zone } = oslo) {
  let held: HeldItem | undefined;
  const take = (now: number, answer: Observation) => {
    const observation = withDayExtremes(answer, held, zone, now);
    const { value, asOf, detail } = observation;
    const kept = detail ?? held?.detail;
    const reading = {
      id: 'weather:x',
      e: 1,
      s: 1,
      state: 'live',
      asOf,
      staleAt: asOf + hourMs,
      source: 'metno',
      tier: 'primary',
      delay: 'model',
      value,
    } as const;
    held = { reading, ...(kept && { detail: kept }) };
    if (value.kind !== 'weather' || kept?.kind !== 'weather') throw new Error('no weather');
    return { value, detail: kept };
  };
  return {
    take,
    held: () => held,
    ask: (now: number, curve: Curve) => take(now, foreseen(now, curve, { ...oslo, zone })),
  };
}

export const range = ({ value: { lowC, highC } }: { readonly value: WeatherValue }) => [lowC, highC];
