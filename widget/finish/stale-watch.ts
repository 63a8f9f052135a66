/** One timer for the page, aimed at the next moment at which a figure on it stops looking live. */
import type { Cancel, LifeEnv } from '../env.ts';

export interface Watched {
  /** ms until the next of its readings turns stale; undefined where none will. */
  nextInMs(): number | undefined;
  /** Time has passed, perhaps in a jump: look again. */
  recheck(): void;
}

export interface StaleWatch {
  add(watched: Watched): Cancel;
  /** Something new is shown: the aim may have moved. */
  aim(): void;
}

// A clock that was set, or a laptop that slept, is noticed within this time; ages in words move on with it too.
const longestWaitMs = 30_000;

export function createStaleWatch(env: LifeEnv): StaleWatch {
  const all = new Set<Watched>();
  let timer: Cancel = () => {};
  let leave: Cancel | undefined;
  let isAsked = false;

  const recheck = () => {
    for (const watched of all) watched.recheck();
    aim();
  };
  const aim = () => {
    timer();
    if (all.size === 0) return;
    const next = Math.min(longestWaitMs, ...[...all].map((watched) => watched.nextInMs() ?? longestWaitMs));
    timer = env.after(Math.max(next, 0) + 1, recheck);
  };

  return {
    add(watched) {
      all.add(watched);
      leave ??= env.onPage(recheck);
      aim();
      return () => {
        all.delete(watched);
        if (all.size > 0) return;
        timer();
        leave?.();
        leave = undefined;
      };
    },
    // Once for all that is drawn in a frame: each aim looks at every figure of the page.
    aim() {
      if (isAsked) return;
      isAsked = true;
      queueMicrotask(() => {
        isAsked = false;
        aim();
      });
    },
  };
}
