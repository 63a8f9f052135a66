/** Groups sessions by the set of items they follow, so that each frame is encoded once per group. */
import type { ItemId } from '../protocol/item-id.ts';
import type { Frames } from './frames.ts';

/** One session as its audience sees it. */
export interface Member {
  /** A tick's frame, and the items in it. */
  update(frame: Buffer, ids: readonly ItemId[]): void;
  heartbeat(frame: Buffer): void;
}

export interface Audience {
  readonly items: ReadonlySet<ItemId>;
  leave(member: Member): void;
}

export interface Audiences {
  /** Puts `member` with all others that follow the same items, in whatever order those are named. */
  join(member: Member, items: Iterable<ItemId>): Audience;
  /** Sends each audience what is published of its changed items; `onFrame` is told of each frame before it goes. */
  update(changed: ReadonlySet<ItemId>, onFrame?: (frame: Buffer) => void): void;
  heartbeat(): void;
  /** How many there are. */
  size(): number;
}

interface Group {
  readonly audience: Audience;
  readonly members: Set<Member>;
}

export function createAudiences(frames: Pick<Frames, 'upd' | 'hb'>): Audiences {
  const groups = new Map<string, Group>();

  function groupOf(items: Iterable<ItemId>): Group {
    const sorted = [...new Set(items)].sort();
    const key = sorted.join(' ');
    const held = groups.get(key);
    if (held !== undefined) return held;
    const group = createGroup(sorted, () => groups.delete(key));
    groups.set(key, group);
    return group;
  }

  return {
    join(member, items) {
      const { audience, members } = groupOf(items);
      members.add(member);
      return audience;
    },
    update(changed, onFrame) {
      for (const { audience, members } of groups.values()) {
        const ids = [...audience.items].filter((id) => changed.has(id));
        if (ids.length === 0) continue;
        const frame = frames.upd(ids);
        onFrame?.(frame);
        for (const member of members) member.update(frame, ids);
      }
    },
    heartbeat() {
      for (const { audience, members } of groups.values()) {
        const frame = frames.hb(audience.items);
        for (const member of members) member.heartbeat(frame);
      }
    },
    size: () => groups.size,
  };
}

function createGroup(items: readonly ItemId[], onEmpty: () => void): Group {
  const members = new Set<Member>();
  const leave = (member: Member) => {
    if (members.delete(member) && members.size === 0) onEmpty();
  };
  return { audience: { items: new Set(items), leave }, members };
}
