/** Between the feeds and the publisher: which source of an item is asked and shown, and what another must confirm first. */
import type { ItemId } from '../protocol/item-id.ts';
import { type Draft, hasValue, quotePriceOf } from '../protocol/reading.ts';
import type { Doubt } from '../store/doubts.ts';
import type { Acceptance } from '../store/orders.ts';
import type { Clock } from '../system/clock.ts';
import type { Log } from '../system/log.ts';
import type { Metrics } from '../system/metrics.ts';
import { asItWaited, isAhead, isSame, mayFollow } from './agreement.ts';
import { confirmerOf } from './confirmer.ts';
import { type Entries, entriesOf } from './desk-entries.ts';
import { doubtAbout, type Entry, type HeldBack, heldBackOf, suspicionOf } from './desk-entry.ts';
import { accepted, heldOffer } from './desk-offers.ts';
import type { HeldOf } from './feed-answers.ts';
import { measureOf, measureUnderOrder } from './measure.ts';
import type { Offer } from './offer.ts';
import type { FeedItem, FeedPlan } from './plan.ts';
import {
  type Accepted,
  acceptFor,
  hearing,
  isFresh,
  type Suspicion,
  type Verdict,
  type Weighed,
  type Word,
  weigh,
  weighOther,
} from './quorum.ts';
import { answered, asked, chosen, failed, type SourceChoice } from './source-choice.ts';

export interface SourceDesk {
  /** Takes up the items of these feeds; what is known of an item and its sources stays for as long as these do. */
  plan(feeds: readonly FeedPlan[]): void;
  /** The items of a feed that are to be asked of it now. */
  wanted(plan: FeedPlan): readonly FeedItem[];
  /** True where something waits for this feed's word. */
  isUrgent(plan: FeedPlan): boolean;
  /** After a try: what may be published of its offers; items without a value count as failed. */
  settle(asked: readonly FeedItem[], offers: readonly Offer[]): readonly Offer[];
  /** What an operator has agreed to and is not shown yet, to be published. Its doubt ends once it is shown. */
  settleAgreed(): readonly Offer[];
  /** What waits for a second source, as the next leader should know it. */
  doubts(): ReadonlyMap<ItemId, Doubt>;
  /** Goes on from what a leader before us suspected, as far as it still fits. */
  restore(doubts: ReadonlyMap<ItemId, Doubt>): void;
  /** What was let through while an operator's order keeps another value, by which the next leader should measure. */
  measures(): ReadonlyMap<ItemId, Draft>;
  /** Measures by what a leader before us let through, where its source is one of ours and we have let through nothing since. */
  resume(measures: ReadonlyMap<ItemId, Draft>): void;
  /** What waits for a second source. */
  heldBack(): Readonly<Record<ItemId, HeldBack>>;
}

export interface SourceDeskOptions {
  readonly held: HeldOf;
  /** The price of an item that an operator agreed to last; none by default. */
  readonly agreed?: (id: ItemId) => Acceptance | undefined;
  readonly clock: Clock;
  readonly log: Log;
  readonly metrics: Metrics;
}

export function createSourceDesk(options: SourceDeskOptions): SourceDesk {
  const { held, agreed = () => undefined, clock, log, metrics } = options;
  let entries: Entries = new Map();
  const quarantine = metrics.gauge('quarantine_items', 'Items whose newest price waits for a second source');
  const switches = metrics.counter('source_switches_total', 'Times that another source took an item over', [
    'class',
  ]);

  /** Another leader may have shown a further source: ours goes on from there. */
  const choiceOf = (id: ItemId, entry: Entry): SourceChoice => {
    const reading = held(id)?.reading;
    if (entry.choice.active !== undefined || reading === undefined || !hasValue(reading)) return entry.choice;
    const active = entry.sources.findIndex(({ provider }) => provider === reading.source);
    return active < 0 ? entry.choice : { ...entry.choice, active };
  };

  const isWanted = ({ id, rank }: FeedItem): boolean => {
    const entry = entries.get(id);
    if (entry === undefined) return false;
    return (
      asked(choiceOf(id, entry), entry.sources.length, clock.now()).includes(rank) ||
      confirmerOf(entry, clock.now()) === rank
    );
  };

  /** A price waits for its word, which was not heard on it yet. */
  const isUrgent = ({ id, rank }: FeedItem, provider: string): boolean => {
    const entry = entries.get(id);
    const isUnheard = entry?.suspicion?.heard.includes(provider) === false;
    return entry !== undefined && isUnheard && confirmerOf(entry, clock.now()) === rank;
  };

  const weighed = (id: ItemId, entry: Entry, word: Word, rank: number): Weighed => {
    const now = clock.now();
    const others = [...entry.words]
      .filter(([other, said]) => other !== rank && isFresh(said, now))
      .map(([, other]) => other);
    const canAsk = entry.sources.some(
      ({ origin }, other) => origin !== word.origin && !entry.choice.health.get(other)?.failures,
    );
    const { suspicion, cls } = entry;
    // A stand-in that passes on the same figures is in the same doubt.
    const isOurs = suspicion?.word.origin === word.origin;
    return {
      cls,
      word,
      others,
      held: measureOf(entry.accepted, held(id)?.reading),
      suspicion: isOurs ? suspicion : undefined,
      canAsk,
      isAlone: entry.sources.every(({ origin }) => origin === word.origin),
      now,
    };
  };

  const count = () =>
    quarantine([...entries.values()].filter(({ suspicion }) => suspicion !== undefined).length);

  const suspect = (entry: Entry, suspicion: Suspicion | undefined) => {
    entry.suspicion = suspicion;
    count();
  };

  /** What an operator agreed to is not held. */
  const heeded = (id: ItemId, { cls }: Entry, verdict: Verdict): Verdict => {
    const acceptance = agreed(id);
    if (verdict.kind === 'accept' || acceptance === undefined) return verdict;
    const { word } = verdict.suspicion;
    const isAgreed =
      isAhead(acceptance, held(id)?.reading, clock.now()) &&
      isSame(acceptance, cls, quotePriceOf(word.offer.draft) ?? '');
    return isAgreed ? acceptFor(acceptance.who, word) : verdict;
  };

  const released = (id: ItemId, { word, confirmedBy, agreedBy }: Accepted) =>
    log.info('price released', {
      item: id,
      source: word.source,
      confirmedBy: confirmedBy ?? null,
      agreedBy: agreedBy ?? null,
    });

  const accept = (id: ItemId, entry: Entry, verdict: Accepted): Offer => {
    const offer = accepted(entry.cls, verdict, measureOf(entry.accepted, held(id)?.reading));
    entry.accepted = offer.draft;
    return offer;
  };

  const obey = (id: ItemId, entry: Entry, given: Verdict): Offer | undefined => {
    const was = entry.suspicion;
    const verdict = heeded(id, entry, given);
    suspect(entry, verdict.kind === 'hold' ? verdict.suspicion : undefined);
    if (verdict.kind === 'hold') {
      if (was === undefined)
        log.warn('price held', { item: id, ...heldBackOf(verdict.suspicion, held(id)?.reading) });
      return heldOffer(entry.cls, verdict.suspicion, measureOf(entry.accepted, held(id)?.reading));
    }
    if (was !== undefined) released(id, verdict);
    return accept(id, entry, verdict);
  };

  const hear = (id: ItemId, entry: Entry, rank: number, offer: Offer): Offer | undefined => {
    const source = entry.sources[rank];
    if (source === undefined || !('staleAt' in offer.draft)) return undefined;
    const word: Word = { offer, source: source.provider, origin: source.origin };
    entry.words.set(rank, word);
    const before = choiceOf(id, entry);
    entry.choice = chosen(answered(before, rank, offer.draft.staleAt), rank, clock.now());
    if (before.active !== undefined && entry.choice.active !== before.active) {
      switches({ class: entry.cls });
      log.info('another source', { item: id, source: source.provider });
    }
    if (entry.choice.active === rank) return obey(id, entry, weigh(weighed(id, entry, word, rank)));
    return entry.suspicion && obey(id, entry, weighOther(entry.cls, entry.suspicion, word, clock.now()));
  };

  /** A source that cannot be asked confirms nothing: what waited for it alone has to do without. */
  const fail = (id: ItemId, entry: Entry, rank: number): Offer | undefined => {
    entry.choice = failed(choiceOf(id, entry), rank);
    const { suspicion } = entry;
    const at = entry.sources.findIndex(({ provider }) => provider === suspicion?.word.source);
    if (suspicion === undefined || at === rank) return undefined;
    entry.suspicion = hearing(suspicion, entry.sources[rank]?.provider ?? '');
    return obey(id, entry, weigh(weighed(id, entry, suspicion.word, at)));
  };

  const settleOne = ({ id, rank }: FeedItem, offer: Offer | undefined): Offer | undefined => {
    const entry = entries.get(id);
    if (entry === undefined) return undefined;
    if (offer !== undefined && hasValue(offer.draft)) return hear(id, entry, rank, offer);
    // A blank is shown only where no source has anything to show.
    return fail(id, entry, rank) ?? (entry.choice.active === undefined ? offer : undefined);
  };

  const settleAgreedOne = (id: ItemId, entry: Entry): Offer | undefined => {
    const acceptance = agreed(id);
    const { suspicion } = entry;
    if (acceptance === undefined || suspicion === undefined) return undefined;
    const { word } = suspicion;
    const verdict = acceptFor(acceptance.who, word);
    const isMeant = isSame(acceptance, entry.cls, quotePriceOf(word.offer.draft) ?? '');
    const reading = held(id)?.reading;
    if (isAhead(acceptance, reading, clock.now())) {
      return isMeant ? accept(id, entry, verdict) : asItWaited(acceptance, entry, reading, clock.now());
    }
    const isShown = reading !== undefined && quotePriceOf(reading) === quotePriceOf(word.offer.draft);
    if (isMeant && isShown) {
      suspect(entry, undefined);
      released(id, verdict);
    }
    return undefined;
  };

  return {
    plan(feeds) {
      entries = entriesOf(feeds, entries);
      count();
    },
    wanted: ({ items }) => items.filter(isWanted),
    isUrgent: ({ items, provider }) => items.some((item) => isUrgent(item, provider.id)),
    settle(items, offers) {
      const byId = new Map(offers.map((offer) => [offer.draft.id, offer]));
      return items.flatMap((item) => settleOne(item, byId.get(item.id)) ?? []);
    },
    settleAgreed: () => [...entries].flatMap(([id, entry]) => settleAgreedOne(id, entry) ?? []),
    doubts: () =>
      new Map(
        [...entries].flatMap(([id, { suspicion }]) =>
          suspicion === undefined ? [] : [[id, doubtAbout(suspicion, held(id)?.reading)]],
        ),
      ),
    restore(doubts) {
      for (const [id, doubt] of doubts) {
        const entry = entries.get(id);
        const reading = held(id)?.reading;
        if (entry === undefined || !mayFollow(doubt.draft, entry.cls, reading, clock.now())) continue;
        const past = suspicionOf(doubt, entry, reading);
        if (past !== undefined && past.since < (entry.suspicion?.since ?? Infinity)) suspect(entry, past);
      }
    },
    measures: () =>
      new Map(
        [...entries].flatMap(([id, entry]) => {
          const measure = measureUnderOrder(entry.accepted, held(id)?.reading);
          return measure === undefined ? [] : [[id, measure]];
        }),
      ),
    resume(measures) {
      for (const [id, draft] of measures) {
        const entry = entries.get(id);
        if (entry === undefined || !hasValue(draft)) continue;
        const isOurs = entry.sources.some(({ provider }) => provider === draft.source);
        const isNewer = draft.asOf > (entry.accepted?.asOf ?? Number.NEGATIVE_INFINITY);
        const isGood = mayFollow(draft, entry.cls, held(id)?.reading, clock.now());
        if (isOurs && isNewer && isGood) entry.accepted = draft;
      }
    },
    heldBack: () =>
      Object.fromEntries(
        [...entries].flatMap(([id, { suspicion }]) =>
          suspicion === undefined ? [] : [[id, heldBackOf(suspicion, held(id)?.reading)]],
        ),
      ),
  };
}
