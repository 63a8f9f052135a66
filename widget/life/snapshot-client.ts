/** Fetches a board over HTTP until it has come, and again and again while asked to poll. */
import type { Cancel, Env, HttpAnswer } from '../env.ts';
import { backoffMs } from './backoff.ts';
import { request } from './request.ts';

export interface SnapshotClient {
  /** Fetches now, and after failures again with backoff until it has succeeded. */
  load(): void;
  /** Fetches after a wait, as after a failure. */
  retry(): void;
  /** From now on fetches at once and every so many ms as well; 0: no more. */
  poll(everyMs: number): void;
  /** True: nobody looks. Fetches nothing until they do; what was to be loaded comes then. */
  hold(isHeld: boolean): void;
  stop(): void;
}

/** `old`: a board, but one from before what it was loaded for. */
export type Outcome = 'good' | 'old' | 'failed';

// A cache gives an old answer while it asks for the new one, so a few seconds later it has that. Twice as long at the most,
// for all readers of a board hear at once that it has changed.
const oldMs = 10_000;

/** `take` says what the answer was worth. Fetches nothing until told to. */
export function createSnapshotClient(
  env: Pick<Env, 'after' | 'random' | 'getJson'>,
  url: string,
  take: (answer: HttpAnswer | undefined) => Outcome,
): SnapshotClient {
  let pollMs = 0;
  let failures = 0;
  // Has to come even where nobody polls.
  let isOwed = false;
  let isHeld = false;
  let running: Cancel | undefined;
  let timer: Cancel = () => {};

  const stop = () => {
    timer();
    running?.();
    running = undefined;
  };
  const ask = () => {
    stop();
    if (!isHeld) running = request(env, url, heard);
  };
  const heard = (answer: HttpAnswer | undefined) => {
    running = undefined;
    const outcome = take(answer);
    // Asked anew meanwhile.
    if (running !== undefined) return;
    if (outcome === 'failed') askAgain();
    else {
      failures = 0;
      if (outcome === 'good') isOwed = false;
      if (isOwed) timer = env.after(oldMs * (1 + env.random()), ask);
      else if (pollMs > 0) timer = env.after(pollMs, ask);
    }
  };
  const askAgain = () => {
    if (pollMs === 0 && !isOwed) return;
    timer = env.after(pollMs || backoffMs(failures, env.random), ask);
    failures += 1;
  };

  return {
    load() {
      isOwed = true;
      ask();
    },
    retry() {
      isOwed = true;
      askAgain();
    },
    poll(everyMs) {
      if (everyMs === pollMs) return;
      pollMs = everyMs;
      if (running !== undefined) return;
      if (pollMs > 0) ask();
      else if (!isOwed) {
        timer();
        failures = 0;
      }
    },
    hold(on) {
      if (on === isHeld) return;
      isHeld = on;
      if (on) stop();
      else if (isOwed) ask();
    },
    stop() {
      isOwed = false;
      pollMs = 0;
      stop();
    },
  };
}
