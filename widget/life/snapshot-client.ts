/** Fetches a board over HTTP until it has come, and again and again while asked to poll. */
import type { Cancel, Env, HttpAnswer } from '../env.ts';
import { backoffMs } from './backoff.ts';

export interface SnapshotClient {
  /** Fetches now, and after failures again with backoff until it has succeeded. */
  load(): void;
  /** Fetches after a wait, as after a failure. */
  retry(): void;
  /** From now on fetches at once and every so many ms as well; 0: no more. */
  poll(everyMs: number): void;
  stop(): void;
}

const deadlineMs = 10_000;

/** `take` says whether the answer was good. Fetches nothing until told to. */
export function createSnapshotClient(
  env: Pick<Env, 'after' | 'random' | 'getJson'>,
  url: string,
  take: (answer: HttpAnswer | undefined) => boolean,
): SnapshotClient {
  let pollMs = 0;
  let failures = 0;
  let running: AbortController | undefined;
  let timer: Cancel = () => {};

  const stop = () => {
    timer();
    const round = running;
    running = undefined;
    round?.abort();
  };
  const load = async () => {
    stop();
    const round = new AbortController();
    running = round;
    timer = env.after(deadlineMs, () => round.abort());
    const answer = await env.getJson(url, round.signal).catch(() => undefined);
    if (running !== round) return;
    running = undefined;
    timer();
    if (take(answer)) {
      failures = 0;
      if (pollMs > 0) timer = env.after(pollMs, load);
    } else retry();
  };
  const retry = () => {
    timer = env.after(pollMs || backoffMs(failures, env.random), load);
    failures += 1;
  };

  return {
    load: () => void load(),
    retry,
    poll(everyMs) {
      if (everyMs === pollMs) return;
      pollMs = everyMs;
      if (running !== undefined) return;
      if (pollMs > 0) void load();
      else if (failures === 0) timer();
    },
    stop() {
      pollMs = 0;
      stop();
    },
  };
}
