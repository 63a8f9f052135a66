import { afterEach, beforeEach, expect, it } from 'vitest';
import { createRedisStore } from '../../src/store/redis.ts';
import type { Store } from '../../src/store/store.ts';
import { systemClock } from '../../src/system/clock.ts';
import { createMetrics } from '../../src/system/metrics.ts';
import { systemRandom } from '../../src/system/random.ts';
import { seeker } from '../contracts/store.ts';
import { type RedisServer, startRedis } from '../support/redis/server.ts';
import { until } from '../support/redis/until.ts';
import { type LogLine, recordLog } from '../support/worker-rig.ts';
import { nextNamespace } from './redis-rig.ts';

/** What the people on call are told while Redis answers and does not do what is asked. */

let server: RedisServer;
let store: Store;
let lines: readonly LogLine[];

beforeEach(async () => {
  server = await startRedis({ acl: ['user masthead on >first ~* &* +@all'] });
  const record = recordLog();
  lines = record.lines;
  store = createRedisStore({
    place: {
      kind: 'single',
      at: {
        host: '127.0.0.1',
        port: server.port,
        tls: false,
        database: 0,
        username: 'masthead',
        password: 'first',
      },
    },
    namespace: nextNamespace(),
    clock: systemClock,
    random: systemRandom,
    log: record.log,
    metrics: createMetrics(),
  });
  await store.start();
});
afterEach(async () => {
  await store.close();
  await server.stop();
});

const told = (event: string, words = '') =>
  lines.filter((line) => line.event === event && String(line.fields.reason ?? '').includes(words)).length;

/** As a worker does that seeks the lease, some forty times in two seconds or more. */
const seekForLong = async () => {
  let tries = 0;
  await until('forty tries', async () => {
    await store.acquire(seeker('a')).catch(() => {});
    tries += 1;
    return tries >= 40;
  });
};

it('says once that its server is a replica that takes no writes, and calls it back once it is a primary', async () => {
  await server.command('REPLICAOF', '127.0.0.1', '1');
  await seekForLong();
  expect([told('Redis is away', 'READONLY'), told('Redis is back')]).toEqual([1, 0]);
  expect(store.health()).toMatchObject({ up: false, error: expect.stringMatching(/^READONLY /) });
  await server.command('REPLICAOF', 'NO', 'ONE');
  await until('the lease is held', async () => (await store.acquire(seeker('a'))).kind === 'held');
  await until('it is told', () => told('Redis is back') === 1);
  expect(told('Redis is away')).toBe(1);
});

it('says why it does not come back, once for each connection', async () => {
  await server.command('ACL', 'SETUSER', 'masthead', 'resetpass', '>second');
  await server.command('CLIENT', 'KILL', 'USER', 'masthead');
  await until('both were told', () => told('Redis is away', 'WRONGPASS') === 2);
  await seekForLong();
  expect(told('Redis is away', 'WRONGPASS')).toBe(2);
  await server.command('ACL', 'SETUSER', 'masthead', 'resetpass', '>first');
  await until('it is back', () => store.health().up);
  await until('both are told', () => told('Redis is back') === 2);
});

it('says once what is refused while it is there, and forgets nothing of that for a read that is answered', async () => {
  await server.command('CONFIG', 'SET', 'maxmemory', '1');
  await seekForLong();
  await store.load();
  expect([told('Redis refuses', 'OOM'), told('Redis refuses'), told('Redis is away')]).toEqual([1, 1, 0]);
});

it('says once that no answer comes in time', async () => {
  await server.command('CLIENT', 'PAUSE', '1800', 'ALL');
  await expect(Promise.all([store.orders(), store.load()])).rejects.toThrowError('no answer within a second');
  expect(lines.map(({ event, fields }) => `${event}: ${fields.reason}`)).toEqual([
    'Redis is slow: no answer within a second',
  ]);
});
