/** Pure: a place's lowest and highest of today, with what earlier answers of the same local day have told of it. */
import { hasValue, type WeatherValue } from '../protocol/reading.ts';
import type { Detail, HourDetail } from '../protocol/snapshot.ts';
import type { Observation } from '../providers/provider.ts';
import type { HeldItem } from '../store/store.ts';
import { localTime } from '../system/zone.ts';

const hourMs = 3_600_000;

interface Range {
  readonly low: number;
  readonly high: number;
}

type WeatherDetail = Extract<Detail, { readonly kind: 'weather' }>;

/** What is held of the day. */
interface Memory {
  /** What was the present. */
  readonly soFar?: Range | undefined;
  /** The whole day's, as the last answer had it. */
  readonly told?: Range | undefined;
  readonly detail?: WeatherDetail | undefined;
}

/**
 * The hours gone by count as they were told last, those ahead as this answer has them: a forecast that was taken back
 * leaves no trace, and an answer that begins in the evening does not lose the afternoon. Where it tells no range, the one
 * told before stays. The present is always within. Weather at a place of no zone, and all else, is as it was.
 */
export function withDayExtremes(
  observation: Observation,
  held: HeldItem | undefined,
  zone: string | undefined,
  now: number,
): Observation {
  const { value, asOf } = observation;
  if (value.kind !== 'weather' || zone === undefined) return observation;
  const { day } = localTime(now, zone);
  const memory = memoryOf(held, day, zone, asOf);
  const present = { low: value.tempC, high: value.tempC };
  const soFar = localTime(asOf, zone).day === day ? joined(memory.soFar, present) : memory.soFar;
  const foreseen = rangeOf(value) ?? memory.told;
  const today = foreseen && joined(joined(foreseen, soFar), present);
  const detail = detailOf(observation.detail, memory, day, { soFar, today });
  return {
    ...observation,
    value: today ? { ...value, lowC: today.low, highC: today.high } : value,
    ...(detail && { detail }),
  };
}

function memoryOf(held: HeldItem | undefined, day: string, zone: string, until: number): Memory {
  const reading = held?.reading;
  if (reading === undefined || !hasValue(reading) || reading.value.kind !== 'weather') return {};
  const detail = held?.detail?.kind === 'weather' ? held.detail : undefined;
  const dayOfPresent = localTime(reading.asOf, zone).day;
  // At midnight an answer may be of a day on which its present had not begun yet.
  if ((detail?.today?.day ?? dayOfPresent) !== day) return {};
  const { tempC } = reading.value;
  const told = rangeOf(reading.value);
  if (detail?.today === undefined) return { told, soFar: told };
  const { soFarLowC: low, soFarHighC: high } = detail.today;
  const before = low === undefined || high === undefined ? undefined : { low, high };
  const ofDay = detail.hours.filter(({ t }) => localTime(t, zone).day === day);
  const missed = told && hoursBetween(ofDay, told, reading.asOf, until);
  const present = dayOfPresent === day ? { low: tempC, high: tempC } : undefined;
  return { told, soFar: joined(joined(before, missed), present), detail };
}

/** Nobody asked in them, so they were as foreseen; a figure beyond the range that was admitted was not. */
function hoursBetween(
  hours: readonly HourDetail[],
  told: Range,
  from: number,
  to: number,
): Range | undefined {
  return hours
    .filter(({ t, tempC }) => t >= from && t + hourMs <= to && tempC >= told.low && tempC <= told.high)
    .reduce<Range | undefined>((range, { tempC }) => joined(range, { low: tempC, high: tempC }), undefined);
}

/** What lies in the store of an answer without detail is of the same day, and stays. */
function detailOf(
  fresh: Detail | undefined,
  memory: Memory,
  day: string,
  { soFar, today }: { readonly soFar: Range | undefined; readonly today: Range | undefined },
): Detail | undefined {
  const detail = fresh?.kind === 'weather' ? fresh : memory.detail;
  if (detail === undefined) return fresh;
  return {
    ...detail,
    days: detail.days.map((each) =>
      each.day === day && today ? { ...each, lowC: today.low, highC: today.high } : each,
    ),
    today: { ...detail.today, day, ...(soFar && { soFarLowC: soFar.low, soFarHighC: soFar.high }) },
  };
}

function rangeOf({ lowC: low, highC: high }: WeatherValue): Range | undefined {
  return low === undefined || high === undefined ? undefined : { low, high };
}

function joined(a: Range, b: Range | undefined): Range;
function joined(a: Range | undefined, b: Range): Range;
function joined(a: Range | undefined, b: Range | undefined): Range | undefined;
function joined(a: Range | undefined, b: Range | undefined): Range | undefined {
  if (a === undefined || b === undefined) return a ?? b;
  return { low: Math.min(a.low, b.low), high: Math.max(a.high, b.high) };
}
