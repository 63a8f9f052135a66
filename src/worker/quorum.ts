/** Pure: whether a price is shown, or the last good one held until a source of another origin says the same. */
import type { ItemClass } from '../protocol/meta.ts';
import { type Draft, hasValue, type QuoteValue } from '../protocol/reading.ts';
import { agree, distance, fitsReference, isRescaled, jumpLimit } from './jump.ts';
import type { Offer } from './offer.ts';

/** A value as a source gives it. */
export interface Word {
  readonly offer: Offer;
  /** Who gave it, and whose figure it is at first hand: only another origin confirms. */
  readonly source: string;
  readonly origin: string;
}

/** A price that is too far from the last accepted one. */
export interface Suspicion {
  /** ms since the epoch. */
  readonly since: number;
  /** The newest suspicious word. */
  readonly word: Word;
  /** How far a price may be from the accepted one; as it was when the suspicion arose, however long it lasts. */
  readonly limit: number;
  /** The sources that were asked for their word on it since, whatever came of that. */
  readonly heard: readonly string[];
  /** What another origin said meanwhile. */
  readonly other?: Word;
}

export interface Accepted {
  readonly kind: 'accept';
  readonly word: Word;
  /** Who of another origin said the same. */
  readonly confirmedBy?: string;
  /** The operator who agreed, where no source did. */
  readonly agreedBy?: string;
}

export type Verdict = Accepted | { readonly kind: 'hold'; readonly suspicion: Suspicion };

export interface Weighed {
  readonly cls: ItemClass;
  readonly word: Word;
  /** The newest words of the item's other sources, for as long as they are not stale. */
  readonly others: readonly Word[];
  /** The last good value. */
  readonly held: Draft | undefined;
  readonly suspicion: Suspicion | undefined;
  /** True where a source of another origin may be asked that has not failed. */
  readonly canAsk: boolean;
  /** True where the item has no source of another origin at all. */
  readonly isAlone: boolean;
  readonly now: number;
}

/** For a word of the source whose value is shown. */
export function weigh(weighed: Weighed): Verdict {
  const { cls, word, held, others, suspicion } = weighed;
  const next = quoteOf(word.offer.draft);
  if (next === undefined) return accept(word);
  const before = held === undefined ? undefined : quoteOf(held);
  if (before === undefined) return weighFirst(weighed, next);
  const limit = suspicion?.limit ?? jumpLimit(cls, word.offer.draft.asOf - before.asOf);
  if (distance(cls, next.price, before.price) <= limit) return accept(word);
  if (isNewScale(weighed, next, before)) return accept(word);
  return confirmedOr(others, cls, doubtOf(weighed, limit), next);
}

/** For a word of another source while something is suspected: it may settle the matter. */
export function weighOther(cls: ItemClass, suspicion: Suspicion, other: Word, now: number): Verdict {
  const next = quoteOf(suspicion.word.offer.draft);
  const fresh = isFresh(other, now) ? [other] : [];
  return next === undefined
    ? accept(suspicion.word)
    : confirmedOr(fresh, cls, hearing(suspicion, other.source), next);
}

/** A word that is stale says what was, of whatever market: it settles nothing. */
export function isFresh({ offer: { draft } }: Word, now: number): boolean {
  return 'staleAt' in draft && draft.staleAt > now;
}

/** `source` has been asked, and has said something else, something old, or nothing. */
export function hearing(suspicion: Suspicion, source: string): Suspicion {
  return { ...suspicion, heard: [...new Set([...suspicion.heard, source])] };
}

function doubtOf({ suspicion, word, now }: Weighed, limit: number): Suspicion {
  return { since: suspicion?.since ?? now, heard: suspicion?.heard ?? [], word, limit };
}

/**
 * A split that is believed on the source's own word: only of its first such price, since by the next day a wrong one has
 * become its own reference, and only where nobody else could say so.
 */
function isNewScale({ cls, suspicion, isAlone }: Weighed, next: Quoted, before: Quoted): boolean {
  return isAlone && suspicion === undefined && isRescaled(cls, next.value, before.value);
}

/** Nothing is held: another origin is heard where there is one, else the provider's own reference has to do. */
function weighFirst(weighed: Weighed, next: Quoted): Verdict {
  const { cls, word, others, canAsk } = weighed;
  const isHeard = others.some(({ origin }) => origin !== word.origin);
  if (!canAsk && !isHeard && fitsReference(cls, next.value) !== false) return accept(word);
  return confirmedOr(others, cls, doubtOf(weighed, 0), next);
}

function confirmedOr(others: readonly Word[], cls: ItemClass, suspicion: Suspicion, next: Quoted): Verdict {
  const independent = others.filter(({ origin }) => origin !== suspicion.word.origin);
  const same = independent.find((other) => {
    const said = quoteOf(other.offer.draft);
    return said !== undefined && agree(cls, next.price, said.price);
  });
  if (same !== undefined) return { ...accept(suspicion.word), confirmedBy: same.source };
  const [other = suspicion.other] = independent;
  return { kind: 'hold', suspicion: { ...suspicion, ...(other === undefined ? {} : { other }) } };
}

/** An operator has agreed to it. */
export function acceptFor(who: string, word: Word): Accepted {
  return { ...accept(word), agreedBy: who };
}

function accept(word: Word): Accepted {
  return { kind: 'accept', word };
}

interface Quoted {
  readonly value: QuoteValue;
  readonly price: string;
  readonly asOf: number;
}

function quoteOf(of: Draft): Quoted | undefined {
  if (!hasValue(of) || of.value.kind !== 'quote') return undefined;
  return { value: of.value, price: of.value.price, asOf: of.asOf };
}
