/** The sample board as if it were from this moment, and changes to it, for rows that need to say themselves what changes. */
import type { ItemId } from '../../src/protocol/item-id.ts';
import { digestOf } from '../../src/protocol/order.ts';
import { hasValue, type Reading } from '../../src/protocol/reading.ts';
import type { BoardSnapshot, SnapshotItem } from '../../src/protocol/snapshot.ts';
import { noon, quote, sampleBoard } from '../../test/widget/sample-board.ts';

const quoteIds = sampleBoard()
  .meta.map(({ id }) => id)
  .filter((id) => id.startsWith('quote:'));

/** Everything live, and no older than a few seconds. */
export function freshBoard(now: number): BoardSnapshot {
  const items = sampleBoard().items.map((item): SnapshotItem => {
    const spark = item.spark && { ...item.spark, t0: item.spark.t0 + now - noon };
    const moved = hasValue(item)
      ? { ...item, state: 'live' as const, asOf: now - 10_000, staleAt: now + 3_600_000 }
      : item;
    return { ...moved, ...(spark && { spark }) };
  });
  return { ...sampleBoard(), builtAt: now, items };
}

/** Readings of a board as they come one after the other, with their places in the order. */
export interface Feed {
  /** New prices for the first `count` quotes of the board; of another width each time, and half of them with another sign. */
  change(count: number, now: number): readonly Reading[];
  /** New prices as they follow each other in a market: each within half a percent of its last one, on the same side of its basis. */
  tick(count: number, now: number): readonly Reading[];
  /** The same readings once more, under later numbers. */
  repeat(): readonly Reading[];
  /** Of all that has been said, as a heartbeat has it. */
  digest(): string;
}

export function createFeed(board: BoardSnapshot): Feed {
  const last = new Map<ItemId, Reading>(board.items.map((item) => [item.id, item]));
  let turn = 1;
  const say = (readings: readonly Reading[]) => {
    for (const reading of readings) last.set(reading.id, reading);
    return readings;
  };
  const saying = (priceOf: PriceOf) => (count: number, now: number) => {
    turn += 1;
    return say(quoteIds.slice(0, count).map((id, index) => priced(id, priceOf(turn, index), turn, now)));
  };
  return {
    change: saying(jumping),
    tick: saying(ticking),
    repeat() {
      turn += 1;
      const held = [...last.values()].filter(hasValue).filter(({ value }) => value.kind === 'quote');
      return say(held.map((reading) => ({ ...reading, s: turn })));
    },
    digest: () => digestOf(last.values()),
  };
}

interface Price {
  readonly reference: number;
  /** In percent of the reference. */
  readonly change: number;
}

/** Of the board's quote at `index`, in the update numbered `turn`. */
type PriceOf = (turn: number, index: number) => Price;

const references = [9.5, 99.5, 999.5, 9999.5];

/** 0 to 40, another one in each turn. */
const stepOf = (turn: number, index: number) => (turn * 7 + index * 13) % 41;

const jumping: PriceOf = (turn, index) => ({
  reference: references[(turn + index) % 4] ?? 1,
  change: stepOf(turn, index) / 10 - 2,
});

const ticking: PriceOf = (turn, index) => ({
  reference: references[index % 4] ?? 1,
  change: (index % 2 === 0 ? 1 : -1) * (1 + stepOf(turn, index) / 100),
});

function priced(id: ItemId, { reference, change }: Price, turn: number, now: number): Reading {
  const price = (reference * (1 + change / 100)).toFixed(2);
  const value = { price, reference: reference.toFixed(2), changePct: change.toFixed(4) };
  return quote(id, value, { s: turn, asOf: now, staleAt: now + 3_600_000 });
}
