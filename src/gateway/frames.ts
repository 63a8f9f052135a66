/** Builds frames out of the published state; knows nothing of who gets them. */
import type { ItemId } from '../protocol/item-id.ts';
import { encode, type ServerMessage, type SessionLimits } from '../protocol/messages.ts';
import { digestOf } from '../protocol/order.ts';
import type { SnapshotItem } from '../protocol/snapshot.ts';
import type { HeldItem } from '../store/store.ts';
import type { Clock } from '../system/clock.ts';
import { withDrawnDigits } from './drawn-digits.ts';
import { textFrame } from './frame.ts';
import type { PublishedState } from './hub.ts';

/** Each call encodes once. Items without a reading are left out. */
export interface Frames {
  hello(): Buffer;
  /** Readings with their sparklines. */
  snap(ids: Iterable<ItemId>): Buffer;
  /** Readings, with the lines that no reader can draw by itself, and with those of `lined`. */
  upd(ids: Iterable<ItemId>, lined?: ReadonlySet<ItemId>): Buffer;
  hb(ids: Iterable<ItemId>): Buffer;
  of(message: ServerMessage): Buffer;
}

const none: ReadonlySet<ItemId> = new Set();

export interface FramesOptions {
  readonly published: PublishedState;
  readonly clock: Clock;
  readonly heartbeatMs: number;
  readonly limits: SessionLimits;
  readonly demo: boolean;
  /** Told of each frame that is built. */
  readonly onEncode: () => void;
}

export function createFrames({
  published,
  clock,
  heartbeatMs,
  limits,
  demo,
  onEncode,
}: FramesOptions): Frames {
  const held = (ids: Iterable<ItemId>) => heldOf(published, ids);
  const of = (message: ServerMessage): Buffer => {
    onEncode();
    return textFrame(encode(message));
  };
  return {
    of,
    hello: () =>
      of({ t: 'hello', now: clock.now(), epoch: published.epoch(), heartbeat: heartbeatMs, limits, demo }),
    snap: (ids) => of({ t: 'snap', items: held(ids).map(snapshotItemOf) }),
    upd: (ids, lined = none) => {
      const isLined = (id: ItemId) => lined.has(id) || published.hasNewLine(id);
      const items = held(ids).map((item) => (isLined(item.reading.id) ? snapshotItemOf(item) : item.reading));
      return of({ t: 'upd', items });
    },
    hb: (ids) => of({ t: 'hb', now: clock.now(), digest: digestOf(held(ids).map(({ reading }) => reading)) }),
  };
}

/** What is published of `ids`, in their order. */
export function heldOf(published: PublishedState, ids: Iterable<ItemId>): HeldItem[] {
  return [...ids].flatMap((id) => published.item(id) ?? []);
}

export function snapshotItemOf({ reading, spark }: HeldItem): SnapshotItem {
  return spark === undefined ? reading : { ...reading, spark: withDrawnDigits(spark) };
}
