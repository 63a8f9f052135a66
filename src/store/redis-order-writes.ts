/** Orders and corrections on their way into Redis: what becomes of the item is decided here, whether it holds by one script. */
import type { ItemId } from '../protocol/item-id.ts';
import { draftOf, type Reading } from '../protocol/reading.ts';
import type { Clock } from '../system/clock.ts';
import { doubtOf, doubtsMemo } from './doubts.ts';
import type { HeldItem, Refusal } from './held-item.ts';
import { type ItemState, obey, shownAfter, shownUnder } from './order-rules.ts';
import type { Acceptance, Correction, OrderBook, OrderKeeper, Standing } from './orders.ts';
import type { RedisKeys } from './redis-keys.ts';
import type { RedisLink } from './redis-link.ts';
import { heldItemOf, standingOf } from './redis-order-codec.ts';
import type { RunScript } from './redis-scripts.ts';
import { type Change, StoreError } from './store.ts';

export interface RedisOrderWritesOptions {
  readonly commands: Pick<RedisLink, 'sendAll'>;
  readonly run: RunScript;
  readonly keys: RedisKeys;
  readonly clock: Clock;
}

export type RedisOrderWrites = Pick<OrderBook, 'give'> & OrderKeeper;

/** Each change of the item in between costs one; a feed makes one in seconds. */
const maxTries = 8;

interface Write {
  readonly item: ItemId;
  readonly expected: Standing | undefined;
  readonly next: Standing | undefined;
  /** How the held reading must begin; `*`: whatever it is. */
  readonly begins: string;
  /** Absent: the item shows what it did. */
  readonly shows?: Change;
  readonly fence?: number;
  readonly revision?: number;
  readonly entry?: string;
  readonly correction?: Correction;
  readonly acceptance?: Acceptance;
}

export function createRedisOrderWrites({
  commands,
  run,
  keys,
  clock,
}: RedisOrderWritesOptions): RedisOrderWrites {
  const write = async (asked: Write): Promise<readonly string[]> => {
    const { item, expected, next, begins, shows, fence, revision: least = 0, entry } = asked;
    const log = entry === undefined ? [] : [keys.log, keys.corrections];
    const reply = await run(
      'order',
      [keys.meta, keys.state, keys.spark, keys.detail, keys.orders, keys.accepted, ...log],
      [
        ...[keys.channel, item, json(expected), json(next), begins, json(shows?.draft)],
        ...[json(shows?.spark), json(shows?.detail), fence === undefined ? '' : String(fence), String(least)],
        entry ?? '',
        json(asked.correction),
        json(asked.acceptance),
      ],
    );
    return Array.isArray(reply) ? reply.map(String) : [];
  };

  const readItem = async (item: ItemId): Promise<ItemState> => {
    const [order, doubt, ...parts] = await commands.sendAll([
      ['HGET', keys.orders, item],
      ['HGET', keys.memo(doubtsMemo), item],
      ...[keys.state, keys.spark, keys.detail].map((key) => ['HGET', key, item]),
    ]);
    const [standing, waiting] = [order, doubt].map((text) => (text === null ? undefined : String(text)));
    return { standing: standingOf(standing), doubt: doubtOf(waiting), held: heldItemOf(parts) };
  };

  const settle = async (asked: Omit<Write, 'begins'>): Promise<'ok' | Refusal> => {
    const [kind] = await write({ ...asked, begins: '*' });
    return kind === 'fenced' || kind === 'lost' ? kind : 'ok';
  };

  return {
    async give(given) {
      const { item } = given;
      for (let tries = 0; tries < maxTries; tries += 1) {
        const state = await readItem(item);
        const obeyed = obey(given, state);
        const { standing: expected, held } = state;
        const shown = held === undefined ? {} : { shown: draftOf(held.reading) };
        if (obeyed.kind === 'accepted') {
          const { acceptance } = obeyed;
          const entry = JSON.stringify({ given: acceptance, ...shown });
          const [kind] = await write({ item, expected, next: undefined, begins: '*', entry, acceptance });
          if (kind === 'ok') return obeyed;
          continue;
        }
        if (obeyed.kind !== 'done') return obeyed;
        const { standing: next, shows } = obeyed;
        const [kind, e, s] = await write({
          item,
          expected,
          next,
          shows,
          begins: beginningOf(held),
          entry: JSON.stringify({ given, ...shown }),
          ...(given.kind === 'correct' ? { correction: given } : {}),
        });
        if (kind === 'ok') {
          return { kind: 'done', reading: { ...shows.draft, e: Number(e), s: Number(s) } as Reading };
        }
      }
      throw new StoreError(`${item} changes faster than an order can be written; give it again`);
    },
    async restoreCorrections(fence, again, least) {
      const texts = again.map((one) => JSON.stringify(one));
      const answer = await run(
        'corrections',
        [keys.meta, keys.corrections],
        [keys.channel, String(fence), String(least), ...texts],
      );
      return String(answer) as 'ok' | Refusal;
    },
    async restoreAccepted(fence, again, revision) {
      for (const acceptance of again) {
        const { item } = acceptance;
        const answer = await settle({
          item,
          expected: undefined,
          next: undefined,
          fence,
          revision,
          acceptance,
        });
        if (answer !== 'ok') return answer;
      }
      return 'ok';
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
}

/** The text that each reading in Redis begins with: its place in the order, which no other copy shares. */
function beginningOf(held: HeldItem | undefined): string {
  return held === undefined ? '' : `{"e":${held.reading.e},"s":${held.reading.s},`;
}

function json(value: unknown): string {
  return value === undefined ? '' : JSON.stringify(value);
}
