/** The orders in Redis, followed by announcement and by reading again. */
import type { Cancel, Clock } from '../system/clock.ts';
import type { Random } from '../system/random.ts';
import { createListeners } from './listeners.ts';
import { maxOrderEntries, type OrderBook, type OrderKeeper, type OrderState } from './orders.ts';
import { announcementOf } from './redis-codec.ts';
import type { RedisKeys } from './redis-keys.ts';
import type { RedisLink } from './redis-link.ts';
import { orderEntriesOf, orderStateOf } from './redis-order-codec.ts';
import { createRedisOrderWrites } from './redis-order-writes.ts';
import type { RunScript } from './redis-scripts.ts';

export interface RedisOrdersOptions {
  readonly commands: Pick<RedisLink, 'send' | 'sendAll'>;
  readonly run: RunScript;
  readonly keys: RedisKeys;
  readonly clock: Clock;
  readonly random: Random;
}

export interface RedisOrders {
  readonly book: OrderBook & OrderKeeper;
  start(): void;
  stop(): void;
  /** One message of the channel. */
  hear(text: string): void;
  /** The channel is being listened to from now on. */
  listening(): void;
}

/** As often as readings are read again. */
const rereadMs = 5_000;

export function createRedisOrders({ commands, run, keys, clock, random }: RedisOrdersOptions): RedisOrders {
  const listeners = createListeners<[OrderState]>();
  let revision = 0;
  let cancel: Cancel = () => {};
  let stopped = false;

  const load = async (): Promise<OrderState> =>
    orderStateOf(
      await commands.sendAll([
        ['HMGET', keys.meta, 'orders'],
        ['HGETALL', keys.orders],
        ['LRANGE', keys.corrections, '0', '-1'],
        ['HGETALL', keys.accepted],
      ]),
      clock.now(),
    );

  /** What cannot be read now is read at the next look. */
  const look = async (): Promise<void> => {
    if (listeners.isEmpty()) return;
    const state = await load().catch(() => undefined);
    if (state === undefined || state.revision === revision) return;
    revision = state.revision;
    listeners.tell(state);
  };

  const schedule = () => {
    if (stopped) return;
    cancel = clock.after(rereadMs * (0.8 + 0.2 * random()), () => void look().finally(schedule));
  };

  const book: RedisOrders['book'] = {
    ...createRedisOrderWrites({ commands, run, keys, clock }),
    orders: load,
    watchOrders: listeners.add,
    orderLog: async () =>
      orderEntriesOf(
        await commands.send(['XREVRANGE', keys.log, '+', '-', 'COUNT', String(maxOrderEntries)]),
      ),
  };

  return {
    book,
    start: schedule,
    stop() {
      stopped = true;
      cancel();
    },
    hear(text) {
      const said = announcementOf(text);
      if (said?.t === 'put' && said.orders !== undefined) void look();
    },
    listening: () => void look(),
  };
}
