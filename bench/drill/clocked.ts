/** Waits, and says how long it took. */
import { setTimeout as sleep } from 'node:timers/promises';

const lookEveryMs = 20;

/** ms until `holds`, from now or from `since` (of `performance.now()`); Infinity where it does not within `timeoutMs`. An error counts as no. */
export async function msUntil(
  holds: () => Promise<boolean> | boolean,
  timeoutMs: number,
  since = performance.now(),
): Promise<number> {
  while (performance.now() - since < timeoutMs) {
    try {
      if (await holds()) return performance.now() - since;
    } catch {
      // Whoever is asked is away just now.
    }
    await sleep(lookEveryMs);
  }
  return Number.POSITIVE_INFINITY;
}

/** Runs `look` again and again until `task` is over, and resolves with what it found. Errors of `look` are left out. */
export async function during<T>(
  task: Promise<unknown>,
  everyMs: number,
  look: () => Promise<T>,
): Promise<T[]> {
  const found: T[] = [];
  let isOver = false;
  const over = task.finally(() => {
    isOver = true;
  });
  over.catch(() => {});
  while (!isOver) {
    await look().then(
      (one) => found.push(one),
      () => {},
    );
    await Promise.race([sleep(everyMs), over]);
  }
  await over;
  return found;
}
