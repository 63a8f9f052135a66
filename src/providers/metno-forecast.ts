/** MET Norway's locationforecast body (compact or complete) as plain steps; knows no place and no present. */
import { z } from 'zod';
import { UpstreamError } from '../system/upstream-error.ts';
import { jsonBody } from './body.ts';
import { type Fields, fieldsOf } from './fields.ts';
import { type Sky, skyOf } from './metno-symbols.ts';

const hourMs = 3_600_000;
/** The widest spacing of steps that MET publishes; a wider gap is a hole in the forecast. */
export const widestStepMs = 6 * hourMs;

/** What is foreseen from a step on. Both are absent where unreadable. */
export interface Period {
  readonly sky?: Sky;
  readonly rainMm?: number;
}

/** One point in time. A field in a unit that is not ours, or no number, is absent. */
export interface Step {
  /** ms since the epoch. */
  readonly t: number;
  readonly tempC?: number;
  readonly windMs?: number;
  readonly windFromDeg?: number;
  readonly humidityPct?: number;
  readonly next1?: Period;
  readonly next6?: Period;
  readonly next12?: Period;
}

export interface Forecast {
  /** When the run was issued, ms since the epoch. */
  readonly issuedAt: number;
  /** Oldest first. */
  readonly steps: readonly Step[];
}

const utc = z.iso.datetime();
const fields = z.record(z.string(), z.unknown());

// A step whose time cannot be read makes the whole body unreadable: without it another hour would pass for the present.
const body = z.looseObject({
  properties: z.looseObject({
    meta: z.looseObject({ updated_at: utc, units: fields }),
    timeseries: z.array(z.looseObject({ time: utc, data: fields })).max(1000),
  }),
});

/** Throws an UpstreamError: `shape` for another structure, `empty` where there is no step. */
export function parseForecast(text: string): Forecast {
  const { meta, timeseries } = jsonBody(text, body).properties;
  if (timeseries.length === 0) throw new UpstreamError('empty', 'no step in the forecast');
  const steps = timeseries.map(({ time, data }) => stepOf(Date.parse(time), data, meta.units));
  return { issuedAt: Date.parse(meta.updated_at), steps: steps.sort((a, b) => a.t - b.t) };
}

/**
 * The step whose own time holds `at`: it lasts until the next, and the last one as long as it says something of. Undefined
 * where all are ahead, all are past, or `at` is in a hole.
 */
export function stepAt({ steps }: Pick<Forecast, 'steps'>, at: number): Step | undefined {
  const index = steps.findLastIndex(({ t }) => t <= at);
  const step = steps[index];
  if (step === undefined) return undefined;
  const end = steps[index + 1]?.t ?? step.t + (step.next1 ? hourMs : step.next6 ? widestStepMs : 0);
  return at < Math.min(end, step.t + widestStepMs) ? step : undefined;
}

function stepOf(t: number, data: Fields, units: Fields): Step {
  const instant = fieldsOf(fieldsOf(data.instant).details);
  const [next1, next6, next12] = [data.next_1_hours, data.next_6_hours, data.next_12_hours].map((value) =>
    value === undefined ? undefined : periodOf(fieldsOf(value), units),
  );
  return {
    t,
    ...measured('tempC', instant.air_temperature, units.air_temperature, 'celsius'),
    ...measured('windMs', instant.wind_speed, units.wind_speed, 'm/s'),
    ...measured('windFromDeg', instant.wind_from_direction, units.wind_from_direction, 'degrees'),
    ...measured('humidityPct', instant.relative_humidity, units.relative_humidity, '%'),
    ...(next1 && { next1 }),
    ...(next6 && { next6 }),
    ...(next12 && { next12 }),
  };
}

function periodOf(period: Fields, units: Fields): Period {
  const sky = skyOf(fieldsOf(period.summary).symbol_code);
  const rain = fieldsOf(period.details).precipitation_amount;
  return { ...(sky && { sky }), ...measured('rainMm', rain, units.precipitation_amount, 'mm') };
}

function measured<K extends string>(
  name: K,
  value: unknown,
  unit: unknown,
  expected: string,
): { readonly [P in K]?: number } {
  // JSON's 1e309 is Infinity to a parser.
  if (unit !== expected || typeof value !== 'number' || !Number.isFinite(value)) return {};
  return { [name]: value } as { readonly [P in K]: number };
}
