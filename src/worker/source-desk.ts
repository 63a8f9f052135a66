/** Between the feeds and the publisher: which source of an item is asked and shown, and what another must confirm first. */
import type { ItemId } from '../protocol/item-id.ts';
import type { ItemClass } from '../protocol/meta.ts';
import { type Draft, draftOf, hasValue, type Reading } from '../protocol/reading.ts';
import type { Clock } from '../system/clock.ts';
import type { Log } from '../system/log.ts';
import type { Metrics } from '../system/metrics.ts';
import type { HeldOf } from './feed-answers.ts';
import { fitsReference } from './jump.ts';
import type { FeedItem, FeedPlan } from './plan.ts';
import type { Offer } from './publisher.ts';
import {
  type Accepted,
  type Suspicion,
  type Verdict,
  type Weighed,
  type Word,
  weigh,
  weighOther,
} from './quorum.ts';
import { answered, asked, chosen, failed, noChoice, type SourceChoice } from './source-choice.ts';

/** A price that waits for a second source, as the people on call see it. */
export interface HeldBack {
  readonly since: number;
  readonly source: string;
  readonly offered: string;
  /** The last good price; null where there is none. */
  readonly shown: string | null;
  /** Another origin's price; null where none was heard. */
  readonly other: string | null;
  readonly otherSource: string | null;
}

export interface SourceDesk {
  /** Takes up the items of these feeds; what is known of items that stay with the same sources stays. */
  plan(feeds: readonly FeedPlan[]): void;
  /** The items of a feed that are to be asked of it now. */
  wanted(plan: FeedPlan): readonly FeedItem[];
  /** True where something waits for this feed's word. */
  isUrgent(plan: FeedPlan): boolean;
  /** After a try: what may be published of its offers; items without a value count as failed. */
  settle(asked: readonly FeedItem[], offers: readonly Offer[]): readonly Offer[];
  /** What waits for a second source. */
  heldBack(): Readonly<Record<ItemId, HeldBack>>;
}

interface Source {
  readonly provider: string;
  readonly origin: string;
}

interface Entry {
  readonly cls: ItemClass;
  readonly sources: readonly Source[];
  choice: SourceChoice;
  readonly words: Map<number, Word>;
  suspicion: Suspicion | undefined;
}

export interface SourceDeskOptions {
  readonly held: HeldOf;
  readonly clock: Clock;
  readonly log: Log;
  readonly metrics: Metrics;
}

export function createSourceDesk({ held, clock, log, metrics }: SourceDeskOptions): SourceDesk {
  let entries: ReadonlyMap<ItemId, Entry> = new Map();
  const quarantine = metrics.gauge('quarantine_items', 'Items whose newest price waits for a second source');
  const switches = metrics.counter('source_switches_total', 'Times that another source took an item over', [
    'class',
  ]);
  quarantine(0);

  /** Another leader may have shown a further source: ours goes on from there. */
  const choiceOf = (id: ItemId, entry: Entry): SourceChoice => {
    const reading = held(id)?.reading;
    if (entry.choice.active !== undefined || reading === undefined || !hasValue(reading)) return entry.choice;
    const active = entry.sources.findIndex(({ provider }) => provider === reading.source);
    return active < 0 ? entry.choice : { ...entry.choice, active };
  };

  const confirmer = ({ suspicion, sources, choice }: Entry): number => {
    if (suspicion === undefined) return -1;
    return sources.findIndex(
      ({ origin }, rank) => origin !== suspicion.word.origin && choice.health.get(rank)?.isIll !== true,
    );
  };

  const isWanted = ({ id, rank }: FeedItem): boolean => {
    const entry = entries.get(id);
    if (entry === undefined) return false;
    return (
      asked(choiceOf(id, entry), entry.sources.length, clock.now()).includes(rank) ||
      confirmer(entry) === rank
    );
  };

  const weighed = (id: ItemId, entry: Entry, word: Word, rank: number): Weighed => {
    const now = clock.now();
    const others = [...entry.words]
      .filter(([other, { offer }]) => other !== rank && 'staleAt' in offer.draft && offer.draft.staleAt > now)
      .map(([, other]) => other);
    const canAsk = entry.sources.some(
      ({ origin }, other) => origin !== word.origin && !entry.choice.health.get(other)?.failures,
    );
    const { suspicion, cls } = entry;
    const isOurs = suspicion?.word.source === word.source;
    return {
      cls,
      word,
      others,
      held: held(id)?.reading,
      suspicion: isOurs ? suspicion : undefined,
      canAsk,
      now,
    };
  };

  const obey = (id: ItemId, entry: Entry, verdict: Verdict): Offer | undefined => {
    const was = entry.suspicion;
    entry.suspicion = verdict.kind === 'hold' ? verdict.suspicion : undefined;
    quarantine([...entries.values()].filter(({ suspicion }) => suspicion !== undefined).length);
    if (verdict.kind === 'hold') {
      if (was === undefined)
        log.warn('price held', { item: id, ...heldBackOf(verdict.suspicion, held(id)?.reading) });
      return heldOffer(entry.cls, verdict.suspicion, held(id)?.reading);
    }
    if (was !== undefined) {
      log.info('price released', {
        item: id,
        source: verdict.word.source,
        confirmedBy: verdict.confirmedBy ?? null,
      });
    }
    return accepted(verdict, held(id)?.reading);
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
    return entry.suspicion && obey(id, entry, weighOther(entry.cls, entry.suspicion, word));
  };

  /** A source that cannot be asked confirms nothing: what waited for it alone has to do without. */
  const fail = (id: ItemId, entry: Entry, rank: number): Offer | undefined => {
    entry.choice = failed(choiceOf(id, entry), rank);
    const { suspicion } = entry;
    const at = entry.sources.findIndex(({ provider }) => provider === suspicion?.word.source);
    if (suspicion === undefined || at === rank) return undefined;
    return obey(id, entry, weigh(weighed(id, entry, suspicion.word, at)));
  };

  const settleOne = ({ id, rank }: FeedItem, offer: Offer | undefined): Offer | undefined => {
    const entry = entries.get(id);
    if (entry === undefined) return undefined;
    if (offer !== undefined && hasValue(offer.draft)) return hear(id, entry, rank, offer);
    // A blank is shown only where no source has anything to show.
    return fail(id, entry, rank) ?? (entry.choice.active === undefined ? offer : undefined);
  };

  return {
    plan(feeds) {
      entries = entriesOf(feeds, entries);
    },
    wanted: ({ items }) => items.filter(isWanted),
    isUrgent: ({ items }) =>
      items.some(({ id, rank }) => {
        const entry = entries.get(id);
        return (
          entry?.suspicion !== undefined && entry.suspicion.other === undefined && confirmer(entry) === rank
        );
      }),
    settle(items, offers) {
      const byId = new Map(offers.map((offer) => [offer.draft.id, offer]));
      return items.flatMap((item) => settleOne(item, byId.get(item.id)) ?? []);
    },
    heldBack: () =>
      Object.fromEntries(
        [...entries].flatMap(([id, { suspicion }]) =>
          suspicion === undefined ? [] : [[id, heldBackOf(suspicion, held(id)?.reading)]],
        ),
      ),
  };
}

function entriesOf(
  feeds: readonly FeedPlan[],
  before: ReadonlyMap<ItemId, Entry>,
): ReadonlyMap<ItemId, Entry> {
  const found = new Map<ItemId, { readonly cls: ItemClass; readonly sources: Source[] }>();
  for (const { provider, items } of feeds) {
    for (const { id, cls, rank } of items) {
      const one = found.get(id) ?? { cls, sources: [] };
      one.sources[rank] = { provider: provider.id, origin: provider.origin };
      found.set(id, one);
    }
  }
  return new Map(
    [...found].map(([id, { cls, sources }]) => {
      const known = before.get(id);
      const isSame = known?.cls === cls && JSON.stringify(known.sources) === JSON.stringify(sources);
      const fresh: Entry = { cls, sources, choice: noChoice, words: new Map(), suspicion: undefined };
      return [id, isSame ? known : fresh];
    }),
  );
}

/** The value as it may be shown; who confirmed a price before goes on to stand for what follows from it. */
function accepted({ word, confirmedBy, isNewLine }: Accepted, held: Reading | undefined): Offer {
  const { draft, series, ...rest } = word.offer;
  if (!('staleAt' in draft)) return word.offer;
  const before =
    held !== undefined && hasValue(held) && held.source === draft.source ? held.confirmedBy : undefined;
  const by = confirmedBy ?? before;
  const line =
    isNewLine && draft.value.kind === 'quote' ? [{ t: draft.asOf, price: draft.value.price }] : series;
  return {
    ...rest,
    draft: { ...draft, ...(by === undefined ? {} : { confirmedBy: by }) },
    ...(line === undefined ? {} : { series: line }),
  };
}

/** The last good value, marked; where there never was one and the price contradicts its own reference, an honest blank. */
function heldOffer(cls: ItemClass, { word, since }: Suspicion, held: Reading | undefined): Offer | undefined {
  if (held !== undefined && hasValue(held)) return { draft: { ...draftOf(held), state: 'held' } as Draft };
  const { draft } = word.offer;
  const isOdd = hasValue(draft) && draft.value.kind === 'quote' && fitsReference(cls, draft.value) === false;
  return isOdd
    ? { draft: { id: draft.id, state: 'unavailable', asOf: since, reason: 'refused' } }
    : undefined;
}

function heldBackOf({ since, word, other }: Suspicion, held: Reading | undefined): HeldBack {
  return {
    since,
    source: word.source,
    offered: priceOf(word.offer.draft) ?? '',
    shown: held === undefined ? null : (priceOf(held) ?? null),
    other: other === undefined ? null : (priceOf(other.offer.draft) ?? null),
    otherSource: other?.source ?? null,
  };
}

function priceOf(of: Draft | Reading): string | undefined {
  return hasValue(of) && of.value.kind === 'quote' ? of.value.price : undefined;
}
