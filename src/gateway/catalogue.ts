/** What this gateway may show, to whom: boards, items, credits and sites. */
import type { ItemId } from '../protocol/item-id.ts';
import type { ItemMeta, SourceMeta } from '../protocol/meta.ts';

/** A site that embeds the strip. `origins`: scheme, host and port of its pages, as browsers send them. */
export interface Site {
  readonly id: string;
  readonly origins: readonly string[];
  /** Names of the boards that it may show. */
  readonly boards: readonly string[];
}

export interface Catalogue {
  readonly sites: readonly Site[];
  /** Board name → its items, in the order in which they are shown. */
  readonly boards: ReadonlyMap<string, readonly ItemId[]>;
  readonly meta: ReadonlyMap<ItemId, ItemMeta>;
  /** What readers are offered as additions beside the boards' items; absent: all of `meta`. */
  readonly offered?: ReadonlySet<ItemId> | undefined;
  /** Credit by source id. */
  readonly sources: Readonly<Record<string, SourceMeta>>;
  /** True where the figures are invented. */
  readonly demo: boolean;
}

/** A catalogue that always reads as the newest one; whoever keeps a part of it keeps what is old. */
export interface LiveCatalogue extends Catalogue {
  /** Credits once shown stay, since values of their sources may still be; so does whether the figures are invented. */
  replace(next: Catalogue): void;
}

export function createLiveCatalogue(first: Catalogue): LiveCatalogue {
  let current = first;
  return {
    get sites() {
      return current.sites;
    },
    get boards() {
      return current.boards;
    },
    get meta() {
      return current.meta;
    },
    get offered() {
      return current.offered;
    },
    get sources() {
      return current.sources;
    },
    demo: first.demo,
    replace(next) {
      current = { ...next, sources: { ...current.sources, ...next.sources } };
    },
  };
}

/** Origin → boards that its pages may show. */
export type Admissions = ReadonlyMap<string, ReadonlySet<string>>;

/**
 * The sites' origins in the one spelling that browsers send, so that a header can be compared as it is.
 * Throws a TypeError for an origin that is no URL and a RangeError for one that is not http or https.
 */
export function admissionsOf(sites: readonly Site[]): Admissions {
  const admissions = new Map<string, Set<string>>();
  for (const { origins, boards } of sites) {
    for (const origin of origins.map(normalised)) {
      admissions.set(origin, new Set([...(admissions.get(origin) ?? []), ...boards]));
    }
  }
  return admissions;
}

function normalised(text: string): string {
  const { protocol, origin } = new URL(text);
  if (protocol !== 'https:' && protocol !== 'http:') throw new RangeError(`not a web origin: ${text}`);
  return origin;
}
