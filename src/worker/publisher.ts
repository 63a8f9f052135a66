/** Between the feeds and the store: drops what did not change, draws the sparklines, keeps the order under one lease. */
import type { ItemId } from '../protocol/item-id.ts';
import { compareStamps, isNewer } from '../protocol/order.ts';
import { type Draft, draftOf, type Stamp } from '../protocol/reading.ts';
import type { Detail, Sparkline } from '../protocol/snapshot.ts';
import { lineAfter, sparklineOf } from '../protocol/sparkline.ts';
import type { SeriesPoint } from '../providers/provider.ts';
import type { Change, HeldItem, ReadingSink, StoreState, Term } from '../store/store.ts';
import { withBasis } from './carried-basis.ts';
import { withMark } from './carried-mark.ts';

/** A value that a feed would like shown. */
export interface Offer {
  readonly draft: Draft;
  /** Takes the place of the whole sparkline. */
  readonly series?: readonly SeriesPoint[];
  readonly detail?: Detail;
}

/** `idle`: we do not lead, nothing was written. `lost`: the store forgot something and everything must be written again. */
export type PublishOutcome = 'ok' | 'idle' | 'fenced' | 'lost';

export interface Publisher {
  held(id: ItemId): HeldItem | undefined;
  /**
   * Begins a term. What the store holds and we do not counts as published; what we hold and the store has forgotten,
   * or holds an older copy of, is written again under the new fence.
   */
  lead(term: Pick<Term, 'fence' | 'seq'>, state: StoreState): Promise<PublishOutcome>;
  /** Ends the term: nothing is written until the next one. */
  follow(): void;
  /** What another leader wrote: held from now on, so that it can be written again should the store forget it. */
  learn(items: Iterable<HeldItem>): void;
  /** What we know to be in the store under `fence`. */
  known(fence: number): Term;
  /** The newest place in the order that we have seen. */
  seen(): Stamp;
  /** One at a time, in the order of the calls. Rejects where the store cannot be reached. */
  publish(offers: readonly Offer[]): Promise<PublishOutcome>;
}

/** Lets through what no operator's order stands against, and keeps the rest for when it is lifted. */
export interface OrderGate {
  pass(offers: readonly Offer[]): readonly Offer[];
  /** The store knows of an order that we have not heard of: nothing of these was written. */
  refused(items: readonly ItemId[], offers: readonly Offer[]): void;
}

const noOrders: OrderGate = { pass: (offers) => offers, refused() {} };

export function createPublisher(sink: ReadingSink, gate: OrderGate = noOrders): Publisher {
  const items = new Map<ItemId, HeldItem>();
  let term: Pick<Term, 'fence' | 'seq'> | undefined;
  let seen: Stamp = { e: 0, s: 0 };
  /** What the store is known to hold in this term. */
  const stored = new Set<ItemId>();
  let queue: Promise<unknown> = Promise.resolve();

  const write = async (
    changes: readonly Change[],
    offers: readonly Offer[] = [],
  ): Promise<PublishOutcome> => {
    const under = term;
    if (under === undefined) return 'idle';
    if (changes.length === 0) return 'ok';
    const { fence, seq } = under;
    const result = await sink.publish(fence, seq, changes);
    if (result.kind === 'ordered') {
      gate.refused(result.items, offers);
      return write(
        changes.filter(({ draft }) => !result.items.includes(draft.id)),
        offers,
      );
    }
    // A term that ended meanwhile stays ended, and its fate says nothing of the next one's.
    const isOver = term !== under;
    if (result.kind !== 'ok') return isOver ? 'idle' : result.kind;
    if (!isOver) term = { fence, seq: result.seq };
    // The store numbers the changes in order: the last one has the sequence number that it reports.
    changes.forEach((change, index) => {
      const stamp = { e: fence, s: result.seq - changes.length + 1 + index };
      items.set(change.draft.id, heldAfter(items.get(change.draft.id), change, stamp));
      stored.add(change.draft.id);
      seen = stamp;
    });
    return 'ok';
  };

  const learn = (from: Iterable<HeldItem>) => {
    for (const item of from) {
      const { id, e, s } = item.reading;
      if (isNewer(item.reading, items.get(id)?.reading)) items.set(id, item);
      if (compareStamps({ e, s }, seen) > 0) seen = { e, s };
    }
  };

  const inTurn = (task: () => Promise<PublishOutcome>): Promise<PublishOutcome> => {
    const run = queue.then(task);
    queue = run.catch(() => {});
    return run;
  };

  return {
    held: (id) => items.get(id),
    lead(next, state) {
      term = next;
      learn(state.items.values());
      stored.clear();
      for (const id of state.items.keys()) stored.add(id);
      const forgotten = [...items.values()].filter(({ reading }) =>
        isNewer(reading, state.items.get(reading.id)?.reading),
      );
      return inTurn(() =>
        write(forgotten.map(({ reading, ...rest }) => ({ draft: draftOf(reading), ...rest }))),
      );
    },
    follow() {
      term = undefined;
    },
    learn,
    known: (fence) => ({ fence, seq: term?.fence === fence ? term.seq : 0, items: stored.size }),
    seen: () => seen,
    publish: (offers) =>
      inTurn(() => {
        const passed = gate.pass(offers);
        return write(
          passed.flatMap((offer) => {
            const held = items.get(offer.draft.id);
            const draft = withBasis(withMark(offer.draft, held?.reading), held?.reading);
            return changeOf({ ...offer, draft }, held) ?? [];
          }),
          passed,
        );
      }),
  };
}

/** The change that an offer makes, or undefined where everything is as it was. */
export function changeOf({ draft, series, detail }: Offer, held: HeldItem | undefined): Change | undefined {
  const spark = series === undefined ? lineAfter(held, draft) : drawn(series);
  const newSpark = spark !== undefined && !same(spark, held?.spark);
  const newDetail = detail !== undefined && !same(detail, held?.detail);
  if (held !== undefined && same(draft, draftOf(held.reading)) && !newSpark && !newDetail) return undefined;
  return { draft, ...(newSpark ? { spark } : {}), ...(newDetail ? { detail } : {}) };
}

function drawn(series: readonly SeriesPoint[]): Sparkline | undefined {
  return sparklineOf(series.map(({ t, price }) => ({ t, v: Number(price) })));
}

function heldAfter(
  held: HeldItem | undefined,
  { draft, ...rest }: Change,
  stamp: { readonly e: number; readonly s: number },
): HeldItem {
  return { ...held, ...rest, reading: { ...draft, ...stamp } };
}

/** Both sides are plain data that one function built: equal text is equal data. */
function same(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}
