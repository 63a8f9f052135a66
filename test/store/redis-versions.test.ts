import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { announcementOf } from '../../src/store/redis-codec.ts';
import { redisKeys } from '../../src/store/redis-keys.ts';
import { projectPath } from '../../src/system/project.ts';
import { quoteDraft, seeker } from '../contracts/store.ts';
import { type RedisServer, startRedis } from '../support/redis/server.ts';
import { nextNamespace, redisStore, single } from './redis-rig.ts';

type Hash = Readonly<Record<string, string>>;

interface Kept {
  readonly keys: Readonly<Record<'meta' | 'state' | 'spark' | 'detail', Hash>>;
  readonly memos: Readonly<Record<string, Hash>>;
  readonly channel: Readonly<Record<'put' | 'hb' | 'free', string>>;
}

const kept = JSON.parse(readFileSync(projectPath('test/fixtures/store/redis-0.1.json'), 'utf8')) as Kept;

let server: RedisServer;
beforeAll(async () => {
  server = await startRedis();
});
afterAll(() => server.stop());

async function open(namespace = nextNamespace()) {
  const store = redisStore(single(server.port), namespace);
  await store.start();
  return { store, keys: redisKeys(namespace) };
}

async function put(key: string, hash: Hash): Promise<void> {
  if (Object.keys(hash).length > 0) await server.command('HSET', key, ...Object.entries(hash).flat());
}

describe('what version 0.1 left in Redis', () => {
  it('is read as it was meant, and led on from', async () => {
    const { store, keys } = await open();
    for (const [name, hash] of Object.entries(kept.keys)) await put(keys[name as 'meta'], hash);
    for (const [name, hash] of Object.entries(kept.memos)) await put(keys.memo(name), hash);
    const { epoch, seq, items } = await store.load();
    expect([epoch, seq]).toEqual([1_795_461_600_000, 3]);
    expect([...items.keys()].sort()).toEqual(['alerts:oslo-no', 'quote:BTC-USD', 'quote:ETH-USD']);
    expect(items.get('quote:BTC-USD')).toMatchObject({
      reading: { s: 3, value: { price: '91234.5' } },
      spark: { v: [91_000, 91_234.5] },
    });
    expect(await store.recall(['feed:kraken'])).toEqual(new Map(Object.entries(kept.memos)));
    const acquired = await store.acquire(seeker('b'));
    expect(acquired).toMatchObject({ kind: 'held' });
    expect(acquired.kind === 'held' && acquired.fence).toBeGreaterThan(epoch);
    await store.close();
  });

  it('is what it hears on the channel', () => {
    const { put: said, hb, free } = kept.channel;
    const top = { e: 1_795_461_600_000, s: 3 };
    expect(announcementOf(said)).toMatchObject({
      t: 'put',
      top,
      items: [{ reading: { id: 'quote:BTC-USD' } }],
    });
    expect(announcementOf(hb)).toEqual({ t: 'hb', at: 1_795_461_592_000, top, owner: 'host:1:abc' });
    expect(announcementOf(free)).toEqual({ t: 'free' });
  });
});

describe('what this version leaves in Redis', () => {
  it('has every name and every field that version 0.1 reads', async () => {
    const { store, keys } = await open();
    const acquired = await store.acquire(seeker('a'));
    if (acquired.kind !== 'held') throw new Error('busy');
    const spark = { t0: 1, dt: [0], v: [1] };
    await store.publish(acquired.fence, 0, [{ draft: quoteDraft('BTC-USD', '1'), spark }]);
    await store.close();
    const hash = async (key: string) => (await server.command('HGETALL', key)) as readonly string[];
    const meta = await hash(keys.meta);
    for (const field of Object.keys(kept.keys.meta)) expect(meta).toContain(field);
    const [id, reading] = await hash(keys.state);
    expect(id).toBe('quote:BTC-USD');
    const before = Object.keys(JSON.parse(kept.keys.state['quote:BTC-USD'] ?? '{}'));
    expect(Object.keys(JSON.parse(reading ?? '{}'))).toEqual(expect.arrayContaining(before));
    expect(await hash(keys.spark)).toEqual(['quote:BTC-USD', JSON.stringify(spark)]);
  });
});
