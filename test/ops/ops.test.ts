import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createOps, type Ops } from '../../src/ops/ops.ts';
import { createMetrics } from '../../src/system/metrics.ts';

let ops: Ops;
let unwell: string | undefined;
let unready: string | undefined;
let status: Record<string, unknown>;

beforeEach(async () => {
  unwell = undefined;
  unready = undefined;
  status = { version: '1.2.3', leader: true };
  const metrics = createMetrics();
  metrics.counter('feed_polls_total', 'Tries', ['feed'])({ feed: 'ecb' });
  ops = createOps({
    host: '127.0.0.1',
    port: 0,
    metrics,
    unwell: () => unwell,
    unready: () => unready,
    status: () => status,
  });
  await ops.start();
});
afterEach(() => ops.stop());

const ask = (path: string, method = 'GET') => fetch(ops.url() + path, { method });

describe('liveness and readiness', () => {
  it('answer 200 while all is well', async () => {
    for (const path of ['/livez', '/readyz']) {
      const answer = await ask(path);
      expect([answer.status, await answer.json()]).toEqual([200, { ok: true }]);
    }
  });

  it('answer 503 with the reason, each its own, for as long as it lasts', async () => {
    unwell = 'the beat has stopped';
    const dead = await ask('/livez');
    expect([dead.status, await dead.json()]).toEqual([503, { ok: false, problem: 'the beat has stopped' }]);
    expect((await ask('/readyz')).status).toBe(200);
    unwell = undefined;
    unready = 'no state is held yet';
    const waiting = await ask('/readyz');
    expect([waiting.status, await waiting.json()]).toEqual([
      503,
      { ok: false, problem: 'no state is held yet' },
    ]);
    expect((await ask('/livez')).status).toBe(200);
  });
});

describe('metrics', () => {
  it('are Prometheus text', async () => {
    const answer = await ask('/metrics');
    expect(answer.headers.get('content-type')).toBe('text/plain; version=0.0.4; charset=utf-8');
    expect(await answer.text()).toContain('masthead_feed_polls_total{feed="ecb"} 1');
  });
});

describe('status', () => {
  it('is JSON as it was handed in, asked for anew each time', async () => {
    expect(await (await ask('/status.json')).json()).toEqual({ version: '1.2.3', leader: true });
    status = { version: '1.2.3', leader: false };
    expect(await (await ask('/status.json')).json()).toEqual({ version: '1.2.3', leader: false });
  });

  it('is a page that can run nothing', async () => {
    const answer = await ask('/status');
    expect(answer.headers.get('content-type')).toBe('text/html; charset=utf-8');
    expect(answer.headers.get('content-security-policy')).toContain("default-src 'none'");
    expect(await answer.text()).toContain('<th scope="row">leader</th><td>yes</td>');
  });

  it('holds hostile text as text, in keys and in values', async () => {
    const hostile = `<img src=x onerror="alert('1')">&`;
    status = { [hostile]: hostile, feeds: { a: { lastError: { message: hostile } } }, list: [hostile] };
    const page = await (await ask('/status')).text();
    const safe = '&lt;img src=x onerror=&quot;alert(&#39;1&#39;)&quot;&gt;&amp;';
    expect(page.split(safe)).toHaveLength(5);
    expect(page).not.toContain('<img');
    expect(await (await ask('/status.json')).json()).toEqual(status);
  });
});

it('lets nothing be stored or guessed at', async () => {
  for (const path of ['/livez', '/readyz', '/metrics', '/status', '/status.json', '/nothing']) {
    const { headers } = await ask(path);
    expect([path, headers.get('cache-control'), headers.get('x-content-type-options')]).toEqual([
      path,
      'no-store',
      'nosniff',
    ]);
  }
});

it('answers nothing else and changes nothing', async () => {
  expect((await ask('/')).status).toBe(404);
  expect((await ask('/status', 'POST')).status).toBe(404);
});

it('stops with connections open, and can be asked to stop twice or before it started', async () => {
  await ask('/livez');
  await ops.stop();
  await ops.stop();
  await expect(ask('/livez')).rejects.toThrow();
  const never = createOps({
    host: '127.0.0.1',
    port: 0,
    metrics: createMetrics(),
    unwell: () => undefined,
    unready: () => undefined,
    status: () => ({}),
  });
  await never.stop();
});

it('rejects where its port is taken', async () => {
  const { port } = new URL(ops.url());
  const second = createOps({
    host: '127.0.0.1',
    port: Number(port),
    metrics: createMetrics(),
    unwell: () => undefined,
    unready: () => undefined,
    status: () => ({}),
  });
  await expect(second.start()).rejects.toMatchObject({ code: 'EADDRINUSE' });
  await second.stop();
});
