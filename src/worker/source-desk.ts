/** Between the feeds and the publisher: which source of an item is asked, and which one's word is shown. */
import type { ItemId } from '../protocol/item-id.ts';
import { hasValue } from '../protocol/reading.ts';
import type { Acceptance } from '../store/orders.ts';
import type { Clock } from '../system/clock.ts';
import type { Log } from '../system/log.ts';
import type { Metrics } from '../system/metrics.ts';
import { confirmerOf } from './confirmer.ts';
import { type Entries, entriesOf } from './desk-entries.ts';
import { type Entry, type HeldBack, heldBackOf } from './desk-entry.ts';
import { createDeskHandover, type DeskHandover } from './desk-handover.ts';
import type { HeldOf } from './feed-answers.ts';
import type { Offer } from './offer.ts';
import type { FeedItem, FeedPlan } from './plan.ts';
import { createQuarantine } from './quarantine.ts';
import type { Word } from './quorum.ts';
import { answered, asked, chosen, failed, type SourceChoice } from './source-choice.ts';

export interface SourceDesk extends DeskHandover {
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
  const quarantine = createQuarantine({ held, agreed, clock, log });
  const handover = createDeskHandover({ entries: () => entries, held, clock });
  const waiting = metrics.gauge('quarantine_items', 'Items whose newest price waits for a second source');
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

  const suspicions = () =>
    [...entries].flatMap(([id, { suspicion }]) => (suspicion === undefined ? [] : [{ id, suspicion }]));
  const count = () => waiting(suspicions().length);

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
    return entry.choice.active === rank
      ? quarantine.hear(id, entry, word, rank)
      : quarantine.hearOther(id, entry, word);
  };

  const settleOne = ({ id, rank }: FeedItem, offer: Offer | undefined): Offer | undefined => {
    const entry = entries.get(id);
    if (entry === undefined) return undefined;
    if (offer !== undefined && hasValue(offer.draft)) return hear(id, entry, rank, offer);
    entry.choice = failed(choiceOf(id, entry), rank);
    // A blank is shown only where no source has anything to show.
    return quarantine.doWithout(id, entry, rank) ?? (entry.choice.active === undefined ? offer : undefined);
  };

  return {
    ...handover,
    plan(feeds) {
      entries = entriesOf(feeds, entries);
      count();
    },
    wanted: ({ items }) => items.filter(isWanted),
    isUrgent: ({ items, provider }) => items.some((item) => isUrgent(item, provider.id)),
    settle(items, offers) {
      const byId = new Map(offers.map((offer) => [offer.draft.id, offer]));
      const settled = items.flatMap((item) => settleOne(item, byId.get(item.id)) ?? []);
      count();
      return settled;
    },
    settleAgreed() {
      const settled = [...entries].flatMap(([id, entry]) => quarantine.settleAgreed(id, entry) ?? []);
      count();
      return settled;
    },
    restore(doubts) {
      handover.restore(doubts);
      count();
    },
    heldBack: () =>
      Object.fromEntries(
        suspicions().map(({ id, suspicion }) => [id, heldBackOf(suspicion, held(id)?.reading)]),
      ),
  };
}
