/** Holds chunks for a while and gives them on in order; knows no socket. */

export interface DelayLine {
  /** `undefined` is the end, which waits behind what is held. */
  push(chunk: Buffer | undefined): void;
  /** What is held costs so much memory, about. */
  heldBytes(): number;
  /** Forgets what is held. */
  clear(): void;
}

/** What a held chunk costs beside its bytes: single bytes must not cost more than they count. */
const overheadBytes = 256;

/** `delayMs` is asked at each push: what comes later never overtakes, also where it is delayed less. */
export function makeDelayLine(
  delayMs: () => number,
  deliver: (chunk: Buffer | undefined) => void,
): DelayLine {
  let held: { readonly chunk: Buffer | undefined; readonly dueAt: number }[] = [];
  let bytes = 0;
  let timer: NodeJS.Timeout | undefined;

  const flush = () => {
    timer = undefined;
    for (let [first] = held; first !== undefined && first.dueAt <= performance.now(); [first] = held) {
      held.shift();
      bytes -= costOf(first.chunk);
      deliver(first.chunk);
    }
    const [next] = held;
    // A timer may be early by less than a millisecond.
    if (next !== undefined) timer = setTimeout(flush, Math.max(1, next.dueAt - performance.now()));
  };

  return {
    push(chunk) {
      held.push({ chunk, dueAt: performance.now() + delayMs() });
      bytes += costOf(chunk);
      if (timer === undefined) flush();
    },
    heldBytes: () => bytes,
    clear() {
      clearTimeout(timer);
      timer = undefined;
      held = [];
      bytes = 0;
    },
  };
}

function costOf(chunk: Buffer | undefined): number {
  return (chunk?.length ?? 0) + overheadBytes;
}
