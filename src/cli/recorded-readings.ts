/** The forms in which `recorded` shows what it read; times are ISO 8601 in UTC, null is "not in the body". */
import type { AlertSeverity, Condition } from '../protocol/reading.ts';
import type { Outcome } from '../providers/body.ts';
import type { Step } from '../providers/metno-forecast.ts';
import type { UpstreamErrorKind } from '../system/upstream-error.ts';
import { servedAt } from './recorded-request.ts';

export interface QuoteReading {
  readonly symbol: string;
  readonly price: string;
  readonly asOf: string | null;
  readonly basis: string;
  readonly reference: string | null;
  readonly change: string | null;
  readonly changePct: string | null;
  /** Absent where neither the body nor the parser names one. */
  readonly currency?: string;
  readonly marketOpen?: boolean;
}

/** One symbol of a batch that has no value. */
export interface RefusedReading {
  readonly symbol: string;
  readonly refusal: UpstreamErrorKind;
}

export interface SeriesReading {
  readonly series: string;
  /** The currency of which one unit is priced, for exchange rates. */
  readonly base?: string;
  readonly basis: string;
  /** Newest first. */
  readonly points: readonly SeriesPointReading[];
}

export interface SeriesPointReading {
  /** `YYYY-MM-DD`, or a time. */
  readonly date: string;
  readonly value: string;
  readonly previous: string | null;
  readonly change: string | null;
  readonly changePct: string | null;
  /** In basis points, for yields, which have no change in percent. */
  readonly changeBp?: string;
}

export interface StepReading {
  readonly time: string;
  /** Of a period that may be of any length. */
  readonly end?: string;
  readonly tempC: number | null;
  readonly windMs: number | null;
  readonly humidityPct: number | null;
  readonly precipMm: number | null;
  readonly condition: Condition | null;
  readonly isDay: boolean | null;
}

/** A forecast by steps, by periods, or one report; what a form has no place for is absent. */
export interface WeatherReading {
  readonly updatedAt?: string;
  readonly steps?: number;
  readonly periods?: number;
  readonly hours: number;
  /** Null where the answer holds no present of its own. */
  readonly current: StepReading | null;
  readonly firstHour: StepReading | null;
  readonly lastHour?: string | null;
  readonly lastStep?: StepReading | null;
  readonly firstPeriod?: StepReading | null;
  readonly secondPeriod?: StepReading | null;
}

/** One warning that stands, whether in force or not. */
export interface AlertReading {
  readonly id: string;
  readonly event: string;
  readonly severity: AlertSeverity;
  readonly issuer: string;
  readonly onset: string | null;
  readonly until: string;
}

export interface AlertsReading {
  readonly count: number;
  readonly alerts: readonly AlertReading[];
}

/** What leads to figures without being one, by the names that manifests use. */
export type LookupReading = Readonly<Record<string, string | number | Readonly<Record<string, string>>>>;

export type Readings =
  | { readonly kind: 'quotes'; readonly readings: readonly (QuoteReading | RefusedReading)[] }
  | { readonly kind: 'series'; readonly readings: readonly SeriesReading[] }
  | { readonly kind: 'weather'; readonly readings: readonly [WeatherReading] }
  | { readonly kind: 'alerts'; readonly readings: readonly [AlertsReading] }
  | { readonly kind: 'lookup'; readonly readings: readonly [LookupReading] };

/** `YYYY-MM-DDTHH:MM:SS.sssZ`. */
export function isoTime(at: number): string {
  return new Date(at).toISOString();
}

/** What a provider made of `symbol`. */
export function quoteReading(
  symbol: string,
  outcome: Outcome,
  currency: string | undefined,
): QuoteReading | RefusedReading {
  if (!outcome.ok) return { symbol, refusal: outcome.refusal.kind };
  const { asOf, marketOpen, value } = outcome.observation;
  if (value.kind !== 'quote') return { symbol, refusal: 'shape' };
  return {
    symbol,
    price: value.price,
    // Our own time of asking stands in for a body that names none.
    asOf: asOf === servedAt ? null : isoTime(asOf),
    basis: value.basis ?? 'none',
    reference: value.reference ?? null,
    change: value.change ?? null,
    changePct: value.changePct ?? null,
    ...(currency !== undefined && { currency }),
    ...(marketOpen !== undefined && { marketOpen }),
  };
}

/** One step of a forecast, with the sky of the period that a tile would show. */
export function stepReading({ t, tempC, windMs, humidityPct, next1, next6, next12 }: Step): StepReading {
  const { sky } = next1 ?? next6 ?? next12 ?? {};
  return {
    time: isoTime(t),
    tempC: tempC ?? null,
    windMs: windMs ?? null,
    humidityPct: humidityPct ?? null,
    precipMm: next1?.rainMm ?? null,
    condition: sky?.condition ?? null,
    isDay: sky?.isDay ?? null,
  };
}
