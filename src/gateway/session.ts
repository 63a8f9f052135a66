/** One connection's outbox: what a reader is owed while its last frame is still on the way. Knows no socket. */
import type { ItemId } from '../protocol/item-id.ts';
import type { Clock } from '../system/clock.ts';
import type { Member } from './audience.ts';
import type { Frames } from './frames.ts';
import type { Tally } from './gateway-metrics.ts';
import type { PublishedState } from './hub.ts';

/** Hands bytes to the socket; `done` is called once they have left the process, never before this returns. */
export type Write = (frame: Buffer, done: () => void) => void;

export interface Session extends Member {
  /** A frame of the reader's own: greeting, error, drain notice. */
  send(frame: Buffer): void;
  /** Follows `items` from now on and answers with a `snap` of `added`. */
  follow(items: ReadonlySet<ItemId>, added: Iterable<ItemId>): void;
  busy(): boolean;
  /** For how many ms the frame on the way has made no progress; 0 where none is. */
  stalledMs(): number;
}

export interface SessionOptions {
  readonly items: ReadonlySet<ItemId>;
  readonly write: Write;
  readonly frames: Pick<Frames, 'snap' | 'upd' | 'hb'>;
  readonly hasNewLine: PublishedState['hasNewLine'];
  readonly clock: Clock;
  readonly tally: Tally;
}

// Errors and a drain notice; the message limit of the inbox keeps honest readers far below it.
const maxWaitingFrames = 8;

/**
 * Memory is bounded whatever the reader does: one frame is on the way, and behind it wait a few frames of
 * its own and names of items, never readings. The completion of the last write starts the next one. A socket's `drain`
 * event would not do: after a write below the high-water mark it never comes, and the newest value stays unsent.
 */
export function createSession({ items, write, frames, hasNewLine, clock, tally }: SessionOptions): Session {
  let following = items;
  let busy = false;
  let progressAt = 0;
  let beatDue = false;
  let snapDue: Set<ItemId> | undefined;
  const waiting: Buffer[] = [];
  const dirty = new Set<ItemId>();
  /** Of those, the ones whose line was in a frame that went without this reader. */
  const lined = new Set<ItemId>();

  function start(frame: Buffer): void {
    busy = true;
    progressAt = clock.monotonic();
    tally.sent += 1;
    write(frame, completed);
  }

  function completed(): void {
    busy = false;
    startNext();
  }

  function startNext(): void {
    const frame = busy ? undefined : next();
    if (frame !== undefined) start(frame);
  }

  /** The heartbeat goes last: its digest covers all that was published before it. */
  function next(): Buffer | undefined {
    return waiting.shift() ?? nextSnap() ?? nextUpdate() ?? nextBeat();
  }

  function nextSnap(): Buffer | undefined {
    if (snapDue === undefined) return undefined;
    const ids = snapDue;
    snapDue = undefined;
    for (const id of ids) {
      dirty.delete(id);
      lined.delete(id);
    }
    return frames.snap(ids);
  }

  function nextUpdate(): Buffer | undefined {
    if (dirty.size === 0) return undefined;
    const frame = frames.upd(dirty, lined);
    dirty.clear();
    lined.clear();
    return frame;
  }

  function nextBeat(): Buffer | undefined {
    if (!beatDue) return undefined;
    beatDue = false;
    return frames.hb(following);
  }

  function remember(ids: readonly ItemId[]): void {
    for (const id of ids) {
      if (dirty.has(id)) tally.conflated += 1;
      dirty.add(id);
      if (hasNewLine(id)) lined.add(id);
    }
  }

  return {
    send(frame) {
      if (!busy) start(frame);
      else if (waiting.length < maxWaitingFrames) waiting.push(frame);
    },
    update(frame, ids) {
      if (busy) remember(ids);
      else start(frame);
    },
    heartbeat(frame) {
      if (busy) beatDue = true;
      else start(frame);
    },
    follow(nextItems, added) {
      following = nextItems;
      snapDue = new Set([...(snapDue ?? []), ...added].filter((id) => nextItems.has(id)));
      for (const owed of [dirty, lined]) for (const id of owed) if (!nextItems.has(id)) owed.delete(id);
      startNext();
    },
    busy: () => busy,
    stalledMs: () => (busy ? clock.monotonic() - progressAt : 0),
  };
}
