/** Pure: what the desk knows of one item, and what it tells of a price that waits: on the status, and to the next leader. */
import type { ItemClass } from '../protocol/meta.ts';
import { type Draft, quotePriceOf, type Reading } from '../protocol/reading.ts';
import type { Doubt } from '../store/doubts.ts';
import type { Suspicion, Word } from './quorum.ts';
import type { SourceChoice } from './source-choice.ts';

export interface Source {
  readonly provider: string;
  /** The provider's own name for the item. */
  readonly symbol: string;
  readonly origin: string;
}

export interface Entry {
  readonly cls: ItemClass;
  /** By rank. */
  readonly sources: readonly Source[];
  choice: SourceChoice;
  /** The newest of each source, by rank. */
  readonly words: Map<number, Word>;
  suspicion: Suspicion | undefined;
  /** The last value that was let through, whether or not an operator's order kept it from being shown. */
  accepted: Draft | undefined;
}

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

export function heldBackOf(suspicion: Suspicion, held: Reading | undefined): HeldBack {
  const { since, limit: _limit, draft: _draft, ...rest } = doubtAbout(suspicion, held);
  const { word } = suspicion;
  return { since, source: word.source, offered: quotePriceOf(word.offer.draft) ?? '', ...rest };
}

export function doubtAbout({ since, limit, word, other }: Suspicion, held: Reading | undefined): Doubt {
  return {
    since,
    limit,
    draft: word.offer.draft,
    shown: held === undefined ? null : (quotePriceOf(held) ?? null),
    other: other === undefined ? null : (quotePriceOf(other.offer.draft) ?? null),
    otherSource: other?.source ?? null,
  };
}

/**
 * What a leader before us suspected; undefined where it speaks of another last price than is held, of no source of ours,
 * or of an older word than we have heard. What another origin said is asked for anew.
 */
export function suspicionOf(
  { since, limit, draft, shown }: Doubt,
  { sources, words }: Entry,
  held: Reading | undefined,
): Suspicion | undefined {
  if (!('staleAt' in draft)) return undefined;
  const rank = sources.findIndex(({ provider }) => provider === draft.source);
  const source = sources[rank];
  const isOurs = (held === undefined ? null : (quotePriceOf(held) ?? null)) === shown;
  const isOld = draft.asOf < (words.get(rank)?.offer.draft.asOf ?? Number.NEGATIVE_INFINITY);
  if (source === undefined || !isOurs || isOld) return undefined;
  const word = { offer: { draft }, source: source.provider, origin: source.origin };
  return { since, limit, word, heard: [] };
}
