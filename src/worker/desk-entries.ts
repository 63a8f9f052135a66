/** Pure: what the desk knows of its items, as the config gives them other sources or puts these in another order. */
import type { ItemId } from '../protocol/item-id.ts';
import type { ItemClass } from '../protocol/meta.ts';
import { hasValue } from '../protocol/reading.ts';
import type { Entry, Source } from './desk-entry.ts';
import type { FeedPlan } from './plan.ts';
import type { Suspicion } from './quorum.ts';
import { noChoice, type SourceChoice } from './source-choice.ts';

export type Entries = ReadonlyMap<ItemId, Entry>;

/** The entries of these feeds' items; those of `before` go on with what still counts, where the item's class is the same. */
export function entriesOf(feeds: readonly FeedPlan[], before: Entries): Entries {
  const found = new Map<ItemId, { readonly cls: ItemClass; readonly sources: Source[] }>();
  for (const { provider, items } of feeds) {
    for (const { id, cls, rank, symbol } of items) {
      const one = found.get(id) ?? { cls, sources: [] };
      one.sources[rank] = { provider: provider.id, symbol, origin: provider.origin };
      found.set(id, one);
    }
  }
  return new Map([...found].map(([id, { cls, sources }]) => [id, entryOf(cls, sources, before.get(id))]));
}

function entryOf(cls: ItemClass, sources: readonly Source[], known: Entry | undefined): Entry {
  if (known?.cls !== cls) {
    return { cls, sources, choice: noChoice, words: new Map(), suspicion: undefined, accepted: undefined };
  }
  return JSON.stringify(known.sources) === JSON.stringify(sources) ? known : carried(known, sources);
}

/**
 * Each source keeps its word and its health, wherever it stands now; under another symbol it is another source. A price
 * goes on waiting for as long as its source is asked: who reloads to give it a second source must not let it through.
 */
function carried({ cls, suspicion, accepted, ...known }: Entry, sources: readonly Source[]): Entry {
  const rankNow = (rank: number) => sources.findIndex((one) => isSame(one, known.sources[rank]));
  const isStill = (name: string) =>
    known.sources.some(({ provider }, rank) => provider === name && rankNow(rank) >= 0);
  return {
    cls,
    sources,
    choice: choiceNow(known.choice, rankNow),
    words: moved(known.words, rankNow),
    suspicion: suspicion && isStill(suspicion.word.source) ? heardByNone(suspicion) : undefined,
    accepted: accepted && hasValue(accepted) && isStill(accepted.source) ? accepted : undefined,
  };
}

/** The rank of a source among others; below 0 where it is none of them. */
type RankNow = (rank: number) => number;

function choiceNow({ active, health, since }: SourceChoice, rankNow: RankNow): SourceChoice {
  const now = active === undefined ? -1 : rankNow(active);
  return { since, health: moved(health, rankNow), ...(now < 0 ? {} : { active: now }) };
}

function moved<T>(byRank: ReadonlyMap<number, T>, rankNow: RankNow): Map<number, T> {
  return new Map(
    [...byRank].map(([rank, one]) => [rankNow(rank), one] as const).filter(([rank]) => rank >= 0),
  );
}

/** Whoever is among the sources now is asked for a word on it. */
function heardByNone({ since, word, limit }: Suspicion): Suspicion {
  return { since, word, limit, heard: [] };
}

function isSame({ provider, symbol }: Source, other: Source | undefined): boolean {
  return provider === other?.provider && symbol === other.symbol;
}
