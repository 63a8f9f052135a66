/** A limit to how long something may take. */
import type { Clock } from './clock.ts';

/** Settles as `promise` does, or rejects with `late()` after `ms`; what comes afterwards is ignored. */
export function within<T>(clock: Clock, ms: number, promise: Promise<T>, late: () => Error): Promise<T> {
  return new Promise((resolve, reject) => {
    const cancel = clock.after(ms, () => reject(late()));
    promise.then(resolve, reject).finally(cancel);
  });
}
