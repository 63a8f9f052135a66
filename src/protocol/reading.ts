/** What travels all the time: the newest value of one item, with where it is from and how long it may look live. */
import type { ItemId } from './item-id.ts';

/** What a change is measured against; number, sign, arrow, colour and sparkline all follow from it. */
export type Basis = 'prevClose' | 'rolling24h' | 'utcDayOpen' | 'prevFixing';

/** How far the figure lags behind its market. `model`: computed ahead, as a forecast is. */
export const delays = ['realtime', 'delayed-15m', 'fixing', 'eod', 'model', 'observed'] as const;
export type Delay = (typeof delays)[number];

/** The words for the sky that the protocol knows; providers translate theirs into these. */
export const conditions = [
  'clear',
  'fair',
  'partly-cloudy',
  'cloudy',
  'fog',
  'drizzle',
  'rain',
  'heavy-rain',
  'showers',
  'sleet',
  'snow',
  'heavy-snow',
  'snow-showers',
  'thunder',
] as const;
export type Condition = (typeof conditions)[number];

/**
 * A price and its change. `price`, `reference` and `change` are decimal text as published, never floats.
 * `change` and `changePct` (percent, no sign for plus, no % sign) are absent where unknown: never zero instead.
 * Yields carry `changeBp` (basis points) and no `changePct`.
 */
export interface QuoteValue {
  readonly kind: 'quote';
  readonly price: string;
  readonly basis?: Basis;
  /** The basis as a price: yesterday's close, the open of the UTC day, the fixing before. */
  readonly reference?: string;
  readonly change?: string;
  readonly changePct?: string;
  readonly changeBp?: string;
}

/** SI units: degrees Celsius, metres per second, percent, degrees from north that the wind comes from. */
export interface WeatherValue {
  readonly kind: 'weather';
  readonly tempC: number;
  /** The provider's own, else by the formula that the docs name; absent where its wind or humidity is unknown. */
  readonly feelsC?: number;
  readonly condition?: Condition;
  /** The provider's word, else whether the sun is up. */
  readonly isDay?: boolean;
  readonly windMs?: number;
  readonly windFromDeg?: number;
  readonly humidityPct?: number;
  /** Lowest and highest of today in the place's own zone, as far as figures reach back and ahead; both or neither. */
  readonly lowC?: number;
  readonly highC?: number;
}

export type AlertSeverity = 'extreme' | 'severe' | 'moderate' | 'minor' | 'unknown';

export interface Alert {
  readonly id: string;
  /** In English, as the texts of its detail are. */
  readonly event: string;
  readonly severity: AlertSeverity;
  readonly issuer: string;
  /** ms since the epoch; shown from onset until `until`, by the clock. */
  readonly onset?: number;
  readonly until: number;
  readonly href?: string;
}

/** `covered: false`: nobody warns for this place here. An empty list at a covered place: no warning is in force. */
export interface AlertsValue {
  readonly kind: 'alerts';
  readonly covered: boolean;
  readonly alerts: readonly Alert[];
}

/**
 * What is known of a quote's market: when it opens next, where it is closed, or when trading ends, lunch counted as an
 * end. Times are ms since the epoch; what is not known, or has no end, is absent.
 */
export interface QuoteSession {
  readonly opensAt?: number;
  readonly closesAt?: number;
  /** What the holiday is called for which it is closed. */
  readonly holiday?: string;
  /** Trading begins later or ends sooner than on other days. */
  readonly isHalfDay?: true;
}

export type Value = QuoteValue | WeatherValue | AlertsValue;

/**
 * What was shown of the item from `from` to `to` was wrong, and said so at `at`; ms since the epoch. To be told beside the
 * figure until a day after `at`.
 */
export interface Corrected {
  readonly at: number;
  readonly from: number;
  readonly to: number;
}

/** The order of all copies of a value for ever: epoch, then sequence number within it. */
export interface Stamp {
  readonly e: number;
  readonly s: number;
}

/** `fallback`: another than the item's first source stood in. */
export type Tier = 'primary' | 'fallback';

/**
 * A reading with a value. `asOf`: the provider's time of the value; `staleAt`: from then on it must not look live.
 * Both in ms since the epoch. `source` is a key of the snapshot's `sources`.
 */
export interface ValuedReading extends Stamp {
  readonly id: ItemId;
  readonly state: 'live' | 'closed' | 'held';
  readonly asOf: number;
  readonly staleAt: number;
  readonly source: string;
  readonly tier: Tier;
  readonly delay: Delay;
  /** A source of another origin that said the same when it was asked; absent where none was, or none could be. */
  readonly confirmedBy?: string;
  /** An operator keeps this value, whatever its sources say meanwhile. */
  readonly pinned?: true;
  readonly corrected?: Corrected;
  /** Of quotes whose market's calendar is known here, as far as it reaches. */
  readonly session?: QuoteSession;
  readonly value: Value;
}

/** Why there is nothing to show: no feed has answered yet or lately, or an operator took the value back. */
export type BlankReason = 'feed-failed' | 'refused' | 'not-found' | 'withdrawn';

/** A reading without a value: an honest blank. `asOf` is when that was decided. */
export interface BlankReading extends Stamp {
  readonly id: ItemId;
  readonly state: 'unavailable' | 'withdrawn';
  readonly asOf: number;
  readonly reason: BlankReason;
  readonly corrected?: Corrected;
}

export type Reading = ValuedReading | BlankReading;

/** A reading that the store has not given its place in the order yet. */
export type Draft = Omit<ValuedReading, 'e' | 's'> | Omit<BlankReading, 'e' | 's'>;

/** True where a reading, or a draft of one, shows a value. */
export function hasValue<T extends Reading | Draft>(
  reading: T,
): reading is Extract<T, { readonly value: Value }> {
  return reading.state !== 'unavailable' && reading.state !== 'withdrawn';
}

/** True where `next` says that what `before` or earlier ones showed was wrong. */
export function isTakenBack(before: Reading, { state, corrected }: Reading): boolean {
  return state === 'withdrawn' || (corrected != null && corrected.at !== before.corrected?.at);
}

/** The reading without its place in the order. */
export function draftOf(reading: Reading): Draft {
  const { e: _epoch, s: _seq, ...draft } = reading;
  return draft;
}

/** The price of a quote, as published; undefined where there is none. */
export function quotePriceOf(of: Reading | Draft): string | undefined {
  return quoteOf(of)?.price;
}

/** The value of a quote; undefined of another kind, and where there is none. */
export function quoteOf(of: Reading | Draft): QuoteValue | undefined {
  return hasValue(of) && of.value.kind === 'quote' ? of.value : undefined;
}
