import { describe, expect, it } from 'vitest';
import { answerWith, json, serve } from './client-rig.ts';

const minuteMs = 60_000;
const dayLong = { 'cache-control': 'public, max-age=86400', etag: '"1"' };
const fiveMinutes = { ...json, freshForMs: 5 * minuteMs };

describe('an answer that is fresh for longer than a provider can wait', () => {
  it('is asked for again after as long as the provider says, and conditionally', async () => {
    const { client, clock, upstream } = await serve(answerWith(200, dayLong));
    const first = await client.get('/x', fiveMinutes);
    expect(first.freshUntil).toBe(clock.now() + 5 * minuteMs);
    clock.advance(5 * minuteMs - 1);
    expect((await client.get('/x', fiveMinutes)).from).toBe('memory');
    clock.advance(1);
    expect((await client.get('/x', fiveMinutes)).from).toBe('network');
    expect(upstream.requests[1]?.headers).toMatchObject({ 'if-none-match': '"1"' });
  });

  it('is held to its own time where that is shorter, and is never called fresh where it does not say so', async () => {
    const short = await serve(answerWith(200, { 'cache-control': 'max-age=60' }));
    expect((await short.client.get('/x', fiveMinutes)).freshUntil).toBe(short.clock.now() + minuteMs);
    const silent = await serve(answerWith(200));
    expect((await silent.client.get('/x', fiveMinutes)).freshUntil).toBeUndefined();
  });

  it('stays fresh where the provider says nothing', async () => {
    const { client, clock } = await serve(answerWith(200, dayLong));
    await client.get('/x', json);
    clock.advance(23 * 60 * minuteMs);
    expect((await client.get('/x', json)).from).toBe('memory');
  });
});
