/** Between the feeds and the store: drops what did not change, draws the sparklines, keeps the order under one lease. */
import type { ItemId } from '../protocol/item-id.ts';
import { compareStamps, isNewer } from '../protocol/order.ts';
import type { Corrected, Stamp } from '../protocol/reading.ts';
import type { Change, HeldItem, ReadingSink, StoreState, Term } from '../store/store.ts';
import { withBasis } from './carried-basis.ts';
import { withMark } from './carried-mark.ts';
import { changeOf, heldAfter, wholeChange } from './change-of.ts';
import type { Offer } from './offer.ts';

/** `idle`: we do not lead, nothing was written. `lost`: the store forgot something and everything must be written again. */
export type PublishOutcome = 'ok' | 'idle' | 'fenced' | 'lost';

export interface Publisher {
  held(id: ItemId): HeldItem | undefined;
  /**
   * Begins a term. What the store holds and we do not counts as published; what we hold and the store has forgotten,
   * or holds an older copy of, is written again under the new fence.
   */
  lead(term: Pick<Term, 'fence'>, state: StoreState): Promise<PublishOutcome>;
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
  /** The mark of the item's newest correction, as far as it was heard of or is remembered. */
  corrected(id: ItemId): Corrected | undefined;
}

const noOrders: OrderGate = { pass: (offers) => offers, refused() {}, corrected: () => undefined };

export function createPublisher(sink: ReadingSink, gate: OrderGate = noOrders): Publisher {
  const items = new Map<ItemId, HeldItem>();
  let term: Pick<Term, 'fence' | 'seq'> | undefined;
  let seen: Stamp = { e: 0, s: 0 };
  /** The place in the order of what the store is known to hold in this term. */
  const stored = new Map<ItemId, Stamp>();
  let queue: Promise<unknown> = Promise.resolve();

  const learn = (from: Iterable<HeldItem>) => {
    for (const item of from) {
      const { id, e, s } = item.reading;
      if (isNewer(item.reading, items.get(id)?.reading)) items.set(id, item);
      if (compareStamps({ e, s }, seen) > 0) seen = { e, s };
    }
  };

  /** Knows all that the store holds, and that it does. */
  const take = (fence: number, { epoch, seq, items: held }: StoreState) => {
    learn(held.values());
    for (const [id, { reading }] of held) stored.set(id, { e: reading.e, s: reading.s });
    term = { fence, seq: epoch === fence ? seq : 0 };
  };

  /** The store numbers the changes in order: the last one has the number that it reports. */
  const took = ({ fence, seq }: Pick<Term, 'fence' | 'seq'>, changes: readonly Change[]) => {
    changes.forEach((change, index) => {
      const stamp = { e: fence, s: seq - changes.length + 1 + index };
      learn([heldAfter(items.get(change.draft.id), change, stamp)]);
      if (term?.fence === fence) stored.set(change.draft.id, stamp);
    });
  };

  /** `make` is asked again where the store turns out to hold something else than we thought. */
  const write = async (
    make: () => readonly Change[],
    offers: readonly Offer[] = [],
  ): Promise<PublishOutcome> => {
    const under = term;
    if (under === undefined) return 'idle';
    const changes = make();
    if (changes.length === 0) return 'ok';
    const { fence, seq } = under;
    const result = await sink.publish(fence, seq, changes);
    if (result.kind === 'ordered') {
      gate.refused(result.items, offers);
      return write(() => make().filter(({ draft }) => !result.items.includes(draft.id)), offers);
    }
    if (result.kind === 'moved') {
      const state = await sink.load();
      if (term === under) take(fence, state);
      return write(make, offers);
    }
    // A term that ended meanwhile stays ended, and its fate says nothing of the next one's.
    const isOver = term !== under;
    if (result.kind !== 'ok') return isOver ? 'idle' : result.kind;
    if (!isOver) term = { fence, seq: result.seq };
    took({ fence, seq: result.seq }, changes);
    return 'ok';
  };

  const changeTo = (offer: Offer): Change | undefined => {
    const { id } = offer.draft;
    const held = items.get(id);
    const marked = withMark(offer.draft, held?.reading.corrected, gate.corrected(id));
    const draft = withBasis(marked, held?.reading);
    return changeOf({ ...offer, draft }, held);
  };

  const inTurn = (task: () => Promise<PublishOutcome>): Promise<PublishOutcome> => {
    const run = queue.then(task);
    queue = run.catch(() => {});
    return run;
  };

  return {
    held: (id) => items.get(id),
    lead({ fence }, state) {
      stored.clear();
      take(fence, state);
      const forgotten = () =>
        [...items.values()].filter(({ reading }) => isNewer(reading, stored.get(reading.id)));
      return inTurn(() => write(() => forgotten().map(wholeChange)));
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
        return write(() => passed.flatMap((offer) => changeTo(offer) ?? []), passed);
      }),
  };
}
