/** Holds each raw frame of a reader against all it was sent before: nothing older, nothing twice. Knows no socket. */
import type { ServerMessage } from '../../src/protocol/messages.ts';
import { compareStamps } from '../../src/protocol/order.ts';
import { hasValue, type Reading } from '../../src/protocol/reading.ts';

/** Broken promises since the drill began, and the first few in words. */
export interface Faults {
  /** Values with a lower place in the order, or an older time, than one before on the same socket. */
  olderOnSocket: number;
  /** The same copy a second time, in an update on the same socket. */
  repeats: number;
  /** As `olderOnSocket`, but held against what another socket of the reader had brought before it was opened. */
  olderAfterReconnect: number;
  readonly examples: string[];
}

export function noFaults(): Faults {
  return { olderOnSocket: 0, repeats: 0, olderAfterReconnect: 0, examples: [] };
}

/** What is remembered of a reading: enough to know an older one. */
export interface Seen {
  readonly e: number;
  readonly s: number;
  readonly asOf: number;
}

export type SeenItems = ReadonlyMap<string, Seen>;

export interface SocketCheck {
  take(message: ServerMessage): void;
  seen(): SeenItems;
}

const maxExamples = 20;

/** `before`: what the reader had been sent over other sockets by the time this one was opened. */
export function createSocketCheck(before: SeenItems, faults: Faults): SocketCheck {
  const seen = new Map<string, Seen>();
  const blame = (what: 'olderOnSocket' | 'repeats' | 'olderAfterReconnect', reading: Reading, held: Seen) => {
    faults[what] += 1;
    if (faults.examples.length < maxExamples) faults.examples.push(`${what}: ${told(reading, held)}`);
  };
  const judge = (reading: Reading, isUpdate: boolean) => {
    const own = seen.get(reading.id);
    const other = before.get(reading.id);
    if (own !== undefined && isOlder(reading, own)) blame('olderOnSocket', reading, own);
    else if (own !== undefined && isUpdate && compareStamps(reading, own) === 0)
      blame('repeats', reading, own);
    else if (own === undefined && other !== undefined && isOlder(reading, other))
      blame('olderAfterReconnect', reading, other);
    seen.set(reading.id, seenOf(reading, own));
  };
  return {
    take(message) {
      if (message.t !== 'upd' && message.t !== 'snap') return;
      for (const reading of message.items) judge(reading, message.t === 'upd');
    },
    seen: () => seen,
  };
}

function isOlder(reading: Reading, held: Seen): boolean {
  return compareStamps(reading, held) < 0 || (hasValue(reading) && reading.asOf < held.asOf);
}

/** The time of a blank is when it was decided: it says nothing of the values around it. */
function seenOf(reading: Reading, held: Seen | undefined): Seen {
  const { e, s } = reading;
  return { e, s, asOf: Math.max(held?.asOf ?? 0, hasValue(reading) ? reading.asOf : 0) };
}

function told({ id, e, s, asOf }: Reading, held: Seen): string {
  return `${id} ${e}.${s} of ${asOf} after ${held.e}.${held.s} of ${held.asOf}`;
}
