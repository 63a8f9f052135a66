/** What a page fetches over HTTP: a board as it stands, and the detail of one item. */
import type { ItemId } from './item-id.ts';
import type { ItemMeta, SourceMeta } from './meta.ts';
import type { Basis, Condition, Reading } from './reading.ts';

/** A line of at most 48 points; it starts at `t0` (ms since the epoch) and `dt` counts whole seconds from there. */
export interface Sparkline {
  readonly t0: number;
  readonly dt: readonly number[];
  /** Prices as numbers. Of a board they are rounded for drawing, but for the last, and never shown as text; of a detail not. */
  readonly v: readonly number[];
  /** Points before which another source begins: the line is broken there. Absent where there is none. */
  readonly cuts?: readonly number[];
}

export const maxSparkPoints = 48;

/** In a snapshot each quote carries its sparkline once; updates append to it. */
export type SnapshotItem = Reading & { readonly spark?: Sparkline };

/** `GET /v1/boards/{board}`. Nothing in it changes unless the content does; `builtAt` is when it last did. */
export interface BoardSnapshot {
  readonly board: string;
  readonly builtAt: number;
  /** True where the figures are invented for a demonstration; the strip must say so. */
  readonly demo: boolean;
  /** In the board's order. An item listed here without a reading among `items` has not been heard of yet. */
  readonly meta: readonly ItemMeta[];
  readonly sources: Readonly<Record<string, SourceMeta>>;
  readonly items: readonly SnapshotItem[];
}

export interface HourDetail {
  /** Start of the hour, ms since the epoch. */
  readonly t: number;
  readonly tempC: number;
  readonly condition?: Condition;
  readonly isDay?: boolean;
  /** Rain or melted snow in that hour, mm. */
  readonly rainMm?: number;
  readonly windMs?: number;
}

/**
 * The sun around a day's noon, ms since the epoch, to the minute: both times or neither. A sunset may be past midnight.
 * `polar` stands in their place where the sun does not set, or does not rise. All absent: not known.
 */
export interface SunDetail {
  readonly sunrise?: number;
  readonly sunset?: number;
  readonly polar?: 'day' | 'night';
}

export interface DayDetail extends SunDetail {
  /** `YYYY-MM-DD` in the place's own zone. */
  readonly day: string;
  readonly lowC: number;
  readonly highC: number;
  readonly condition?: Condition;
  readonly rainMm?: number;
}

/** The day at the place when its reading was made. */
export interface TodayDetail extends SunDetail {
  /** `YYYY-MM-DD` in the place's own zone. */
  readonly day: string;
  /** Lowest and highest that was its present, as far as the day has been followed; what lies ahead is not in them. */
  readonly soFarLowC?: number;
  readonly soFarHighC?: number;
}

/** The words of a warning as its issuer wrote them: plain text, each at most 2,000 characters, lines apart by line feeds. */
export interface AlertDetail {
  /** That of the reading's `Alert` which it belongs to. */
  readonly id: string;
  readonly headline?: string;
  readonly description?: string;
  readonly instruction?: string;
}

/** What a provider knows beyond the reading. */
export type Detail =
  | {
      readonly kind: 'weather';
      readonly hours: readonly HourDetail[];
      readonly days: readonly DayDetail[];
      readonly today?: TodayDetail;
    }
  | { readonly kind: 'quote'; readonly series: Sparkline; readonly basis?: Basis }
  | { readonly kind: 'alerts'; readonly alerts: readonly AlertDetail[] };

/** `GET /v1/catalogue`: all items that a reader may follow here, those of the boards among them, and all credits. */
export interface SiteCatalogue {
  readonly items: readonly ItemMeta[];
  readonly sources: Readonly<Record<string, SourceMeta>>;
}

/** One entry of `GET /v1/corrections`: what was shown of `item` from `from` to `to` was wrong. Times are ms since the epoch. */
export interface CorrectionEntry {
  readonly item: ItemId;
  readonly from: number;
  readonly to: number;
  /** Plain text. */
  readonly reason: string;
  /** When it was given. */
  readonly at: number;
}

/** `GET /v1/corrections`. The newest first; at most 200. */
export interface CorrectionList {
  readonly corrections: readonly CorrectionEntry[];
}

/** `GET /v1/items/{id}`. */
export interface ItemDetail {
  readonly id: ItemId;
  readonly meta: ItemMeta;
  readonly source?: SourceMeta;
  readonly reading?: Reading;
  readonly spark?: Sparkline;
  readonly detail?: Detail;
}
