/** A clock that a test turns by hand. */
import type { Clock } from '../../src/system/clock.ts';

export interface FakeClock extends Clock {
  /** Moves time on by `ms` and runs what falls due, in order, with `now()` at its due time. */
  advance(ms: number): void;
  /** Moves time on as `advance` does, letting promises settle after each timer. */
  advanceAsync(ms: number): Promise<void>;
  /** Steps the wall clock without letting time pass: no timer runs. */
  step(ms: number): void;
  /** How many timers are set. */
  pending(): number;
}

interface Timer {
  due: number;
  readonly everyMs: number | undefined;
  readonly task: () => void;
}

export function fakeClock(start = Date.UTC(2026, 10, 23, 12, 0, 0)): FakeClock {
  let monotonic = 0;
  let offset = start;
  const timers = new Set<Timer>();

  const set = (ms: number, everyMs: number | undefined, task: () => void) => {
    const timer: Timer = { due: monotonic + Math.max(ms, 0), everyMs, task };
    timers.add(timer);
    return () => void timers.delete(timer);
  };
  const nextBefore = (end: number): Timer | undefined =>
    [...timers].filter(({ due }) => due <= end).sort((a, b) => a.due - b.due)[0];
  const run = (timer: Timer) => {
    monotonic = Math.max(monotonic, timer.due);
    if (timer.everyMs === undefined) timers.delete(timer);
    else timer.due += timer.everyMs;
    timer.task();
  };

  return {
    now: () => monotonic + offset,
    monotonic: () => monotonic,
    after: (ms, task) => set(ms, undefined, task),
    every: (ms, task) => set(ms, ms, task),
    advance(ms) {
      const end = monotonic + ms;
      for (let timer = nextBefore(end); timer !== undefined; timer = nextBefore(end)) run(timer);
      monotonic = end;
    },
    async advanceAsync(ms) {
      const end = monotonic + ms;
      for (let timer = nextBefore(end); timer !== undefined; timer = nextBefore(end)) {
        run(timer);
        await settle();
      }
      monotonic = end;
      await settle();
    },
    step: (ms) => {
      offset += ms;
    },
    pending: () => timers.size,
  };
}

/** Lets everything that is already resolved run on. */
export async function settle(): Promise<void> {
  for (let turn = 0; turn < 10; turn += 1) await new Promise((resolve) => setImmediate(resolve));
}
