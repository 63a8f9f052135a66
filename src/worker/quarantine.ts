/** Where a price in doubt waits behind the last good one, until a source of another origin or an operator agrees to it. */
import type { ItemId } from '../protocol/item-id.ts';
import { quotePriceOf, type Reading } from '../protocol/reading.ts';
import type { Acceptance } from '../store/orders.ts';
import type { Clock } from '../system/clock.ts';
import type { Log } from '../system/log.ts';
import { asItWaited, isAhead, isSame } from './agreement.ts';
import { type Entry, heldBackOf } from './desk-entry.ts';
import { accepted, heldOffer } from './desk-offers.ts';
import type { HeldOf } from './feed-answers.ts';
import { measureOf } from './measure.ts';
import type { Offer } from './offer.ts';
import {
  type Accepted,
  acceptFor,
  hearing,
  isFresh,
  type Verdict,
  type Weighed,
  type Word,
  weigh,
  weighOther,
} from './quorum.ts';

export interface QuarantineOptions {
  readonly held: HeldOf;
  /** The price of an item that an operator agreed to last. */
  readonly agreed: (id: ItemId) => Acceptance | undefined;
  readonly clock: Clock;
  readonly log: Log;
}

/** Each call gives what may be published of the item now, and keeps what waits as the entry's suspicion. */
export interface Quarantine {
  /** A word of the source whose value is shown. */
  hear(id: ItemId, entry: Entry, word: Word, rank: number): Offer | undefined;
  /** A word of any other source: it may settle what waits. */
  hearOther(id: ItemId, entry: Entry, other: Word): Offer | undefined;
  /** A source that cannot be asked confirms nothing: what waited for it alone has to do without. */
  doWithout(id: ItemId, entry: Entry, rank: number): Offer | undefined;
  /** What an operator has agreed to and is not shown yet. Its doubt ends once it is shown. */
  settleAgreed(id: ItemId, entry: Entry): Offer | undefined;
}

export function createQuarantine({ held, agreed, clock, log }: QuarantineOptions): Quarantine {
  const readingOf = (id: ItemId): Reading | undefined => held(id)?.reading;

  /** What an operator agreed to is not held. */
  const heeded = (id: ItemId, entry: Entry, verdict: Verdict): Verdict => {
    const acceptance = agreed(id);
    if (verdict.kind === 'accept' || acceptance === undefined) return verdict;
    const { word } = verdict.suspicion;
    const isAgreed = isAhead(acceptance, readingOf(id), clock.now()) && isMeant(acceptance, entry, word);
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
    const offer = accepted(entry.cls, verdict, measureOf(entry.accepted, readingOf(id)));
    entry.accepted = offer.draft;
    return offer;
  };

  const obey = (id: ItemId, entry: Entry, given: Verdict): Offer | undefined => {
    const was = entry.suspicion;
    const verdict = heeded(id, entry, given);
    entry.suspicion = verdict.kind === 'hold' ? verdict.suspicion : undefined;
    if (verdict.kind === 'hold') {
      const reading = readingOf(id);
      if (was === undefined) log.warn('price held', { item: id, ...heldBackOf(verdict.suspicion, reading) });
      return heldOffer(entry.cls, verdict.suspicion, measureOf(entry.accepted, reading));
    }
    if (was !== undefined) released(id, verdict);
    return accept(id, entry, verdict);
  };

  const hear = (id: ItemId, entry: Entry, word: Word, rank: number): Offer | undefined =>
    obey(id, entry, weigh(weighed(entry, word, rank, readingOf(id), clock.now())));

  return {
    hear,
    hearOther: (id, entry, other) =>
      entry.suspicion && obey(id, entry, weighOther(entry.cls, entry.suspicion, other, clock.now())),
    doWithout(id, entry, rank) {
      const { suspicion } = entry;
      const at = entry.sources.findIndex(({ provider }) => provider === suspicion?.word.source);
      if (suspicion === undefined || at === rank) return undefined;
      entry.suspicion = hearing(suspicion, entry.sources[rank]?.provider ?? '');
      return hear(id, entry, suspicion.word, at);
    },
    settleAgreed(id, entry) {
      const acceptance = agreed(id);
      const { suspicion } = entry;
      if (acceptance === undefined || suspicion === undefined) return undefined;
      const { word } = suspicion;
      const [reading, now] = [readingOf(id), clock.now()];
      const verdict = acceptFor(acceptance.who, word);
      if (isAhead(acceptance, reading, now)) {
        return isMeant(acceptance, entry, word)
          ? accept(id, entry, verdict)
          : asItWaited(acceptance, entry, reading, now);
      }
      if (isMeant(acceptance, entry, word) && isShown(word, reading)) {
        entry.suspicion = undefined;
        released(id, verdict);
      }
      return undefined;
    },
  };
}

/** All that the word of one source is weighed against: what is held, what the others say, and who could still be asked. */
function weighed(
  { cls, sources, words, choice, suspicion, accepted: last }: Entry,
  word: Word,
  rank: number,
  held: Reading | undefined,
  now: number,
): Weighed {
  // A stand-in that passes on the same figures is in the same doubt.
  const isOurs = suspicion?.word.origin === word.origin;
  return {
    cls,
    word,
    others: [...words]
      .filter(([other, said]) => other !== rank && isFresh(said, now))
      .map(([, said]) => said),
    held: measureOf(last, held),
    suspicion: isOurs ? suspicion : undefined,
    canAsk: sources.some(
      ({ origin }, other) => origin !== word.origin && !choice.health.get(other)?.failures,
    ),
    isAlone: sources.every(({ origin }) => origin === word.origin),
    now,
  };
}

/** True where the word says the price that the operator saw. */
function isMeant(acceptance: Acceptance, { cls }: Entry, { offer }: Word): boolean {
  return isSame(acceptance, cls, quotePriceOf(offer.draft) ?? '');
}

function isShown({ offer }: Word, reading: Reading | undefined): boolean {
  return reading !== undefined && quotePriceOf(reading) === quotePriceOf(offer.draft);
}
