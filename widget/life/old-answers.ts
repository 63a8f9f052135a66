/** Tells a cache's answer, from before what was asked for, from the new one: for so many answers, and no longer. */
import { isNewer } from '../../src/protocol/order.ts';
import type { BoardSnapshot } from '../../src/protocol/snapshot.ts';
import type { HttpAnswer } from '../env.ts';
import type { Model } from '../model.ts';
import type { Outcome } from './snapshot-client.ts';

export interface OldAnswers {
  /** Something has changed of which the next answers should tell. */
  expect(): void;
  /** What an answer is worth that `show` takes over, and whose goodness it says. */
  judge(show: () => boolean): Outcome;
}

// No board comes through more caches than that, each of which may give the old one once.
const mostOld = 3;

/** `shape`: the same for two answers of which one tells nothing new. `isWanting`: what was asked for has not come. */
export function createOldAnswers(shape: () => string, isWanting: () => boolean): OldAnswers {
  // So many answers may turn out to be the old one, before it is taken for what there is.
  let chances = 0;
  return {
    expect() {
      chances = mostOld;
    },
    judge(show) {
      const before = shape();
      if (!show()) return 'failed';
      chances -= 1;
      return chances >= 0 && isWanting() && shape() === before ? 'old' : 'good';
    },
  };
}

/** True of a board of before something that is held: a cache's, a browser's own too, which says nothing of the way to the server. */
export function isOfBefore(model: Pick<Model, 'held'>, answer: HttpAnswer | undefined): boolean {
  const { items } = (answer?.body ?? {}) as Partial<BoardSnapshot>;
  return (Array.isArray(items) ? items : []).some((item) => {
    const reading = model.held(item?.id)?.reading;
    return reading !== undefined && isNewer(reading, item);
  });
}
