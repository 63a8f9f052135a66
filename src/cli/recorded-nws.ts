/** Recorded answers of the US National Weather Service, read by the parsers that its providers use. */
import type { Alert } from '../protocol/reading.ts';
import { parseAlerts } from '../providers/nws-alert-features.ts';
import { type Period, parsePeriods } from '../providers/nws-hourly.ts';
import { parseReport } from '../providers/nws-observation.ts';
import { cellPath, parsePoint } from '../providers/nws-point.ts';
import { nwsBaseUrl, nwsRequest } from '../providers/nws-service.ts';
import { UpstreamError } from '../system/upstream-error.ts';
import type { Recording } from './recorded-manifest.ts';
import { type AlertReading, isoTime, type Readings, type StepReading } from './recorded-readings.ts';
import { servedText } from './recorded-request.ts';

const hourMs = 3_600_000;

export async function readPeriods(recording: Recording, text: string): Promise<Readings> {
  const { issuedAt, periods } = parsePeriods(await served(recording, text));
  const hours = periods.filter(({ start, end }) => end - start === hourMs);
  const [firstHour, firstPeriod, secondPeriod] = [hours[0], periods[0], periods[1]];
  const reading = {
    updatedAt: isoTime(issuedAt),
    periods: periods.length,
    hours: hours.length,
    // What a station reports is another answer.
    current: null,
    firstHour: firstHour ? periodReading(firstHour) : null,
    firstPeriod: firstPeriod ? periodReading(firstPeriod) : null,
    secondPeriod: secondPeriod ? periodReading(secondPeriod) : null,
  };
  return { kind: 'weather', readings: [reading] };
}

export async function readReport(recording: Recording, text: string): Promise<Readings> {
  const report = parseReport(await served(recording, text));
  if (report === undefined) throw new UpstreamError('empty', 'no temperature in the report');
  const { tempC, windMs, humidityPct, condition, isDay } = report.value;
  const current = stepOf(report.t, { tempC, windMs, humidityPct, condition, isDay });
  return { kind: 'weather', readings: [{ hours: 0, current, firstHour: null }] };
}

export async function readPoint(recording: Recording, text: string): Promise<Readings> {
  const cell = parsePoint(await served(recording, text));
  const forecastHourly = `${nwsBaseUrl}${cellPath(cell)}/forecast/hourly`;
  const reading = { grid: cell.office, gridX: cell.x, gridY: cell.y, forecastHourly };
  return { kind: 'lookup', readings: [reading] };
}

export async function readAlerts(recording: Recording, text: string): Promise<Readings> {
  const warnings = parseAlerts(await served(recording, text));
  const alerts = warnings.map(({ alert }) => alertReading(alert));
  return { kind: 'alerts', readings: [{ count: alerts.length, alerts }] };
}

function served(recording: Recording, text: string): Promise<string> {
  return servedText(recording, text, nwsRequest.contentTypes);
}

function periodReading({ start, end, ...period }: Period): StepReading {
  return { ...stepOf(start, period), end: isoTime(end) };
}

type Figures = {
  readonly [K in 'tempC' | 'windMs' | 'humidityPct' | 'condition' | 'isDay']?: Period[K] | undefined;
};

function stepOf(t: number, { tempC, windMs, humidityPct, condition, isDay }: Figures): StepReading {
  return {
    time: isoTime(t),
    tempC: tempC ?? null,
    windMs: windMs ?? null,
    humidityPct: humidityPct ?? null,
    precipMm: null,
    condition: condition ?? null,
    isDay: isDay ?? null,
  };
}

function alertReading({ onset, until, id, event, severity, issuer }: Alert): AlertReading {
  const times = { onset: onset === undefined ? null : isoTime(onset), until: isoTime(until) };
  return { id, event, severity, issuer, ...times };
}
