/** The Redis store under the contract suite: each test has a namespace of its own on servers that all of them share. */

import { compareStamps } from '../../src/protocol/order.ts';
import type { Stamp } from '../../src/protocol/reading.ts';
import { createRedisStore } from '../../src/store/redis.ts';
import { redisKeys } from '../../src/store/redis-keys.ts';
import type { RedisPlace } from '../../src/store/redis-primary.ts';
import type { Store } from '../../src/store/store.ts';
import { systemClock } from '../../src/system/clock.ts';
import { silentLog } from '../../src/system/log.ts';
import { createMetrics } from '../../src/system/metrics.ts';
import { systemRandom } from '../../src/system/random.ts';
import type { StoreRig } from '../contracts/store.ts';
import { until } from '../support/redis/until.ts';

export type Command = (...args: string[]) => Promise<unknown>;

let namespaces = 0;

export function nextNamespace(): string {
  namespaces += 1;
  return `test-${process.pid}-${namespaces}`;
}

export function redisStore(place: RedisPlace, namespace: string): Store {
  return createRedisStore({
    place,
    namespace,
    clock: systemClock,
    random: systemRandom,
    log: silentLog,
    metrics: createMetrics(),
  });
}

export const single = (port: number): RedisPlace => ({
  kind: 'single',
  at: { host: '127.0.0.1', port, tls: false, database: 0 },
});

export function nodesOf(list: string) {
  return list.split(',').map((node) => {
    const [host = '', port] = node.split(':');
    return { host, port: Number(port) };
  });
}

/** `command`: one that reaches the keys, as an administrator. */
export async function redisRig(place: RedisPlace, command: Command): Promise<StoreRig> {
  const namespace = nextNamespace();
  const keys = redisKeys(namespace);
  const store = redisStore(place, namespace);
  let heard: Stamp = { e: 0, s: 0 };
  await store.start();
  store.watch((items) => {
    for (const { reading } of items) if (compareStamps(reading, heard) > 0) heard = reading;
  });
  return {
    store,
    async pass(ms) {
      const leftMs = Number(await command('PTTL', keys.lease));
      if (leftMs > ms) await command('PEXPIRE', keys.lease, String(leftMs - ms));
      else await command('DEL', keys.lease);
    },
    async settled() {
      const { epoch, seq } = await store.load();
      await until('all announcements are heard', () => compareStamps(heard, { e: epoch, s: seq }) >= 0);
    },
  };
}
