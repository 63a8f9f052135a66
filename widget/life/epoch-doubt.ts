/** Doubts a board over HTTP whose readings are all of an earlier epoch than what is held: a cache may have kept it for long. */
import { compareStamps, isNewer } from '../../src/protocol/order.ts';
import type { Stamp } from '../../src/protocol/reading.ts';
import type { BoardSnapshot } from '../../src/protocol/snapshot.ts';
import type { HttpAnswer } from '../env.ts';
import type { Model } from '../model.ts';

/**
 * To be asked of each answer in turn; undefined where there is none that counts. True where such a board has gone on since the
 * answer before, which one copy does not: the server has begun anew with a lower epoch, as after its clock had been ahead. Two
 * copies of two caches may, and what they bring gives way to the next answer of the server itself.
 */
export function createEpochDoubt(model: Pick<Model, 'epoch'>): (answer: HttpAnswer | undefined) => boolean {
  let doubted: Stamp | undefined;
  return (answer) => {
    const before = doubted;
    const newest = newestOf(answer);
    doubted = newest !== undefined && newest.e < model.epoch() ? newest : undefined;
    return doubted !== undefined && before !== undefined && compareStamps(doubted, before) > 0;
  };
}

function newestOf(answer: HttpAnswer | undefined): Stamp | undefined {
  const { items } = (answer?.body ?? {}) as Partial<BoardSnapshot>;
  let newest: Stamp | undefined;
  for (const item of Array.isArray(items) ? items : []) if (isNewer(item, newest)) newest = item;
  return newest;
}
