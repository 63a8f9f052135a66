/** When a page's figures are looked at again: at the next moment at which one stops looking live, and every half minute. */
import type { Cancel, LifeEnv } from '../env.ts';
import { callEach } from './call-each.ts';

export interface Watched {
  /** ms until the next of its readings turns stale; none counts that is not soon. */
  nextInMs(): number;
  /** Time has passed, perhaps in a jump: look again. Whatever is drawn for it aims anew. */
  recheck(): void;
}

export interface StaleWatch {
  add(watched: Watched): Cancel;
  /** Something new is shown: the aim may have moved. */
  aim(): void;
}

// A clock that was set, or a laptop that slept, is noticed within this time; "opens in 12 min" moves on with it too.
const everyMs = 30_000;

export function createStaleWatch(env: LifeEnv): StaleWatch {
  const all = new Set<Watched>();
  let aimed: Cancel = () => {};
  // Of its own: what is aimed anew with each tick of a busy market would never come to it.
  let regular: Cancel = () => {};
  let leave: Cancel | undefined;
  let isAsked = false;

  const recheck = () => {
    callEach([...all].map(({ recheck }) => recheck));
    wait();
  };
  const wait = () => {
    regular();
    // Nobody looks at a hidden page, which wakes nothing until it is shown.
    if (env.isVisible()) regular = env.after(everyMs + 1, recheck);
  };
  const aim = () => {
    aimed();
    let next = everyMs;
    callEach(
      [...all].map(({ nextInMs }) => () => {
        const own = nextInMs();
        // A moment that is none is no strip's next one.
        if (own < next) next = own;
      }),
    );
    if (next < everyMs) aimed = env.after(next + 1, recheck);
  };

  return {
    add(watched) {
      all.add(watched);
      if (leave === undefined) {
        leave = env.onPage(recheck);
        wait();
      }
      aim();
      return () => {
        all.delete(watched);
        if (all.size > 0) return;
        aimed();
        regular();
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
