import type { OutgoingHttpHeaders } from 'node:http';
import { describe, expect, it } from 'vitest';
import { fakeClock } from '../support/fake-clock.ts';
import { answerWith, json, serve, troubleOf } from './client-rig.ts';

const hourMs = 3_600_000;

/** An hour before our clock: only differences between the server's own times may count. */
const theirNow = fakeClock().now() - hourMs;
const theirDate = (ms: number) => new Date(theirNow + ms).toUTCString();

describe('a fresh answer', () => {
  it.each<[string, OutgoingHttpHeaders]>([
    ['Expires, by the clock of the server', { date: theirDate(0), expires: theirDate(600_000) }],
    ['max-age', { 'cache-control': 'public, max-age=600' }],
    ['max-age before Expires', { 'cache-control': 'max-age=600', expires: theirDate(9_000_000) }],
  ])('is given from memory until %s', async (_what, headers) => {
    const { client, clock, upstream } = await serve(answerWith(200, headers, '{"n":1}'));
    const first = await client.get('/x', json);
    expect(first.freshUntil).toBe(clock.now() + 600_000);
    clock.advance(599_999);
    expect(await client.get('/x', json)).toEqual({ ...first, from: 'memory' });
    expect(upstream.requests).toHaveLength(1);
    clock.advance(1);
    expect((await client.get('/x', json)).from).toBe('network');
    expect(upstream.requests).toHaveLength(2);
  });

  it('stands for its own query only', async () => {
    const { client, upstream } = await serve(answerWith(200, { 'cache-control': 'max-age=600' }));
    await client.get('/x', { ...json, query: { lat: '1' } });
    await client.get('/x', { ...json, query: { lat: '2' } });
    expect(upstream.requests).toHaveLength(2);
  });

  it('is asked for anew once our clock has been set back behind it', async () => {
    const { client, clock, upstream } = await serve(answerWith(200, { 'cache-control': 'max-age=600' }));
    await client.get('/x', json);
    clock.step(-24 * hourMs);
    await client.get('/x', json);
    expect(upstream.requests).toHaveLength(2);
  });

  it('is forgotten on demand, validators and all', async () => {
    const { client, upstream } = await serve(
      answerWith(200, { etag: '"a"', 'cache-control': 'max-age=600' }),
    );
    await client.get('/x', json);
    client.forget();
    expect((await client.get('/x', json)).from).toBe('network');
    expect(upstream.requests[1]?.headers['if-none-match']).toBeUndefined();
  });
});

describe('a conditional request', () => {
  it('sends the validators back byte for byte and gives the held body on a 304', async () => {
    const { client, clock, upstream } = await serve((_request, response) => {
      if (upstream.requests.length === 1) {
        response.writeHead(200, {
          'content-type': 'application/json',
          etag: 'W/"x-y/z"',
          'last-modified': 'Mon, 23 Nov 2026 11:00:00 GMT',
        });
        response.end('{"n":1}');
        return;
      }
      response.writeHead(304, { 'cache-control': 'max-age=60' });
      response.end();
    });
    const first = await client.get('/x', json);
    clock.advance(5_000);
    const second = await client.get('/x', json);
    expect(upstream.requests[1]?.headers).toMatchObject({
      'if-none-match': 'W/"x-y/z"',
      'if-modified-since': 'Mon, 23 Nov 2026 11:00:00 GMT',
    });
    expect(second).toEqual({
      ...first,
      confirmedAt: clock.now(),
      freshUntil: clock.now() + 60_000,
      from: 'not-modified',
    });
    expect((await client.get('/x', json)).from).toBe('memory');
  });

  it('sends no validator that never came', async () => {
    const { client, upstream } = await serve(answerWith(200, { etag: '"a"' }));
    await client.get('/x', json);
    await client.get('/x', json);
    expect(upstream.requests[1]?.headers).toMatchObject({ 'if-none-match': '"a"' });
    expect(upstream.requests[1]?.headers).not.toHaveProperty('if-modified-since');
  });

  it('that brings a new body gives that', async () => {
    const { client } = await serve((request, response) => {
      response.writeHead(200, {
        'content-type': 'application/json',
        etag: `"${request.headers['if-none-match'] ?? ''}a"`,
      });
      response.end(JSON.stringify(request.headers['if-none-match'] ?? null));
    });
    expect((await client.get('/x', json)).text).toBe('null');
    expect(await client.get('/x', json)).toMatchObject({ from: 'network', text: JSON.stringify('"a"') });
  });

  it('that was never sent cannot be answered with 304', async () => {
    const { client } = await serve(answerWith(304));
    expect(await troubleOf(client.get('/x', json))).toMatchObject({ kind: 'status', status: 304 });
  });

  it.each<[string, OutgoingHttpHeaders]>([
    ['has neither validator nor freshness', {}],
    ['must not be stored', { 'cache-control': 'no-store, max-age=60' }],
  ])('has no body to fall back on where the last answer %s', async (_what, headers) => {
    let next = answerWith(200, { etag: '"a"' });
    const { client, upstream } = await serve((request, response) => next(request, response));
    await client.get('/x', json);
    next = answerWith(200, headers);
    expect((await client.get('/x', json)).from).toBe('network');
    next = answerWith(304);
    expect(await troubleOf(client.get('/x', json))).toMatchObject({ kind: 'status', status: 304 });
    expect(upstream.requests[2]?.headers).not.toHaveProperty('if-none-match');
  });

  it('keeps the held body through a failure in between', async () => {
    let status = 200;
    const { client } = await serve((request, response) =>
      answerWith(
        request.headers['if-none-match'] && status === 200 ? 304 : status,
        { etag: '"a"' },
        '{"n":1}',
      )(request, response),
    );
    await client.get('/x', json);
    status = 500;
    await troubleOf(client.get('/x', json));
    status = 200;
    expect(await client.get('/x', json)).toMatchObject({ from: 'not-modified', text: '{"n":1}' });
  });
});

describe('Retry-After', () => {
  it.each<[string, OutgoingHttpHeaders, number]>([
    ['in seconds', { 'retry-after': '120' }, 120_000],
    ['as a date by a clock an hour off', { date: theirDate(0), 'retry-after': theirDate(120_000) }, 120_000],
    ['of ten years', { 'retry-after': '315360000' }, hourMs],
    ['as a date in ten years', { date: theirDate(0), 'retry-after': theirDate(315_360_000_000) }, hourMs],
  ])('%s keeps every request back until then', async (_what, headers, waitMs) => {
    const { client, clock, upstream } = await serve(answerWith(429, headers));
    clock.advance(7_000_000);
    expect(await troubleOf(client.get('/x', json))).toMatchObject({
      kind: 'throttled',
      retryAfterMs: waitMs,
    });
    clock.advance(waitMs - 1);
    expect(await troubleOf(client.get('/another', json))).toMatchObject({
      kind: 'throttled',
      retryAfterMs: 1,
    });
    expect(upstream.requests).toHaveLength(1);
    clock.advance(1);
    await troubleOf(client.get('/x', json));
    expect(upstream.requests).toHaveLength(2);
  });

  it('counts with a 503 as well, and keeps its kind', async () => {
    const { client } = await serve(answerWith(503, { 'retry-after': '7' }));
    expect(await troubleOf(client.get('/x', json))).toMatchObject({ kind: 'status', retryAfterMs: 7_000 });
    expect(await troubleOf(client.get('/x', json))).toMatchObject({ kind: 'throttled', retryAfterMs: 7_000 });
  });

  it('that says nothing, or a time gone by, keeps nothing back', async () => {
    const { client, upstream } = await serve((request, response) =>
      answerWith(429, {
        'retry-after': request.url === '/a' ? 'soon' : theirDate(-5_000),
        date: theirDate(0),
      })(request, response),
    );
    for (const path of ['/a', '/b', '/a']) await troubleOf(client.get(path, json));
    expect(upstream.requests).toHaveLength(3);
  });

  it('lasts no longer because our clock was set back', async () => {
    const { client, clock, upstream } = await serve(answerWith(429, { 'retry-after': '60' }));
    await troubleOf(client.get('/x', json));
    clock.step(-24 * hourMs);
    clock.advance(60_000);
    await troubleOf(client.get('/x', json));
    expect(upstream.requests).toHaveLength(2);
  });

  it('leaves an answer that is still fresh usable', async () => {
    const { client } = await serve((request, response) =>
      request.url === '/fresh'
        ? answerWith(200, { 'cache-control': 'max-age=600' })(request, response)
        : answerWith(429, { 'retry-after': '60' })(request, response),
    );
    await client.get('/fresh', json);
    await troubleOf(client.get('/x', json));
    expect((await client.get('/fresh', json)).from).toBe('memory');
  });
});
