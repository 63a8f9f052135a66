/** The orders in Redis: written by one script with the readings that they make, followed by announcement and by reading again. */
import type { ItemId } from '../protocol/item-id.ts';
import { draftOf, type Reading } from '../protocol/reading.ts';
import type { Cancel, Clock } from '../system/clock.ts';
import type { Random } from '../system/random.ts';
import { obey, shownAfter, shownUnder } from './order-rules.ts';
import { announcementOf } from './redis-codec.ts';
import type { RedisKeys } from './redis-keys.ts';
import type { RedisLink } from './redis-link.ts';
import { heldItemOf, orderEntriesOf, orderStateOf, standingOf } from './redis-order-codec.ts';
import type { RunScript } from './redis-scripts.ts';
import {
  type Change,
  type Correction,
  type HeldItem,
  type OrderBook,
  type OrderKeeper,
  type OrderState,
  type Refusal,
  type Standing,
  StoreError,
} from './store.ts';

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
/** Each change of the item in between costs one; a feed makes one in seconds. */
const maxTries = 8;
const maxEntries = 1_000;

interface Write {
  readonly item: ItemId;
  readonly expected: Standing | undefined;
  readonly next: Standing | undefined;
  /** How the held reading must begin; `*`: whatever it is. */
  readonly begins: string;
  readonly shows: Change;
  readonly fence?: number;
  readonly revision?: number;
  readonly entry?: string;
  readonly correction?: Correction;
}

export function createRedisOrders({ commands, run, keys, clock, random }: RedisOrdersOptions): RedisOrders {
  const listeners = new Set<(state: OrderState) => void>();
  let revision = 0;
  let cancel: Cancel = () => {};
  let stopped = false;

  const write = async (asked: Write): Promise<readonly string[]> => {
    const { item, expected, next, begins, shows, fence, revision: least = 0, entry } = asked;
    const log = entry === undefined ? [] : [keys.log, keys.corrections];
    const reply = await run(
      'order',
      [keys.meta, keys.state, keys.spark, keys.detail, keys.orders, ...log],
      [
        ...[keys.channel, item, json(expected), json(next), begins, json(shows.draft)],
        ...[json(shows.spark), json(shows.detail), fence === undefined ? '' : String(fence), String(least)],
        entry ?? '',
        json(asked.correction),
      ],
    );
    return Array.isArray(reply) ? reply.map(String) : [];
  };

  const readItem = async (item: ItemId) => {
    const [order, ...parts] = await commands.sendAll([
      ['HGET', keys.orders, item],
      ...[keys.state, keys.spark, keys.detail].map((key) => ['HGET', key, item]),
    ]);
    return { standing: standingOf(order === null ? undefined : String(order)), held: heldItemOf(parts) };
  };

  const load = async (): Promise<OrderState> =>
    orderStateOf(
      await commands.sendAll([
        ['HMGET', keys.meta, 'orders'],
        ['HGETALL', keys.orders],
        ['LRANGE', keys.corrections, '0', '-1'],
      ]),
      clock.now(),
    );

  /** What cannot be read now is read at the next look. */
  const look = async (): Promise<void> => {
    if (listeners.size === 0) return;
    const state = await load().catch(() => undefined);
    if (state === undefined || state.revision === revision) return;
    revision = state.revision;
    for (const listener of [...listeners]) listener(state);
  };

  const schedule = () => {
    if (stopped) return;
    cancel = clock.after(rereadMs * (0.8 + 0.2 * random()), () => void look().finally(schedule));
  };

  const settle = async (asked: Omit<Write, 'begins'>): Promise<'ok' | Refusal> => {
    const [kind] = await write({ ...asked, begins: '*' });
    return kind === 'fenced' || kind === 'lost' ? kind : 'ok';
  };

  const book: RedisOrders['book'] = {
    async give(given) {
      const { item } = given;
      for (let tries = 0; tries < maxTries; tries += 1) {
        const { standing: expected, held } = await readItem(item);
        const obeyed = obey(given, held, expected);
        if (obeyed.kind !== 'done') return obeyed;
        const { standing: next, shows } = obeyed;
        const shown = held === undefined ? {} : { shown: draftOf(held.reading) };
        const entry = JSON.stringify({ given, ...shown });
        const correction = given.kind === 'correct' ? { correction: given } : {};
        const [kind, e, s] = await write({
          item,
          expected,
          next,
          shows,
          begins: beginningOf(held),
          entry,
          ...correction,
        });
        if (kind === 'ok') {
          return { kind: 'done', reading: { ...shows.draft, e: Number(e), s: Number(s) } as Reading };
        }
      }
      throw new StoreError(`${item} changes faster than an order can be written; give it again`);
    },
    orders: load,
    watchOrders(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    orderLog: async () =>
      orderEntriesOf(await commands.send(['XREVRANGE', keys.log, '+', '-', 'COUNT', String(maxEntries)])),
    async restoreCorrections(fence, again, least) {
      const texts = again.map((one) => JSON.stringify(one));
      const answer = await run(
        'corrections',
        [keys.meta, keys.corrections],
        [keys.channel, String(fence), String(least), ...texts],
      );
      return String(answer) as 'ok' | Refusal;
    },
    lapse: (fence, ended) =>
      settle({
        item: ended.order.item,
        expected: ended,
        next: undefined,
        shows: shownAfter(ended, clock.now()),
        fence,
      }),
    restore: (fence, again, least) =>
      settle({
        item: again.order.item,
        expected: undefined,
        next: again,
        shows: shownUnder(again),
        fence,
        revision: least,
      }),
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

/** The text that each reading in Redis begins with: its place in the order, which no other copy shares. */
function beginningOf(held: HeldItem | undefined): string {
  return held === undefined ? '' : `{"e":${held.reading.e},"s":${held.reading.s},`;
}

function json(value: unknown): string {
  return value === undefined ? '' : JSON.stringify(value);
}
