import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { doubtsMemo } from '../../src/store/doubts.ts';
import type { Instruction } from '../../src/store/orders.ts';
import { redisKeys } from '../../src/store/redis-keys.ts';
import type { HeldItem, Store } from '../../src/store/store.ts';
import { projectPath } from '../../src/system/project.ts';
import { correctionOf, liftOf, orderOf } from '../contracts/orders.ts';
import { quoteDraft, seeker } from '../contracts/store.ts';
import { makeRedisUsers, type RedisUsers } from '../deploy/redis-users-rig.ts';
import { sendAdmin } from '../support/redis/admin.ts';
import { type RedisServer, startRedis } from '../support/redis/server.ts';
import { until } from '../support/redis/until.ts';
import { redisStore } from './redis-rig.ts';

/** The one that the shipped rules are for. */
const namespace = 'masthead';
const keys = redisKeys(namespace);
type User = 'worker' | 'gateway' | 'operator';

let users: RedisUsers;
let server: RedisServer;
beforeAll(async () => {
  users = await makeRedisUsers();
  server = await startRedis({ acl: users.lines });
});
afterAll(() => server?.stop());
beforeEach(() => server.command('FLUSHALL'));

async function storeOf(user: User): Promise<Store> {
  const at = { host: '127.0.0.1', port: server.port, tls: false, database: 0 };
  const store = redisStore(
    { kind: 'single', at: { ...at, username: user, password: users.passwords[user] } },
    namespace,
  );
  onTestFinished(() => store.close());
  await store.start();
  return store;
}

function sendAs(username: User, args: readonly string[]): Promise<unknown> {
  return sendAdmin({ port: server.port, login: { username, password: users.passwords[username] } }, args);
}

async function lead(store: Store): Promise<number> {
  const acquired = await store.acquire(seeker('a'));
  if (acquired.kind !== 'held') throw new Error(`the lease is ${acquired.kind}`);
  return acquired.fence;
}

const change = { draft: quoteDraft('A', '1'), spark: { t0: 1, dt: [0], v: [1] } };
const memos = new Map([['feed:a', { tried: '1' }]]);
const refused = { name: 'StoreError', message: expect.stringMatching(/^NOPERM /) };

describe("Redis' users", () => {
  it('let a worker do all that a store does', async () => {
    const store = await storeOf('worker');
    const heard: HeldItem[] = [];
    let freed = false;
    store.watch((items) => heard.push(...items));
    store.watchLease(() => {
      freed = true;
    });
    const fence = await lead(store);
    expect(await store.publish(fence, 0, [change])).toEqual({ kind: 'ok', seq: 1 });
    expect(await store.renew('a', 3_000, { fence, seq: 1, items: 1 })).toBe('ok');
    expect(await store.remember(fence, memos)).toBe('ok');
    expect(await store.recall(['feed:a'])).toEqual(memos);
    expect((await store.load()).items.get('quote:A')).toMatchObject({ spark: change.spark });
    await until('the announcement is heard', () => heard.length === 1 && store.health().leader === 'a');
    await store.release('a');
    await until('the freed lease is heard of', () => freed);
    expect(store.health()).toMatchObject({ up: true, error: null });
  });

  it('let a gateway read and listen, and do nothing else', async () => {
    const [worker, gateway] = await Promise.all([storeOf('worker'), storeOf('gateway')]);
    const heard: HeldItem[] = [];
    gateway.watch((items) => heard.push(...items));
    const fence = await lead(worker);
    await worker.publish(fence, 0, [change]);
    await until('the announcement is heard', () => heard.length === 1);
    expect((await gateway.load()).items.get('quote:A')?.reading).toMatchObject({ value: { price: '1' } });
    expect(gateway.health()).toMatchObject({ up: true, error: null, leader: 'a' });

    await expect(gateway.acquire(seeker('b'))).rejects.toMatchObject(refused);
    await expect(gateway.publish(fence, 1, [change])).rejects.toMatchObject(refused);
    await expect(gateway.remember(fence, memos)).rejects.toMatchObject(refused);
    await expect(gateway.renew('a', 1, { fence, seq: 1, items: 1 })).rejects.toMatchObject(refused);
    await expect(gateway.release('a')).rejects.toMatchObject(refused);
    expect((await worker.load()).seq).toBe(1);
  });

  it('let an operator give orders, and nobody else', async () => {
    const [worker, gateway, operator] = await Promise.all([
      storeOf('worker'),
      storeOf('gateway'),
      storeOf('operator'),
    ]);
    await worker.publish(await lead(worker), 0, [change]);
    const before = await worker.load();
    for (const store of [worker, gateway]) {
      await expect(store.give(orderOf('withdraw'))).rejects.toMatchObject({
        name: 'StoreError',
        message: expect.stringMatching(/NOPERM|user executing the script can't/),
      });
    }
    // Refused whole: no reading, no order, no line.
    expect(await worker.load()).toEqual(before);
    expect((await worker.orders()).standing.size).toBe(0);
    expect((await operator.give(orderOf('withdraw'))).kind).toBe('done');
    expect((await operator.orders()).standing.size).toBe(1);
    expect((await worker.orderLog()).map(({ given }) => given.kind)).toEqual(['withdraw']);
    expect((await operator.give(liftOf('release'))).kind).toBe('done');
    expect((await gateway.orders()).standing.size).toBe(0);
  });

  it('let an operator agree to a price that waits, and a worker hear and restore it', async () => {
    const [worker, operator] = await Promise.all([storeOf('worker'), storeOf('operator')]);
    const fence = await lead(worker);
    const doubt = {
      since: 1,
      limit: 0,
      draft: quoteDraft('A', '20'),
      shown: '1',
      other: null,
      otherSource: null,
    };
    await worker.remember(fence, new Map([[doubtsMemo, { 'quote:A': JSON.stringify(doubt) }]]));
    expect((await operator.recall([doubtsMemo])).get(doubtsMemo)).toHaveProperty('quote:A');
    const given = await operator.give({ ...liftOf('release'), at: Date.now() } as Instruction);
    if (given.kind !== 'accepted') throw new Error(given.kind);
    expect((await worker.orders()).accepted.get('quote:A')).toEqual(given.acceptance);
    expect(await worker.restoreAccepted(fence, [given.acceptance], 1)).toBe('ok');
    const forged = new Map([[doubtsMemo, { 'quote:B': '{}' }]]);
    await expect(operator.remember(fence, forged)).rejects.toMatchObject({ name: 'StoreError' });
  });

  it('let a worker end and restore orders, and an operator neither lead nor write feeds’ memos', async () => {
    const [worker, operator] = await Promise.all([storeOf('worker'), storeOf('operator')]);
    const fence = await lead(worker);
    expect(await worker.restore(fence, { order: orderOf('withdraw') }, 1)).toBe('ok');
    expect(await worker.lapse(fence, { order: orderOf('withdraw') })).toBe('ok');
    expect((await worker.orders()).standing.size).toBe(0);
    await worker.publish(fence, (await worker.load()).seq, [change]);
    await operator.give(correctionOf('A', 9));
    expect(await worker.restoreCorrections(fence, [correctionOf('A', 8)], 1)).toBe('ok');
    expect((await worker.orders()).corrections.map(({ at }) => at)).toEqual([9, 8]);
    await expect(operator.acquire(seeker('b'))).rejects.toMatchObject(refused);
    await expect(operator.remember(fence, memos)).rejects.toMatchObject(refused);
  });

  const beyond = [
    ['HGET', 'other:state', 'a'],
    ['HGETALL', 'other:state'],
    ['SUBSCRIBE', 'other:ch'],
    ['SUBSCRIBE', `${keys.channel}2`],
    ['PSUBSCRIBE', '*'],
    ['PUBLISH', 'other:ch', 'x'],
    ['EVAL', "return redis.call('SET', KEYS[1], 'x')", '1', 'other:lease'],
    ['EVAL', "return redis.call('GET', 'other:lease')", '0'],
    ['KEYS', '*'],
    ['SCAN', '0'],
    ['FLUSHALL'],
    ['CONFIG', 'GET', '*'],
    ['ACL', 'LIST'],
    ['SCRIPT', 'FLUSH'],
    ['CLIENT', 'LIST'],
    ['INFO'],
    ['SHUTDOWN', 'NOSAVE'],
    ['REPLICAOF', '127.0.0.1', '1'],
  ];
  const writing = [
    ['HSET', keys.state, 'quote:A', '{}'],
    ['DEL', keys.state],
    ['SET', keys.lease, 'b'],
    ['GET', keys.lease],
    ['EXPIRE', keys.meta, '1'],
    ['PUBLISH', keys.channel, '{"t":"free"}'],
    ['EVAL', 'return 1', '0'],
    ['EVALSHA', '0'.repeat(40), '0'],
  ];

  it.each([
    ['worker', beyond],
    ['gateway', [...beyond, ...writing]],
    [
      'operator',
      [...beyond, ['SET', keys.lease, 'b'], ['DEL', keys.state], ['HSET', keys.memo('feed:a'), 'a', 'b']],
    ],
  ] as const)('refuse a %s whatever is not its business', async (user, commands) => {
    const answers = await Promise.allSettled(commands.map((args) => sendAs(user, args)));
    const allowed = answers.flatMap(({ status }, at) => (status === 'fulfilled' ? [commands[at]] : []));
    expect(allowed).toEqual([]);
    // In a script the words are others.
    const reasons = answers.map((answer) => String((answer as PromiseRejectedResult).reason));
    for (const reason of reasons) expect(reason).toMatch(/NOPERM|user executing the script can't/);
  });

  it('give a worker no command that neither the program nor a script of its sends', () => {
    const folder = projectPath('src', 'store', 'lua');
    const scripts = readdirSync(folder).map((name) => readFileSync(path.join(folder, name), 'utf8'));
    const inScripts = scripts.flatMap((text) =>
      [...text.matchAll(/redis\.call\('(\w+)'/g)].map(([, name = '']) => name),
    );
    const sent = [
      'ping',
      'subscribe',
      'multi',
      'exec',
      'hmget',
      'hget',
      'hgetall',
      'lrange',
      'xrevrange',
      'evalsha',
      'eval',
    ];
    // The log of orders takes lines from operators alone.
    const needed = new Set([...sent, ...inScripts.map((name) => name.toLowerCase())]);
    needed.delete('xadd');
    needed.delete('ltrim');
    const rules = users.lines.find((line) => line.startsWith('user worker ')) ?? '';
    const given = [...rules.matchAll(/ \+(\S+)/g)].map(([, name = '']) => name);
    expect(given.toSorted()).toEqual([...needed].toSorted());
  });

  it('let nobody in without a name or with a wrong password', async () => {
    await expect(sendAdmin({ port: server.port }, ['PING'])).rejects.toThrow(/NOAUTH/);
    const wrong = { username: 'gateway', password: users.passwords.worker };
    await expect(sendAdmin({ port: server.port, login: wrong }, ['PING'])).rejects.toThrow(/WRONGPASS/);
  });

  it('let a health check without a password ask whether Redis answers, and nothing else', async () => {
    const login = { username: 'health', password: 'any' };
    expect(await sendAdmin({ port: server.port, login }, ['PING'])).toBe('PONG');
    for (const args of [['GET', keys.lease], ['SUBSCRIBE', keys.channel], ['INFO']]) {
      await expect(sendAdmin({ port: server.port, login }, args)).rejects.toThrow(/NOPERM/);
    }
  });

  it('need for a Cluster what the file says, and have it afterwards', async () => {
    const [, more = ''] =
      /^# +(\+cluster\S+ .*)$/m.exec(readFileSync(projectPath('deploy', 'redis.acl'), 'utf8')) ?? [];
    const asks = [
      ['CLUSTER', 'KEYSLOT', keys.meta],
      ['CLUSTER', 'SLOTS'],
    ];
    const mayAll = () => Promise.all(asks.map((args) => server.command('ACL', 'DRYRUN', 'both', ...args)));
    for (const user of ['worker', 'gateway']) {
      const rules =
        users.lines
          .find((line) => line.startsWith(`user ${user} `))
          ?.split(' ')
          .slice(3) ?? [];
      await server.command('ACL', 'SETUSER', 'both', 'reset', ...rules);
      for (const said of await mayAll()) expect(said).not.toBe('OK');
      await server.command('ACL', 'SETUSER', 'both', ...more.split(' '));
      expect(await mayAll()).toEqual(['OK', 'OK']);
    }
  });
});
