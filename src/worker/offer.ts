/** What a feed hands to the publisher: a value, and what is drawn and told beside it. */
import type { Draft } from '../protocol/reading.ts';
import type { Detail } from '../protocol/snapshot.ts';
import type { SeriesPoint } from '../providers/provider.ts';

/** A value that a feed would like shown. */
export interface Offer {
  readonly draft: Draft;
  /** Takes the place of the whole sparkline. */
  readonly series?: readonly SeriesPoint[];
  readonly detail?: Detail;
}
