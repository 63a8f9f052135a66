/** Whether weather that was read is what a manifest expects; what it does not state is not compared. */
import { skyOf } from '../providers/metno-symbols.ts';
import { skyOfText } from '../providers/nws-sky.ts';
import { sameFloat, sameTime } from './recorded-equality.ts';
import type { ExpectedStep, ExpectedWeather } from './recorded-expectations.ts';
import type { StepReading, WeatherReading } from './recorded-readings.ts';

export function weatherAgrees(read: WeatherReading, expected: ExpectedWeather): boolean {
  return (
    sameCount(read.steps, expected.steps) &&
    sameCount(read.periods, expected.periods) &&
    read.hours === expected.hours &&
    (expected.updatedAt === undefined || sameTime(read.updatedAt ?? null, expected.updatedAt)) &&
    (expected.lastHour === undefined || sameTime(read.lastHour ?? null, expected.lastHour)) &&
    stepAgrees(read.current, expected.current) &&
    stepAgrees(read.firstHour, expected.firstHour) &&
    stepAgrees(read.lastStep, expected.lastStep) &&
    stepAgrees(read.firstPeriod, expected.firstPeriod) &&
    stepAgrees(read.secondPeriod, expected.secondPeriod)
  );
}

function sameCount(read: number | undefined, expected: number | undefined): boolean {
  return expected === undefined || read === expected;
}

function stepAgrees(
  read: StepReading | null | undefined,
  expected: ExpectedStep | null | undefined,
): boolean {
  if (expected === undefined) return true;
  if (read == null || expected === null) return read == null && expected === null;
  return (
    sameTime(read.time, expected.time ?? expected.start) &&
    (expected.end === undefined || sameTime(read.end ?? null, expected.end)) &&
    sameFloat(read.tempC, expected.tempC) &&
    sameFloat(read.windMs, expected.windMs) &&
    sameFloat(read.humidityPct, expected.humidityPct) &&
    sameFloat(read.precipMm, expected.precipMm) &&
    skyAgrees(read, expected)
  );
}

/** By the symbol, which tells day from night as well, or by the words. */
function skyAgrees({ condition, isDay }: StepReading, { symbol, text, ...expected }: ExpectedStep): boolean {
  const sky = skyOf(symbol);
  return (
    (symbol === undefined || (condition === (sky?.condition ?? null) && isDay === (sky?.isDay ?? null))) &&
    (text === undefined || condition === (skyOfText(text) ?? null)) &&
    (expected.isDay === undefined || isDay === expected.isDay)
  );
}
