/** What the desk leaves to the next leader, and goes on from itself: prices that wait, and values let through under an order. */
import type { ItemId } from '../protocol/item-id.ts';
import { type Draft, hasValue } from '../protocol/reading.ts';
import type { Doubt } from '../store/doubts.ts';
import type { Clock } from '../system/clock.ts';
import { mayFollow } from './agreement.ts';
import type { Entries } from './desk-entries.ts';
import { doubtAbout, suspicionOf } from './desk-entry.ts';
import type { HeldOf } from './feed-answers.ts';
import { measureUnderOrder } from './measure.ts';

export interface DeskHandover {
  /** What waits for a second source, as the next leader should know it. */
  doubts(): ReadonlyMap<ItemId, Doubt>;
  /** Goes on from what a leader before us suspected, as far as it still fits. */
  restore(doubts: ReadonlyMap<ItemId, Doubt>): void;
  /** What was let through while an operator's order keeps another value, by which the next leader should measure. */
  measures(): ReadonlyMap<ItemId, Draft>;
  /** Measures by what a leader before us let through, where its source is one of ours and we have let through nothing since. */
  resume(measures: ReadonlyMap<ItemId, Draft>): void;
}

export interface DeskHandoverOptions {
  /** As they are at the time of the call; those of a restored item are written to. */
  readonly entries: () => Entries;
  readonly held: HeldOf;
  readonly clock: Clock;
}

export function createDeskHandover({ entries, held, clock }: DeskHandoverOptions): DeskHandover {
  return {
    doubts: () =>
      new Map(
        [...entries()].flatMap(([id, { suspicion }]) =>
          suspicion === undefined ? [] : [[id, doubtAbout(suspicion, held(id)?.reading)]],
        ),
      ),
    restore(doubts) {
      for (const [id, doubt] of doubts) {
        const entry = entries().get(id);
        const reading = held(id)?.reading;
        if (entry === undefined || !mayFollow(doubt.draft, entry.cls, reading, clock.now())) continue;
        const past = suspicionOf(doubt, entry, reading);
        if (past !== undefined && past.since < (entry.suspicion?.since ?? Infinity)) entry.suspicion = past;
      }
    },
    measures: () =>
      new Map(
        [...entries()].flatMap(([id, entry]) => {
          const measure = measureUnderOrder(entry.accepted, held(id)?.reading);
          return measure === undefined ? [] : [[id, measure]];
        }),
      ),
    resume(measures) {
      for (const [id, draft] of measures) {
        const entry = entries().get(id);
        if (entry === undefined || !hasValue(draft)) continue;
        const isOurs = entry.sources.some(({ provider }) => provider === draft.source);
        const isNewer = draft.asOf > (entry.accepted?.asOf ?? Number.NEGATIVE_INFINITY);
        const isGood = mayFollow(draft, entry.cls, held(id)?.reading, clock.now());
        if (isOurs && isNewer && isGood) entry.accepted = draft;
      }
    },
  };
}
