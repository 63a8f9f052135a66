/** Waits for a condition that announces itself by no event. */

const everyMs = 50;

/**
 * Asks again and again until `holds` says true; an error of its is a no. Rejects after `timeoutMs` (20 s by default) with
 * `what` was waited for and the last error.
 */
export async function until(
  what: string,
  holds: () => Promise<boolean> | boolean,
  timeoutMs = 20_000,
): Promise<void> {
  const endAt = performance.now() + timeoutMs;
  let trouble: unknown;
  do {
    try {
      if (await holds()) return;
    } catch (error) {
      trouble = error;
    }
    await new Promise((resolve) => setTimeout(resolve, everyMs));
  } while (performance.now() < endAt);
  throw new Error(`${what}: not within ${timeoutMs} ms`, { cause: trouble });
}
