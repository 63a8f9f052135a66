/** The contract of a provider: what it may be asked, what it answers, and its terms, limits, cadence and origin as data. */
import type { ItemId, ItemKind } from '../protocol/item-id.ts';
import type { Delay, Value } from '../protocol/reading.ts';
import type { Detail } from '../protocol/snapshot.ts';
import type { Http } from '../system/http.ts';
import type { UpstreamErrorKind } from '../system/upstream-error.ts';

/** Coordinates in degrees, at most four decimals are ever sent; altitude in metres; `zone` is an IANA name. */
export interface Place {
  readonly lat: number;
  readonly lon: number;
  readonly altitude?: number;
  readonly zone: string;
}

/** One item as its provider knows it: the provider's own symbol, or a place. */
export interface Ask {
  readonly id: ItemId;
  readonly symbol: string;
  readonly place?: Place;
}

export interface SeriesPoint {
  /** ms since the epoch. */
  readonly t: number;
  readonly price: string;
}

/** One item's newest value as the provider gives it; nothing is invented for what the body does not say. */
export interface Observation {
  /** The provider's time of the value, ms since the epoch. A day without a time is its first instant in UTC. */
  readonly asOf: number;
  /** When the forecast run that it is from was issued, where there is one. */
  readonly issuedAt?: number;
  /** Where this answer's differs from the provider's usual delay. */
  readonly delay?: Delay;
  /** Whether the market is in session, where the provider says so. */
  readonly marketOpen?: boolean;
  readonly value: Value;
  /** The whole line since the basis, oldest first, where the provider gives one with the value. */
  readonly series?: readonly SeriesPoint[];
  readonly detail?: Detail;
}

/** Why one item of an otherwise good answer has no value. */
export interface Refusal {
  readonly kind: UpstreamErrorKind;
  /** Names the field or rule, never quotes the upstream. */
  readonly message: string;
}

export type Answer =
  | { readonly id: ItemId; readonly ok: true; readonly observation: Observation }
  | { readonly id: ItemId; readonly ok: false; readonly refusal: Refusal };

export interface History {
  readonly id: ItemId;
  readonly series: readonly SeriesPoint[];
}

export interface ProviderContext {
  /** Bound to the provider's base URL. */
  readonly http: Http;
  /** ms since the epoch, the same throughout one call. */
  readonly now: number;
  /** The provider's key, where its terms need one or one is configured. */
  readonly key?: string;
  /** The promise's value, or undefined where it fails with an UpstreamError: for a request that the rest can do without. */
  attempt<T>(work: Promise<T>): Promise<T | undefined>;
}

/** When values come and how long each may look live. */
export type Cadence =
  /** Asked every `everyMs`; stale `staleAfterMs` after its time while the market is open. */
  | { readonly kind: 'continuous'; readonly everyMs: number; readonly staleAfterMs: number }
  /**
   * Once a business day: fixed at `fixedAt`, out at `publishedAt` (wall clock in `zone`); stale `graceMs` after the
   * next publication should have come. Asked every `watchEveryMs` from then until it comes, else every `idleEveryMs`.
   */
  | {
      readonly kind: 'fixing';
      /** The days on which it comes: when TARGET is open, or when the US government and its bond market work. */
      readonly calendar: 'target' | 'us-government';
      readonly zone: string;
      readonly fixedAt: string;
      readonly publishedAt: string;
      readonly watchEveryMs: number;
      readonly idleEveryMs: number;
      readonly graceMs: number;
    }
  /** Steps of `stepMs` out of runs; stale one step after its own has ended, or `staleAfterRunMs` after its run was issued. */
  | {
      readonly kind: 'model';
      readonly everyMs: number;
      readonly stepMs: number;
      readonly staleAfterRunMs: number;
    };

export interface Limits {
  /** Items in one request. */
  readonly batchMax: number;
  /** Never asked more often than this, whatever a config says. */
  readonly minIntervalMs: number;
  readonly requestsPerDay?: number;
  /** Of its host as a whole; default 5. Where providers share a host, the lowest holds. */
  readonly requestsPerS?: number;
  /** Of each request, where one asks for several symbols. */
  readonly costPerItem?: number;
}

/** What the feed's terms allow, and the words they ask for. `source` says where that stands. */
export interface Terms {
  readonly licence: string;
  /** The credit that readers see. */
  readonly attribution: { readonly name: string; readonly text: string; readonly href: string };
  /** `free`: lawful on a site with advertisements; `accept`: only after the operator accepts the terms; `plan`: with a paid plan. */
  readonly display: 'free' | 'accept' | 'plan';
  /** What must be configured before it may be asked. */
  readonly needs: 'nothing' | 'contact' | 'key';
  readonly source: string;
}

export interface Provider {
  /** Its name in config and the stem of its file. */
  readonly id: string;
  /** Who makes the figures: two providers of one origin cannot confirm each other. */
  readonly origin: string;
  readonly kinds: readonly ItemKind[];
  readonly baseUrl: string;
  readonly terms: Terms;
  readonly limits: Limits;
  readonly cadence: Cadence;
  readonly delay: Delay;
  /** The environment variable of its key, where `terms.needs` is `key` or one may be had that raises its limits. */
  readonly keyVariable?: string;
  /** One answer for each ask. Throws an UpstreamError where the whole request failed; never catches. */
  fetch(asks: readonly Ask[], context: ProviderContext): Promise<readonly Answer[]>;
  /** The line since the basis for quotes whose answers carry none; asked once, when an item starts. */
  history?(asks: readonly Ask[], context: ProviderContext): Promise<readonly History[]>;
}
