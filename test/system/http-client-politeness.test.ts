import { describe, expect, it } from 'vitest';
import { createHttpClient } from '../../src/system/http-client.ts';
import { createPace } from '../../src/system/pace.ts';
import { fakeClock } from '../support/fake-clock.ts';
import { afterThis, answerWith, json, serve, troubleOf } from './client-rig.ts';

describe('two equal requests at once', () => {
  it('are one', async () => {
    const { client, upstream, outcomes } = await serve(answerWith(200, {}, '{"n":1}'));
    const [a, b] = await Promise.all([client.get('/x', json), client.get('/x', json)]);
    expect(a).toBe(b);
    expect(upstream.requests).toHaveLength(1);
    expect(outcomes).toEqual(['200']);
    await client.get('/x', json);
    expect(upstream.requests).toHaveLength(2);
  });

  it('fail together, and the next one asks anew', async () => {
    const { client, upstream } = await serve(answerWith(500));
    const troubles = await Promise.all([
      troubleOf(client.get('/x', json)),
      troubleOf(client.get('/x', json)),
    ]);
    expect(troubles.map(({ status }) => status)).toEqual([500, 500]);
    await troubleOf(client.get('/x', json));
    expect(upstream.requests).toHaveLength(2);
  });

  it('that differ in query, headers or types are two', async () => {
    const { client, upstream } = await serve(answerWith(200));
    await Promise.all([
      client.get('/x', json),
      client.get('/x', { ...json, query: { a: '1' } }),
      client.get('/x', { ...json, headers: { Authorization: 'k' } }),
      client.get('/x', { contentTypes: ['application/json', 'text/json'] }),
    ]);
    expect(upstream.requests).toHaveLength(4);
  });
});

describe('clients of one host', () => {
  it('share its pace: what would wait too long is not asked at all', async () => {
    const clock = fakeClock();
    const pace = createPace(clock, 1);
    const { upstream, client, outcomes } = await serve(answerWith(200), { clock, pace });
    const other = createHttpClient({
      baseUrl: `${upstream.baseUrl}/other`,
      userAgent: 'x',
      privateHosts: ['127.0.0.1'],
      clock,
      pace,
    });
    afterThis(() => other.close());
    await client.get('/1', json);
    const second = other.get('/2', json);
    const third = client.get('/3', json);
    expect(await troubleOf(other.get('/4', json))).toMatchObject({ kind: 'throttled', retryAfterMs: 3_000 });
    expect(upstream.requests).toHaveLength(1);
    clock.advance(1_000);
    await second;
    expect(upstream.requests.map(({ url }) => url)).toEqual(['/1', '/other/2']);
    clock.advance(1_000);
    await third;
    expect(outcomes).toEqual(['200', '200']);
  });

  it('that wait for their turn do not ask once the upstream wants to be left alone', async () => {
    const clock = fakeClock();
    const { upstream, client } = await serve(answerWith(429, { 'retry-after': '60' }), {
      clock,
      pace: createPace(clock, 1),
    });
    const first = troubleOf(client.get('/1', json));
    const second = troubleOf(client.get('/2', json));
    await first;
    clock.advance(1_000);
    expect(await second).toMatchObject({ kind: 'throttled', retryAfterMs: 59_000 });
    expect(upstream.requests).toHaveLength(1);
  });
});

it.each([
  ['3601', [3_601_000]],
  ['315360000', [315_360_000_000]],
  ['3600', []],
  ['soon', []],
])('Retry-After of %s is told as absurd for %j ms', async (header, expected) => {
  const told: number[] = [];
  const { client } = await serve(answerWith(429, { 'retry-after': header }), {
    onAbsurdWait: (askedMs) => told.push(askedMs),
  });
  await troubleOf(client.get('/x', json));
  expect(told).toEqual(expected);
});

it('tells how long a request took, without the wait for its turn', async () => {
  const clock = fakeClock();
  const took: number[] = [];
  const { client } = await serve(
    (request, response) => {
      clock.advance(40);
      answerWith(200)(request, response);
    },
    { clock, onRequest: (_outcome, tookMs) => took.push(tookMs) },
  );
  await client.get('/x', json);
  expect(took).toEqual([40]);
});
