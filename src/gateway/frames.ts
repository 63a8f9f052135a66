/** Builds frames out of the published state; knows nothing of who gets them. */
import type { ItemId } from '../protocol/item-id.ts';
import { encode, type ServerMessage, type SessionLimits } from '../protocol/messages.ts';
import { digestOf } from '../protocol/order.ts';
import type { SnapshotItem } from '../protocol/snapshot.ts';
import type { HeldItem } from '../store/store.ts';
import type { Clock } from '../system/clock.ts';
import { withDrawnDigits } from './drawn-digits.ts';
import { textFrame } from './frame.ts';
import type { PublishedItem, PublishedState } from './hub.ts';

/** Each call encodes once. Items without a reading are left out. */
export interface Frames {
  hello(): Buffer;
  /** Readings with their sparklines. */
  snap(ids: Iterable<ItemId>): Buffer;
  /** Readings, with the lines that no reader can draw by itself. */
  upd(ids: Iterable<ItemId>): Buffer;
  hb(ids: Iterable<ItemId>): Buffer;
  of(message: ServerMessage): Buffer;
}

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
    upd: (ids) => of({ t: 'upd', items: held(ids).map(updateItemOf) }),
    hb: (ids) => of({ t: 'hb', now: clock.now(), digest: digestOf(held(ids).map(({ reading }) => reading)) }),
  };
}

/** What is published of `ids`, in their order. */
export function heldOf(published: PublishedState, ids: Iterable<ItemId>): PublishedItem[] {
  return [...ids].flatMap((id) => published.item(id) ?? []);
}

function updateItemOf(item: PublishedItem): SnapshotItem {
  return item.hasNewLine ? snapshotItemOf(item) : item.reading;
}

export function snapshotItemOf({ reading, spark }: HeldItem): SnapshotItem {
  return spark === undefined ? reading : { ...reading, spark: withDrawnDigits(spark) };
}
