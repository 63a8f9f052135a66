/** Time as the process may use it: the wall clock, a clock that never goes back, and timers. */

/** Stops what it was handed out for; calling it again does nothing. */
export type Cancel = () => void;

export interface Clock {
  /** ms since the epoch, by the wall clock; may jump. */
  now(): number;
  /** ms since some fixed moment; never goes back. For deadlines and leases. */
  monotonic(): number;
  /** Runs `task` once after `ms`. */
  after(ms: number, task: () => void): Cancel;
  /** Runs `task` every `ms`, first after `ms`. */
  every(ms: number, task: () => void): Cancel;
}

export const systemClock: Clock = {
  now: () => Date.now(),
  monotonic: () => performance.now(),
  after(ms, task) {
    const timer = setTimeout(task, ms);
    return () => clearTimeout(timer);
  },
  every(ms, task) {
    const timer = setInterval(task, ms);
    return () => clearInterval(timer);
  },
};
