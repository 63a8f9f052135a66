/** Tells a cache's answer, from before what was asked for, from the new one: for so many answers, and no longer. */
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
