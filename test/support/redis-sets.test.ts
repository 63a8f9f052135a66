/** That servers which watch or complete each other do so. */
import { createCluster } from 'redis';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { type RedisCluster, startCluster } from './redis/cluster.ts';
import { type SentinelSet, startSentinelSet } from './redis/sentinel.ts';
import { until } from './redis/until.ts';

describe('a set with Sentinels', () => {
  let set: SentinelSet;
  beforeAll(async () => {
    set = await startSentinelSet({ downAfterMs: 1_000, failoverTimeoutMs: 5_000 });
  });
  afterAll(() => set.stop());

  it('puts a replica in the place of a primary that was killed', async () => {
    const first = await set.primary();
    expect(await first.command('ROLE')).toContain('master');
    await first.command('SET', 'name', 'kept');
    expect(await first.command('WAIT', '2', '5000')).toBe(2);
    expect(set.sentinels).toMatch(/^127\.0\.0\.1:\d+,127\.0\.0\.1:\d+,127\.0\.0\.1:\d+$/);
    expect(await set.killPrimary()).toBe(first);
    await until('there is another', async () => (await set.primary()) !== first);
    const second = await set.primary();
    expect(set.servers).toContain(second);
    expect(await second.command('GET', 'name')).toBe('kept');
    await second.command('SET', 'name', 'new');
    // The Sentinels make a replica of it later, within about 10 s.
    await first.restart();
    expect(await first.command('PING')).toBe('PONG');
  });
});

describe('a cluster', () => {
  let cluster: RedisCluster;
  beforeAll(async () => {
    cluster = await startCluster();
  });
  afterAll(() => cluster.stop());

  it('holds all slots on three nodes that take commands', async () => {
    const rootNodes = cluster.nodes.split(',').map((address) => ({ url: `redis://${address}` }));
    const client = createCluster({ rootNodes });
    client.on('error', () => {});
    await client.connect();
    onTestFinished(() => client.destroy());
    const keys = Array.from({ length: 30 }, (_, index) => `key-${index}`);
    await Promise.all(keys.map((key) => client.set(key, key)));
    expect(await Promise.all(keys.map((key) => client.get(key)))).toEqual(keys);
    const sizes = await Promise.all(cluster.servers.map((server) => server.command('DBSIZE')));
    expect(sizes.every((size) => Number(size) > 0)).toBe(true);
    expect(sizes.reduce((sum: number, size) => sum + Number(size), 0)).toBe(keys.length);
  });
});
