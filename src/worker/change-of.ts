/** Pure: the change that an offer makes to what is held, drawn with its sparkline. */
import { draftOf, type Stamp } from '../protocol/reading.ts';
import type { Sparkline } from '../protocol/snapshot.ts';
import { lineAfter, sparklineOf } from '../protocol/sparkline.ts';
import type { SeriesPoint } from '../providers/provider.ts';
import type { Change, HeldItem } from '../store/store.ts';
import type { Offer } from './offer.ts';

/** The change that an offer makes, or undefined where everything is as it was. */
export function changeOf({ draft, series, detail }: Offer, held: HeldItem | undefined): Change | undefined {
  const spark = series === undefined ? lineAfter(held, draft) : drawn(series);
  const newSpark = spark !== undefined && !same(spark, held?.spark);
  const newDetail = detail !== undefined && !same(detail, held?.detail);
  if (held !== undefined && same(draft, draftOf(held.reading)) && !newSpark && !newDetail) return undefined;
  return { draft, ...(newSpark ? { spark } : {}), ...(newDetail ? { detail } : {}) };
}

/** What is held once the change stands at its place in the order. */
export function heldAfter(held: HeldItem | undefined, { draft, ...rest }: Change, { e, s }: Stamp): HeldItem {
  return { ...held, ...rest, reading: { ...draft, e, s } };
}

/** All of an item, to be written again. */
export function wholeChange({ reading, ...rest }: HeldItem): Change {
  return { draft: draftOf(reading), ...rest };
}

function drawn(series: readonly SeriesPoint[]): Sparkline | undefined {
  return sparklineOf(series.map(({ t, price }) => ({ t, v: Number(price) })));
}

/** Both sides are plain data that one function built: equal text is equal data. */
function same(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}
