import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { correct } from '../../src/cli/correct.ts';
import { type RunningDemo, startDemo } from '../../src/cli/demo-parts.ts';
import { held } from '../../src/cli/held.ts';
import { hold, pin, release, unpin, withdraw } from '../../src/cli/order.ts';
import { untilMoment } from '../../src/cli/order-until.ts';
import { doubtsMemo } from '../../src/store/doubts.ts';
import type { Store } from '../../src/store/store.ts';
import { silentLog } from '../../src/system/log.ts';
import { createMetrics } from '../../src/system/metrics.ts';
import { createSystem } from '../../src/system/system.ts';
import { quoteDraft, seeker } from '../contracts/store.ts';
import { nextNamespace, redisStore, single } from '../store/redis-rig.ts';
import { type RedisServer, startRedis } from '../support/redis/server.ts';
import { controlUpstream } from '../support/upstream-control.ts';
import { run } from './cli-rig.ts';

const reason = ['--reason', 'wrong month'];
const as = ['--as', 'desk@news'];

describe('orders to a process', () => {
  let demo: RunningDemo;
  let folder: string;
  let variables: Record<string, string>;
  beforeAll(async () => {
    const token = 'token-0123456789';
    const ports = { PORT: '0', OPS_PORT: '0', NEWSROOM_PORT: '0', DEMO_UPSTREAM_PORT: '0' };
    const system = { ...createSystem('silent'), log: silentLog, metrics: createMetrics() };
    folder = await mkdtemp(path.join(tmpdir(), 'masthead-order-'));
    const MASTHEAD_AUDIT_FILE = path.join(folder, 'audit.jsonl');
    demo = await startDemo({ ...ports, MASTHEAD_OPERATOR_TOKEN: token, MASTHEAD_AUDIT_FILE }, system);
    variables = { MASTHEAD_OPERATOR_TOKEN: token, OPS_PORT: new URL(demo.app.ops.url()).port };
  });
  afterAll(async () => {
    await demo.stop();
    await rm(folder, { recursive: true });
  });

  const shown = async () => {
    const { items } = (await (await fetch(`${demo.app.gateway.url()}/v1/boards/front`)).json()) as {
      items: { id: string; state: string }[];
    };
    return items.find(({ id }) => id === 'quote:BTC-USD')?.state;
  };

  it('take a value back and give it again, are listed meanwhile and noted in a file', async () => {
    const args = ['quote:BTC-USD', ...reason, ...as];
    expect(await run(withdraw, [...args, '--until', '2h'], { variables })).toMatchObject({
      code: 0,
      text: expect.stringMatching(/^quote:BTC-USD: withdraw done, until [\d-]+ [\d:]+ UTC$/),
    });
    await vi.waitFor(async () => expect(await shown()).toBe('withdrawn'), { timeout: 2_000 });
    const { text } = await run(held, [], { variables });
    expect(text).toMatch(/^ {2}item +is +by +since +until +why$/m);
    expect(text).toMatch(
      /^ {2}quote:BTC-USD +withdrawn +desk@news +[\d-]+ [\d:]+ +[\d-]+ [\d:]+ +wrong month$/m,
    );
    expect(await run(release, args, { variables })).toMatchObject({ code: 0 });
    await vi.waitFor(async () => expect(await shown()).toBe('live'), { timeout: 2_000 });
    expect((await run(held, [], { variables })).text).toBe('Nothing is held, withdrawn or pinned.');
    const lines = (await readFile(path.join(folder, 'audit.jsonl'), 'utf8')).trim().split('\n');
    expect(lines.map((line) => JSON.parse(line))).toMatchObject([
      { who: 'desk@news', kind: 'withdraw', item: 'quote:BTC-USD', reason: 'wrong month' },
      { who: 'desk@news', kind: 'release' },
    ]);
  });

  it('list a price that waits beside the last good one, and show it once it is agreed to', async () => {
    const price = async () => {
      const board = await (await fetch(`${demo.app.gateway.url()}/v1/boards/front`)).json();
      const { items } = board as { items: { id: string; value?: { price: string } }[] };
      return Number(items.find(({ id }) => id === 'quote:BTC-USD')?.value?.price);
    };
    const good = await price();
    const set = { provider: 'kraken', symbol: 'XBTUSD', value: (good * 2).toFixed(1) };
    await controlUpstream(demo.upstream.baseUrl(), 'set', set);
    const list = async () => (await run(held, [], { variables })).text;
    await vi.waitFor(async () => expect(await list()).toContain('quote:BTC-USD'), { timeout: 15_000 });
    expect(await list()).toMatch(
      /^ {2}quote:BTC-USD +[\d.]+ +kraken +[\d.]+ +[\d-]+ [\d:]+ +too far from the last good one; no other source/m,
    );
    expect(await list()).toMatch(/masthead release quote:BTC-USD --reason .*masthead withdraw/);
    const [waits] = JSON.parse((await run(held, ['--json'], { variables })).text) as object[];
    expect(waits).toMatchObject({ kind: 'waits', item: 'quote:BTC-USD', source: 'kraken' });

    const args = ['quote:BTC-USD', '--reason', 'a split', ...as];
    expect(await run(release, args, { variables })).toMatchObject({
      code: 0,
      text: expect.stringMatching(/^quote:BTC-USD: release done, [\d.]+ takes the place of [\d.]+$/),
    });
    await vi.waitFor(async () => expect(await price()).toBeGreaterThan(good * 1.8), { timeout: 3_000 });
    await vi.waitFor(async () => expect(await list()).toBe('Nothing is held, withdrawn or pinned.'));
    expect(await run(release, args, { variables })).toMatchObject({
      code: 1,
      text: 'nothing of quote:BTC-USD is held: no order that a release ends, and no price that waits',
    });
    const lines = (await readFile(path.join(folder, 'audit.jsonl'), 'utf8')).trim().split('\n');
    const entry = JSON.parse(lines.at(-1) ?? '{}');
    expect(entry).toMatchObject({ who: 'desk@news', kind: 'accept', reason: 'a split' });
    expect(Number(entry.draft.value.price) / Number(entry.was)).toBeGreaterThan(1.8);
  }, 30_000);

  it('say in public that something was wrong', async () => {
    const args = [
      'quote:BTC-USD',
      '--from',
      '00:00:00',
      '--to',
      '00:00:01',
      ...as,
      '--reason',
      'a wrong close',
    ];
    expect(await run(correct, args, { variables })).toMatchObject({
      code: 0,
      text: expect.stringMatching(/^quote:BTC-USD: correct done, [\d-]+ 00:00 to [\d-]+ 00:00 UTC$/),
    });
    const list = async () => (await fetch(`${demo.app.gateway.url()}/v1/corrections`)).json();
    await vi.waitFor(async () =>
      expect(await list()).toMatchObject({
        corrections: [{ item: 'quote:BTC-USD', reason: 'a wrong close' }],
      }),
    );
    for (const wrong of [args.slice(0, 3), [...args.slice(0, 1), '--from', '00:00:02', ...args.slice(3)]]) {
      await expect(run(correct, wrong, { variables })).rejects.toMatchObject({
        name: 'UsageError',
        message: expect.stringMatching(
          /needs --to|must be before --to, got [\d-]+ 00:00 and [\d-]+ 00:00 UTC/,
        ),
      });
    }
  });

  it('are refused with another token, and where there is nothing to lift', async () => {
    const other = { ...variables, MASTHEAD_OPERATOR_TOKEN: 'token-9876543210' };
    const args = ['quote:BTC-USD', ...reason, ...as];
    const refused = await run(hold, args, { variables: other });
    expect(refused).toMatchObject({
      code: 1,
      text: expect.stringContaining('another MASTHEAD_OPERATOR_TOKEN'),
    });
    const { MASTHEAD_OPERATOR_TOKEN: _token, ...without } = variables;
    const unset = await run(hold, args, { variables: without });
    expect(unset).toMatchObject({ code: 1, text: expect.stringContaining('set MASTHEAD_OPERATOR_TOKEN') });
    const nothing = await run(unpin, args, { variables });
    expect(nothing).toMatchObject({ code: 1, text: 'no order of that kind stands against quote:BTC-USD' });
    expect((await run(held, ['--json'], { variables })).text).toBe('[]');
  });

  it('refuse an item that the process does not know as wrong usage', async () => {
    for (const [item, message] of [
      ['quote:BTCUSD', 'there is no item quote:BTCUSD, did you mean quote:BTC-USD?'],
      ['BTC-USD', 'BTC-USD names no item; quote:BTC-USD and weather:la-paz-bo do'],
    ] as const) {
      const wrong = run(hold, [item, ...reason, ...as], { variables });
      await expect(wrong).rejects.toMatchObject({ name: 'UsageError', message });
    }
  });

  it('end with 1 where nobody answers', async () => {
    const nowhere = { ...variables, OPS_PORT: '9' };
    await expect(run(held, [], { variables: nowhere })).rejects.toThrow(
      /nobody answers at http:\/\/127.0.0.1:9/,
    );
  });
});

describe('orders to Redis', () => {
  let server: RedisServer;
  beforeAll(async () => {
    server = await startRedis();
  });
  afterAll(() => server.stop());

  it('need no process at all, and write nothing where the usage is wrong', async () => {
    const REDIS_NAMESPACE = nextNamespace();
    const variables = { REDIS_URL: `redis://127.0.0.1:${server.port}/0`, REDIS_NAMESPACE, USER: 'ana' };
    const store = redisStore(single(server.port), REDIS_NAMESPACE);
    await leading(store);

    for (const [args, problem] of [
      [['quote:XYZV', ...reason], /no item quote:XYZV, did you mean quote:XYZW\?/],
      [[], /pin needs an item/],
      [['quote:XYZW', 'quote:B', ...reason], /takes one item, got quote:B beside it/],
      [['quote:XYZW'], /needs --reason/],
      [['quote:XYZW', '--reason', ' '], /reason is needed/],
      [['quote:XYZW', ...reason, '--until', 'noon'], /--until must be such as 18:00/],
      [['quote:XYZW', ...reason, '--as', ' '], /who/],
    ] as const) {
      const wrong = run(pin, args, { variables });
      await expect(wrong).rejects.toMatchObject({
        name: 'UsageError',
        message: expect.stringMatching(problem),
      });
    }
    expect(await store.orderLog()).toEqual([]);

    expect(await run(pin, ['quote:XYZW', ...reason], { variables })).toMatchObject({ code: 0 });
    expect((await store.load()).items.get('quote:XYZW')?.reading).toMatchObject({ pinned: true });
    expect((await run(held, [], { variables })).text).toMatch(/quote:XYZW +pinned +ana@/);
    expect(await run(unpin, ['quote:XYZW', ...reason], { variables })).toMatchObject({ code: 0 });
    expect((await store.load()).items.get('quote:XYZW')?.reading).not.toHaveProperty('pinned');
    await store.close();
  });

  it('agree to a price that waits, of which a worker has left word there', async () => {
    const REDIS_NAMESPACE = nextNamespace();
    const variables = { REDIS_URL: `redis://127.0.0.1:${server.port}/0`, REDIS_NAMESPACE, USER: 'ana' };
    const store = redisStore(single(server.port), REDIS_NAMESPACE);
    const fence = await leading(store);
    const draft = quoteDraft('XYZW', '50');
    const doubt = { since: 60_000, limit: 0.05, draft, shown: '1', other: '1.01', otherSource: 'two' };
    await store.remember(fence, new Map([[doubtsMemo, { 'quote:XYZW': JSON.stringify(doubt) }]]));
    expect((await run(held, [], { variables })).text).toMatch(
      /quote:XYZW +50 +\w+ +1 +1970-01-01 00:01 +too far from the last good one; two says 1.01/,
    );
    const released = await run(release, ['quote:XYZW', ...reason], { variables });
    expect(released).toEqual({ code: 0, text: 'quote:XYZW: release done, 50 takes the place of 1' });
    expect((await store.orders()).accepted.get('quote:XYZW')).toMatchObject({
      ...{ was: '1', draft, reason: 'wrong month' },
      who: expect.stringMatching(/^ana@/),
    });
    await store.close();
  });
});

/** Shows XYZW at 1; gives the fence. */
async function leading(store: Store): Promise<number> {
  await store.start();
  const acquired = await store.acquire(seeker('a'));
  if (acquired.kind !== 'held') throw new Error('busy');
  await store.publish(acquired.fence, 0, [{ draft: quoteDraft('XYZW', '1') }]);
  return acquired.fence;
}

describe('--until', () => {
  const now = Date.UTC(2026, 10, 23, 12, 30);
  it.each([
    ['18:00', Date.UTC(2026, 10, 23, 18)],
    ['12:30', Date.UTC(2026, 10, 24, 12, 30)],
    ['00:00', Date.UTC(2026, 10, 24)],
    ['90m', now + 5_400_000],
    ['2026-11-23T18:00Z', Date.UTC(2026, 10, 23, 18)],
    ['2026-11-23T18:00:30+01:00', Date.UTC(2026, 10, 23, 17, 0, 30)],
  ])('%s is a moment', (text, moment) => {
    expect(untilMoment(text, now)).toBe(moment);
  });

  it.each([
    '',
    '24:00',
    'noon',
    '2026-11-23',
    '2026-11-23T18:00',
    '2026-13-23T18:00Z',
    '2026-11-22T18:00Z',
    '25h',
  ])('refuses %j', (text) => {
    expect(() => untilMoment(text, now)).toThrow(/--until/);
  });
});
