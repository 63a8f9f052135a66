/** Keeps up with what leaders write: announcements are the hint, reading again is the truth. */
import type { ItemId } from '../protocol/item-id.ts';
import { compareStamps, isNewer } from '../protocol/order.ts';
import type { Stamp } from '../protocol/reading.ts';
import type { Cancel, Clock } from '../system/clock.ts';
import type { Random } from '../system/random.ts';
import { announcementOf } from './redis-codec.ts';
import type { HeldItem, StoreState } from './store.ts';

export interface RedisFollowerOptions {
  readonly load: () => Promise<StoreState>;
  /** The newest place in the order that the store knows. */
  readonly top: () => Promise<Stamp>;
  readonly clock: Clock;
  readonly random: Random;
  readonly onItems: (items: readonly HeldItem[]) => void;
  readonly onFree: () => void;
  /** Something new was found that no announcement had brought. */
  readonly onRepair: () => void;
  /** How long after its moment by the store's clock something was heard, by ours: below zero where ours is behind. */
  readonly onLag: (lagMs: number) => void;
}

export interface RedisFollower {
  start(): void;
  stop(): void;
  /** One message of the channel. */
  hear(text: string): void;
  /** The channel is being listened to from now on: what was announced before must be read. */
  listening(): void;
  /** Who leads, as last heard. */
  leader(): string | undefined;
}

/** At most 5 s between two looks, somewhat less so that a fleet does not ask at once. */
const rereadMs = 5_000;
/** A read that failed is tried again sooner: what it was to bring will not be announced a second time. */
const retryMs = 1_000;
/** A leader beats every second; after this long without one nobody is known to lead. */
const leaderSilentMs = 5_000;

export function createRedisFollower(options: RedisFollowerOptions): RedisFollower {
  const { clock, random } = options;
  const stamps = new Map<ItemId, Stamp>();
  let heard: Stamp = { e: 0, s: 0 };
  let leader: { readonly owner: string; readonly at: number } | undefined;
  let cancel: Cancel = () => {};
  let reading: Promise<void> | undefined;
  let again = false;
  /** From when something is known to be missing until everything was read. */
  let isBehind = false;
  let stopped = false;

  const take = (items: Iterable<HeldItem>): boolean => {
    const news = [...items].filter(({ reading }) => isNewer(reading, stamps.get(reading.id)));
    for (const { reading } of news) stamps.set(reading.id, { e: reading.e, s: reading.s });
    if (news.length > 0) options.onItems(news);
    return news.length > 0;
  };

  const advance = (top: Stamp) => {
    if (compareStamps(top, heard) > 0) heard = top;
  };

  /** One at a time; a wish meanwhile makes one more. What cannot be read now is read at the next look. */
  const read = (isRepair: boolean): Promise<void> => {
    again = reading !== undefined;
    isBehind = true;
    reading ??= (async () => {
      do {
        again = false;
        const state = await options.load();
        advance({ e: state.epoch, s: state.seq });
        if (take(state.items.values()) && isRepair) options.onRepair();
      } while (again);
      isBehind = false;
    })()
      .catch(schedule)
      .finally(() => {
        reading = undefined;
      });
    return reading;
  };

  const look = async (): Promise<void> => {
    const top = await options.top().catch(() => heard);
    if (isBehind || compareStamps(top, heard) > 0) await read(true);
  };

  const schedule = () => {
    cancel();
    if (stopped) return;
    const waitMs = (isBehind ? retryMs : rereadMs) * (0.8 + 0.2 * random());
    cancel = clock.after(waitMs, () => void look().finally(schedule));
  };

  return {
    start: schedule,
    stop() {
      stopped = true;
      cancel();
    },
    hear(text) {
      const said = announcementOf(text);
      if (said === undefined) return;
      if (said.t === 'free') {
        leader = undefined;
        return options.onFree();
      }
      options.onLag(clock.now() - said.at);
      if (said.t === 'put') {
        // A gap before it: what it does not bring itself was missed.
        const hasGap = said.top.e !== heard.e || said.top.s - said.items.length > heard.s;
        take(said.items);
        advance(said.top);
        if (hasGap) void read(true);
        return;
      }
      leader = { owner: said.owner, at: clock.monotonic() };
      if (compareStamps(said.top, heard) > 0) void read(true);
    },
    listening: () => void read(false),
    leader: () =>
      leader !== undefined && clock.monotonic() - leader.at < leaderSilentMs ? leader.owner : undefined,
  };
}
