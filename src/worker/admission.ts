/** Pure: whether a value may be shown, as a list of named rules; the first that objects is reported by its name. */
import { isDecimal, signOf } from '../protocol/decimal.ts';
import type { ItemClass } from '../protocol/meta.ts';
import type { QuoteValue, Value, WeatherValue } from '../protocol/reading.ts';
import { contradictionIn } from './coherence.ts';

/** A value on its way in, and what is held of its item. */
export interface Candidate {
  readonly cls: ItemClass;
  readonly value: Value;
  readonly asOf: number;
  /** The time of the value held from the same source, where one is. */
  readonly heldAsOf?: number;
  readonly now: number;
}

export interface AdmissionRule {
  readonly name: string;
  /** What is wrong, in words for the status page; undefined where nothing is. */
  readonly objection: (candidate: Candidate) => string | undefined;
}

/** Clocks of feeds run a little ahead of ours; more than this is a mistake in the feed or in our own clock. */
const aheadMs = 5_000;

interface Bounds {
  readonly min: number;
  readonly max: number;
}

/** Prices beyond these are mistakes of unit or of feed. Yields and oil may be negative: Bunds were, WTI was on 20 April 2020. */
const priceBounds: Record<Exclude<ItemClass, 'weather' | 'alerts'>, Bounds> = {
  index: { min: 0, max: 10_000_000 },
  share: { min: 0, max: 10_000_000 },
  fx: { min: 0, max: 10_000_000 },
  crypto: { min: 0, max: 100_000_000 },
  commodity: { min: -1_000, max: 10_000_000 },
  yield: { min: -25, max: 200 },
};

/** Just beyond what was ever measured on Earth (WMO archive of extremes: -89.2 and 56.7 °C, a gust of 113 m/s). */
const weatherBounds: Partial<Record<keyof WeatherValue, Bounds>> = {
  tempC: { min: -95, max: 62 },
  feelsC: { min: -120, max: 80 },
  lowC: { min: -95, max: 62 },
  highC: { min: -95, max: 62 },
  windMs: { min: 0, max: 120 },
  windFromDeg: { min: 0, max: 360 },
  humidityPct: { min: 0, max: 105 },
};

const finite: AdmissionRule = {
  name: 'finite',
  objection({ value, asOf }) {
    // Before 1970 or NaN: calendars could not be asked about it.
    if (!(asOf >= 0)) return 'its time is not a moment';
    if (value.kind === 'quote') return quoteNumbers(value).find((problem) => problem !== undefined);
    if (value.kind === 'weather') return weatherNumbers(value);
    return undefined;
  },
};

const withinBounds: AdmissionRule = {
  name: 'within-bounds',
  objection({ cls, value }) {
    if (value.kind === 'weather') return weatherOutside(value);
    if (value.kind !== 'quote' || cls === 'weather' || cls === 'alerts') return undefined;
    const { min, max } = priceBounds[cls];
    for (const field of ['price', 'reference'] as const) {
      const text = value[field];
      if (text === undefined) continue;
      if (min === 0 && signOf(text) <= 0) return `${field} ${text} is not above zero`;
      const problem = outside(field, Number(text), { min, max });
      if (problem !== undefined) return problem;
    }
    return undefined;
  },
};

const coherent: AdmissionRule = {
  name: 'coherent',
  objection: ({ value }) => (value.kind === 'quote' ? contradictionIn(value) : undefined),
};

const notFromTheFuture: AdmissionRule = {
  name: 'not-from-the-future',
  objection: ({ asOf, now }) =>
    asOf > now + aheadMs ? `its time is ${Math.round((asOf - now) / 1000)} s ahead` : undefined,
};

const notOlder: AdmissionRule = {
  name: 'not-older-than-held',
  // A held time from the future was stamped by a clock that has been set right since: nothing can be older than that.
  objection: ({ asOf, heldAsOf, now }) =>
    heldAsOf !== undefined && heldAsOf <= now + aheadMs && asOf < heldAsOf
      ? `its time is ${Math.round((heldAsOf - asOf) / 1000)} s before the value held`
      : undefined,
};

/** In the order in which they are asked: later rules may rely on earlier ones. */
export const admissionRules: readonly AdmissionRule[] = [
  finite,
  withinBounds,
  coherent,
  notFromTheFuture,
  notOlder,
];

export type Admission =
  | { readonly admitted: true }
  | { readonly admitted: false; readonly rule: string; readonly objection: string };

export function admit(candidate: Candidate): Admission {
  for (const { name, objection } of admissionRules) {
    const problem = objection(candidate);
    if (problem !== undefined) return { admitted: false, rule: name, objection: problem };
  }
  return { admitted: true };
}

function quoteNumbers(value: QuoteValue): (string | undefined)[] {
  return (['price', 'reference', 'change', 'changePct', 'changeBp'] as const).map((field) => {
    const text = value[field];
    const mayBeAbsent = field !== 'price' && text === undefined;
    return mayBeAbsent || isDecimal(text) ? undefined : `${field} is not a decimal number`;
  });
}

function weatherNumbers(value: WeatherValue): string | undefined {
  if (typeof value.tempC !== 'number') return 'tempC is missing';
  const bad = Object.entries(value).find(([, field]) => typeof field === 'number' && !Number.isFinite(field));
  return bad && `${bad[0]} is not a finite number`;
}

function weatherOutside(value: WeatherValue): string | undefined {
  for (const [field, bounds] of Object.entries(weatherBounds)) {
    const number = value[field as keyof WeatherValue];
    const problem = typeof number === 'number' ? outside(field, number, bounds) : undefined;
    if (problem !== undefined) return problem;
  }
  return undefined;
}

function outside(field: string, number: number, { min, max }: Bounds): string | undefined {
  return number < min || number > max ? `${field} ${number} is outside ${min} to ${max}` : undefined;
}
