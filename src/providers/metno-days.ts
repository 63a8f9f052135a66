/** Hours and days out of forecast steps, the days as the place's own calendar has them. */
import type { DayDetail, HourDetail } from '../protocol/snapshot.ts';
import { addDays, instantOf, localTime } from '../system/zone.ts';
import { type Step, widestStepMs } from './metno-forecast.ts';

const hourMs = 3_600_000;
// A day that starts at noon has no morning low: three quarters is the least that may be called a day.
const leastCover = 0.75;
// The 12 hours from about here on are the ones that a reader means by "the day's weather".
const morning = '09:00';

/** All hours that the forecast gives hour by hour, oldest first. */
export function hoursOf(steps: readonly Step[]): readonly HourDetail[] {
  return steps.flatMap(({ t, tempC, windMs, next1 }) => {
    if (next1 === undefined || tempC === undefined) return [];
    const { sky, rainMm } = next1;
    return [
      { t, tempC, ...sky, ...(rainMm !== undefined && { rainMm }), ...(windMs !== undefined && { windMs }) },
    ];
  });
}

/** Days of `zone` that the steps cover for the most part, oldest first. */
export function daysOf(steps: readonly Step[], zone: string): readonly DayDetail[] {
  const byDay = new Map<string, Step[]>();
  for (const step of steps) {
    const { day } = localTime(step.t, zone);
    const held = byDay.get(day);
    if (held) held.push(step);
    else byDay.set(day, [step]);
  }
  return [...byDay].flatMap(([day, ofDay]) => dayOf(day, ofDay, steps, zone) ?? []);
}

/** Lowest and highest of some steps; undefined where there is none, or one whose temperature is unknown. */
export function rangeOf(
  steps: readonly Step[],
): { readonly lowC: number; readonly highC: number } | undefined {
  const known = steps.flatMap(({ tempC }) => tempC ?? []);
  if (known.length === 0 || known.length < steps.length) return undefined;
  return { lowC: Math.min(...known), highC: Math.max(...known) };
}

function dayOf(
  day: string,
  ofDay: readonly Step[],
  all: readonly Step[],
  zone: string,
): DayDetail | undefined {
  const [from, to] = [instantOf(day, '00:00', zone), instantOf(addDays(day, 1), '00:00', zone)];
  const range = rangeOf(ofDay);
  if (range === undefined || coveredMs(all, from, to) < leastCover * (to - from)) return undefined;
  const condition = conditionOf(ofDay, instantOf(day, morning, zone));
  const rainMm = rainOf(ofDay, all);
  return { day, ...range, ...(condition && { condition }), ...(rainMm !== undefined && { rainMm }) };
}

function coveredMs(steps: readonly Step[], from: number, to: number): number {
  let covered = 0;
  for (const [index, { t }] of steps.entries()) {
    const end = Math.min(steps[index + 1]?.t ?? t, t + widestStepMs);
    covered += Math.max(0, Math.min(end, to) - Math.max(t, from));
  }
  return covered;
}

function conditionOf(steps: readonly Step[], at: number): DayDetail['condition'] {
  const [nearest] = [...steps].sort((a, b) => Math.abs(a.t - at) - Math.abs(b.t - at));
  return (nearest?.next12 ?? nearest?.next6 ?? nearest?.next1)?.sky?.condition;
}

/** Each step's own period, as long as the gap to the next; a six-hour period counts for the day that it starts in. */
function rainOf(ofDay: readonly Step[], all: readonly Step[]): number | undefined {
  let sum = 0;
  for (const step of ofDay) {
    const gapMs = (all[all.indexOf(step) + 1]?.t ?? Number.NaN) - step.t;
    const rainMm = gapMs === hourMs ? step.next1?.rainMm : step.next6?.rainMm;
    if (rainMm === undefined || (gapMs !== hourMs && gapMs !== widestStepMs)) return undefined;
    sum += rainMm;
  }
  // Tenths of a millimetre are what MET publishes; the sum of such floats would show its binary tail.
  return Math.round(sum * 10) / 10;
}
