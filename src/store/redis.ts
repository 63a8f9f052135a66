/** The store of a fleet: readings, lease and memos in Redis, decided by scripts, announced on a channel. */
import type { ItemId } from '../protocol/item-id.ts';
import { compareStamps } from '../protocol/order.ts';
import type { Clock } from '../system/clock.ts';
import type { Log } from '../system/log.ts';
import type { Metrics } from '../system/metrics.ts';
import type { Random } from '../system/random.ts';
import { createListeners } from './listeners.ts';
import { hashOf, stateOf, topOf } from './redis-codec.ts';
import { createRedisFollower } from './redis-follower.ts';
import { redisKeys } from './redis-keys.ts';
import { createRedisLink } from './redis-link.ts';
import { createRedisOrders } from './redis-orders.ts';
import { createRedisPrimary, type RedisPlace } from './redis-primary.ts';
import { createScripts } from './redis-scripts.ts';
import { createRedisTally } from './redis-tally.ts';
import type { Acquired, Change, HeldItem, Memo, Published, Refusal, Store, StoreState } from './store.ts';

export interface RedisStoreOptions {
  readonly place: RedisPlace;
  /** Keeps several installations in one Redis apart: lower-case words joined by hyphens. */
  readonly namespace: string;
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Log;
  readonly metrics: Metrics;
}

/** A week: a feed that nobody ran for longer is a new one. */
const memoLifeS = 7 * 86_400;

/** Not connected yet; see `start`. Commands go over one connection, the channel over another. */
export function createRedisStore(options: RedisStoreOptions): Store {
  const { place, namespace, clock, random, log, metrics } = options;
  const keys = redisKeys(namespace);
  const primary = createRedisPrimary(place, keys.meta, clock);
  const tally = createRedisTally(clock, log, metrics);
  const listeners = createListeners<[readonly HeldItem[]]>();
  const waiting = createListeners<[]>();

  // Of a hash that each user who writes may write to, a field that is none.
  const link = { primary, clock, random, proof: ['HDEL', keys.meta, 'none'] };
  const commands = createRedisLink({
    ...link,
    onUp() {
      tally.up('commands');
      waiting.tell();
    },
    onSteady: () => tally.steady('commands'),
    onDown: (reason) => tally.down('commands', reason),
    onTrouble: (reason) => tally.trouble('commands', reason),
  });
  const channel = createRedisLink({
    ...link,
    prepare: (client) =>
      client.subscribe(keys.channel, (text) => {
        follower.hear(text);
        orders.hear(text);
      }),
    onUp() {
      tally.up('channel');
      follower.listening();
      orders.listening();
    },
    onSteady: () => tally.steady('channel'),
    onDown: (reason) => tally.down('channel', reason),
    onTrouble: (reason) => tally.trouble('channel', reason),
  });

  const load = async (): Promise<StoreState> =>
    stateOf(
      await commands.sendAll([
        ['HMGET', keys.meta, 'fence', 'seq'],
        ['HGETALL', keys.state],
        ['HGETALL', keys.spark],
        ['HGETALL', keys.detail],
      ]),
    );

  const follower = createRedisFollower({
    load,
    top: async () => topOf(await commands.send(['HMGET', keys.meta, 'fence', 'seq'])),
    clock,
    random,
    onItems(items) {
      listeners.tell([...items].sort((a, b) => compareStamps(a.reading, b.reading)));
    },
    onFree: waiting.tell,
    onRepair: tally.repaired,
    onLag: tally.late,
  });
  const run = createScripts(commands);
  const { book, ...orders } = createRedisOrders({ commands, run, keys, clock, random });

  return {
    ...book,
    async start() {
      follower.start();
      orders.start();
      await Promise.all([commands.start(), channel.start()]);
    },
    async acquire({ owner, ttlMs, seen, manner }) {
      const [kind, fence] = textsOf(
        await run(
          'acquire',
          [keys.lease, keys.meta],
          [owner, String(ttlMs), String(seen.e), String(seen.s), manner, keys.channel],
        ),
      );
      return (kind === 'held' ? { kind, fence: Number(fence), seq: 0 } : { kind }) as Acquired;
    },
    renew: async (owner, ttlMs, { fence, seq, items }) =>
      String(
        await run(
          'renew',
          [keys.lease, keys.meta, keys.state],
          [owner, String(ttlMs), String(fence), String(seq), String(items), keys.channel],
        ),
      ) as 'ok' | Refusal,
    release: async (owner) => void (await run('release', [keys.lease], [owner, keys.channel])),
    watchLease: waiting.add,
    async publish(fence, expectedSeq, changes) {
      const [kind, ...rest] = textsOf(
        await run(
          'publish',
          [keys.meta, keys.state, keys.spark, keys.detail, keys.orders],
          [keys.channel, String(fence), String(expectedSeq), ...changes.flatMap(argsOf)],
        ),
      );
      if (kind === 'ordered') return { kind, items: rest as ItemId[] };
      return (kind === 'ok' ? { kind, seq: Number(rest[0]) } : { kind }) as Published;
    },
    load,
    watch: listeners.add,
    async remember(fence, memos) {
      const given = [...memos].filter(([, memo]) => Object.keys(memo).length > 0);
      const names = given.map(([name]) => keys.memo(name));
      const fields = given.flatMap(([, memo]) => {
        const flat = Object.entries(memo).flat();
        return [String(flat.length), ...flat];
      });
      const answer = await run(
        'remember',
        [keys.meta, ...names],
        [String(fence), String(memoLifeS), ...fields],
      );
      return String(answer) as 'ok' | Refusal;
    },
    async recall(names) {
      const replies = await commands.sendAll(names.map((name) => ['HGETALL', keys.memo(name)]));
      const memos = names.map((name, index): [string, Memo] => [
        name,
        Object.fromEntries(hashOf(replies[index])),
      ]);
      return new Map(memos.filter(([, memo]) => Object.keys(memo).length > 0));
    },
    health: () => ({
      kind: 'redis',
      up: commands.isUp() && channel.isUp(),
      error: commands.trouble() ?? channel.trouble() ?? null,
      leader: follower.leader() ?? null,
      ...tally.counts(),
    }),
    async close() {
      follower.stop();
      orders.stop();
      commands.close();
      channel.close();
    },
  };
}

function textsOf(reply: unknown): readonly string[] {
  return Array.isArray(reply) ? reply.map(String) : [String(reply)];
}

/** Four texts for each change, as publish.lua takes them. */
function argsOf({ draft, spark, detail }: Change): readonly string[] {
  const json = (value: unknown) => (value === undefined ? '' : JSON.stringify(value));
  return [draft.id, JSON.stringify(draft), json(spark), json(detail)];
}
