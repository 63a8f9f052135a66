import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createOps, type Ops } from '../../src/ops/ops.ts';
import { createMetrics } from '../../src/system/metrics.ts';

const token = 'token-0123456789';
let ops: Ops;
let asked: unknown[];
let fails: Error | undefined;

beforeEach(async () => {
  asked = [];
  fails = undefined;
  ops = opsWith({
    token,
    give: async (body) => {
      asked.push(body);
      if (fails !== undefined) throw fails;
      return { status: 200, answer: { ok: true } };
    },
  });
  await ops.start();
});
afterEach(() => ops.stop());

function opsWith(orders?: Parameters<typeof createOps>[0]['orders']): Ops {
  return createOps({
    host: '127.0.0.1',
    port: 0,
    metrics: createMetrics(),
    unwell: () => undefined,
    unready: () => undefined,
    status: () => ({}),
    ...(orders === undefined ? {} : { orders }),
  });
}

function post(headers: Record<string, string>, body = '{"item":"quote:A"}') {
  return fetch(`${ops.url()}/orders`, { method: 'POST', headers, body });
}

const json = { 'content-type': 'application/json' };
const bearer = { authorization: `Bearer ${token}` };

describe('POST /orders', () => {
  it('hands an order on for whoever has the token', async () => {
    const answer = await post({ ...json, ...bearer });
    expect([answer.status, await answer.json()]).toEqual([200, { ok: true }]);
    expect(asked).toEqual([{ item: 'quote:A' }]);
  });

  it.each([
    ['no token', {}],
    ['another token', { authorization: 'Bearer token-0123456780' }],
    ['a part of it', { authorization: `Bearer ${token.slice(0, -1)}` }],
    ['an empty one', { authorization: 'Bearer ' }],
    ['another scheme', { authorization: `Basic ${token}` }],
  ])('refuses %s', async (_name, headers) => {
    expect((await post({ ...json, ...headers })).status).toBe(401);
    expect(asked).toEqual([]);
  });

  it.each(['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data; boundary=x'])(
    'refuses %s, which a form on any page can send',
    async (type) => {
      expect((await post({ ...bearer, 'content-type': type })).status).toBe(415);
      expect(asked).toEqual([]);
    },
  );

  it('refuses what is too long and what is no JSON', async () => {
    expect((await post({ ...json, ...bearer }, JSON.stringify('x'.repeat(5_000)))).status).toBe(413);
    expect((await post({ ...json, ...bearer }, '{')).status).toBe(400);
    expect(asked).toEqual([]);
  });

  it('lets no page of another origin read or send', async () => {
    const preflight = await fetch(`${ops.url()}/orders`, {
      method: 'OPTIONS',
      headers: { origin: 'https://news.example', 'access-control-request-method': 'POST' },
    });
    expect(preflight.ok).toBe(false);
    const { headers } = await post({ ...json, ...bearer, origin: 'https://news.example' });
    expect(headers.get('access-control-allow-origin')).toBeNull();
  });

  it('says why where the store does not do it', async () => {
    fails = new Error('Redis is away');
    const answer = await post({ ...json, ...bearer });
    expect([answer.status, await answer.json()]).toEqual([503, { ok: false, problem: 'Redis is away' }]);
  });

  it('is not there without a token', async () => {
    await ops.stop();
    ops = opsWith();
    await ops.start();
    expect((await post({ ...json, ...bearer })).status).toBe(404);
  });
});
