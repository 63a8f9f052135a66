import { request as httpRequest } from 'node:http';
import { gunzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { LoggedRequest } from '../../src/demo/request-log.ts';
import { createDemoUpstream, type DemoUpstream } from '../../src/demo/upstream.ts';
import { shipped } from '../support/calendars.ts';
import { type FakeClock, fakeClock } from '../support/fake-clock.ts';
import { contact } from './ask.ts';

const place = 'lat=-16.4957&lon=-68.1335&altitude=3640';
const forecast = `/metno/weatherapi/locationforecast/2.0/compact?${place}`;
const ticker = '/kraken/0/public/Ticker?pair=XBTUSD';
const daily = '/ecb/stats/eurofxref/eurofxref-daily.xml';
const quote = '/twelvedata/quote?symbol=SPX&apikey=very-secret';

let clock: FakeClock;
let upstream: DemoUpstream;

beforeEach(async () => {
  clock = fakeClock(Date.UTC(2026, 10, 23, 12, 0, 0, 400));
  upstream = createDemoUpstream({ clock, calendars: shipped, port: 0 });
  await upstream.start();
});
afterEach(() => upstream.stop());

const get = (path: string, headers: Record<string, string> = {}) =>
  fetch(upstream.baseUrl() + path, { headers: { 'user-agent': contact, ...headers } });
const post = (path: string, body: unknown) =>
  fetch(upstream.baseUrl() + path, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
const log = async (query = '') => (await (await get(`/control/log${query}`)).json()) as LoggedRequest[];

/** A request by hand, for what fetch hides or forbids: its own Host, the encoded body. */
function raw(path: string, headers: Record<string, string>) {
  return new Promise<{ status: number | undefined; headers: NodeJS.Dict<string | string[]>; body: Buffer }>(
    (resolve, reject) => {
      const request = httpRequest(upstream.baseUrl() + path, { headers }, (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('end', () =>
          resolve({ status: response.statusCode, headers: response.headers, body: Buffer.concat(chunks) }),
        );
        response.on('error', reject);
      });
      request.on('error', reject);
      request.end();
    },
  );
}

describe('the demo upstream', () => {
  it('speaks every provider under its own prefix', async () => {
    const statuses = await Promise.all(
      [forecast, ticker, daily, quote].map(async (path) => (await get(path)).status),
    );
    expect(statuses).toEqual([200, 200, 200, 200]);
    expect((await get('/kraken/0/public/Nothing')).status).toBe(404);
  });

  it('answers the same for the same seed and instant, in another process too', async () => {
    const twin = createDemoUpstream({ clock, calendars: shipped, port: 0 });
    const other = createDemoUpstream({ clock, calendars: shipped, port: 0, seed: 2 });
    await Promise.all([twin.start(), other.start()]);
    const read = async (base: string) => (await fetch(base + ticker)).text();
    expect(await read(twin.baseUrl())).toBe(await read(upstream.baseUrl()));
    expect(await read(other.baseUrl())).not.toBe(await read(upstream.baseUrl()));
    await Promise.all([twin.stop(), other.stop()]);
  });

  it('compresses for a client that takes it, and for no other', async () => {
    const plain = await raw(forecast, { 'user-agent': contact });
    const packed = await raw(forecast, { 'user-agent': contact, 'accept-encoding': 'gzip, deflate' });
    expect(plain.headers['content-encoding']).toBeUndefined();
    expect(packed.headers['content-encoding']).toBe('gzip');
    expect(gunzipSync(packed.body).equals(plain.body)).toBe(true);
  });

  it('tells the date of its own clock', async () => {
    expect((await get(ticker)).headers.get('date')).toBe('Mon, 23 Nov 2026 12:00:00 GMT');
  });

  it('says 403 to a client without a name, through the wire as well', async () => {
    expect((await raw(forecast, { 'user-agent': 'node' })).status).toBe(403);
    expect((await raw(forecast, {})).status).toBe(403);
  });
});

describe('a conditional request', () => {
  it.each([forecast, daily])('for %s is spared the body while nothing changed', async (path) => {
    const first = await get(path);
    const since = first.headers.get('last-modified') ?? '';
    const again = await get(path, { 'if-modified-since': since });
    expect(again.status).toBe(304);
    expect(await again.text()).toBe('');
    expect(again.headers.get('last-modified')).toBe(since);
  });

  it('gets the new forecast when the hour has turned, with a new Expires before that', async () => {
    const since = (await get(forecast)).headers.get('last-modified') ?? '';
    clock.advance(120_000);
    const held = await get(forecast, { 'if-modified-since': since });
    expect(held.headers.get('expires')).toBe('Mon, 23 Nov 2026 12:03:00 GMT');
    clock.advance(3_600_000);
    expect((await get(forecast, { 'if-modified-since': since })).status).toBe(200);
  });

  it('goes by the ETag alone where one is sent', async () => {
    const { headers } = await get(daily);
    const tag = headers.get('etag') ?? '';
    const since = headers.get('last-modified') ?? '';
    expect((await get(daily, { 'if-none-match': tag })).status).toBe(304);
    expect((await get(daily, { 'if-none-match': '"other"', 'if-modified-since': since })).status).toBe(200);
  });

  it.each([
    [forecast, { provider: 'metno', symbol: '-16.4957,-68.1335', value: 33.3 }],
    [daily, { provider: 'ecb', symbol: 'USD', value: 1.5 }],
  ])('for %s is not fooled by a value set within the same second, nor by its clearing', async (path, set) => {
    let since = (await get(path)).headers.get('last-modified') ?? '';
    for (const change of [() => post('/control/set', set), () => post('/control/clear', {})]) {
      expect((await change()).status).toBe(200);
      const answer = await get(path, { 'if-modified-since': since });
      expect(answer.status).toBe(200);
      since = answer.headers.get('last-modified') ?? '';
    }
  });
});

describe('the control endpoint', () => {
  it('shows a value set by hand in each format, until it is cleared', async () => {
    const before = await (await get(ticker)).text();
    await post('/control/set', { provider: 'kraken', symbol: 'XBTUSD', value: '77777.7' });
    await post('/control/set', { provider: 'twelvedata', symbol: 'SPX', value: 9999 });
    expect(await (await get(ticker)).text()).toContain('"c":["77777.70000"');
    expect(await (await get(quote)).text()).toContain('"close":"9999.00000"');
    await post('/control/clear', { provider: 'kraken' });
    expect(await (await get(ticker)).text()).toBe(before);
    expect(await (await get(quote)).text()).toContain('"close":"9999.00000"');
  });

  it.each([
    ['set', {}, '"provider", "symbol", "value"'],
    ['set', { provider: 'nobody', symbol: 'X', value: 1 }, 'metno, kraken, ecb, twelvedata'],
    ['set', { provider: 'kraken', symbol: 'NOPE', value: 1 }, 'XBTUSD'],
    ['set', { provider: 'metno', symbol: 'La Paz', value: 1 }, '"lat,lon"'],
    ['set', { provider: 'kraken', symbol: 'XBTUSD', value: 'much' }, 'decimal text'],
    ['fault', { provider: 'kraken' }, '"fault"'],
    ['fault', { provider: 'kraken', fault: 'gremlins' }, 'stop, slow, status, html, broken, reset'],
    ['fault', { provider: 'kraken', fault: 'slow' }, 'ms: how long'],
    ['fault', { provider: 'kraken', fault: 'status', status: 200 }, '400 to 599'],
    ['fault', { provider: 'kraken', fault: 'status', status: 429, retryAfter: 'a\r\nb' }, 'HTTP date'],
    ['clear', { provider: 'nobody' }, 'metno, kraken, ecb, twelvedata'],
    ['set', 'text', '"provider"'],
  ])('answers a bad %s %j with 400 and what was expected', async (command, body, expected) => {
    const answer = await post(`/control/${command}`, body);
    expect(answer.status).toBe(400);
    expect(((await answer.json()) as { expected: string }).expected).toContain(expected);
  });

  it('answers what is no JSON with 400', async () => {
    const answer = await fetch(`${upstream.baseUrl()}/control/set`, { method: 'POST', body: '{"provider"' });
    expect(answer.status).toBe(400);
    expect(((await answer.json()) as { expected: string }).expected).toContain('JSON');
  });

  it('refuses a page’s request and a name that was pointed here', async () => {
    const port = new URL(upstream.baseUrl()).port;
    const statusWith = async (headers: Record<string, string>) => (await raw('/control/log', headers)).status;
    expect(await statusWith({ origin: 'http://127.0.0.1:8082' })).toBe(403);
    expect(await statusWith({ host: `evil.test:${port}` })).toBe(403);
    expect(await statusWith({ host: '127.0.0.1.evil.test' })).toBe(403);
    expect(await statusWith({ host: `localhost:${port}` })).toBe(200);
    expect(await statusWith({ host: `[::1]:${port}` })).toBe(200);
  });
});

describe('a fault', () => {
  const call = (fault: object) => post('/control/fault', { provider: 'kraken', ...fault });

  it('stop cuts every connection, of that provider only', async () => {
    await call({ fault: 'stop' });
    await expect(get(ticker)).rejects.toThrow();
    expect((await get(daily)).status).toBe(200);
    await post('/control/clear', {});
    expect((await get(ticker)).status).toBe(200);
  });

  it('slow holds the answer back until its time', async () => {
    await call({ fault: 'slow', ms: 30_000 });
    const before = clock.pending();
    const late = get(ticker);
    await expect.poll(() => clock.pending(), { interval: 5 }).toBe(before + 1);
    clock.advance(29_999);
    expect(clock.pending()).toBe(before + 1);
    clock.advance(1);
    expect((await late).status).toBe(200);
    expect((await log('?provider=kraken')).at(-1)?.served).toHaveProperty('XBTUSD');
  });

  it('status answers with that status and its Retry-After', async () => {
    await call({ fault: 'status', status: 429, retryAfter: 17 });
    const answer = await get(ticker);
    expect(answer.status).toBe(429);
    expect(answer.headers.get('retry-after')).toBe('17');
  });

  it('html answers 200 with a page', async () => {
    await call({ fault: 'html' });
    const answer = await get(ticker);
    expect(answer.status).toBe(200);
    expect(answer.headers.get('content-type')).toContain('text/html');
    expect(await answer.text()).toMatch(/^<!doctype html>/);
  });

  it('broken sends half a body as if it were whole', async () => {
    const whole = await (await get(ticker)).text();
    await call({ fault: 'broken' });
    const half = await (await get(ticker)).text();
    expect(whole.startsWith(half)).toBe(true);
    expect(half.length).toBe(Math.floor(whole.length / 2));
    expect(() => JSON.parse(half)).toThrow();
  });

  it('reset breaks off in the middle of the body', async () => {
    await call({ fault: 'reset' });
    const answer = await get(ticker);
    expect(answer.status).toBe(200);
    await expect(answer.text()).rejects.toThrow();
  });

  it.each(['broken', 'reset'])('%s hits a conditional request, too', async (fault) => {
    const since = (await get(daily)).headers.get('last-modified') ?? '';
    await post('/control/fault', { provider: 'ecb', fault });
    expect((await get(daily, { 'if-modified-since': since })).status).toBe(200);
  });

  it('gives way to the next one', async () => {
    await call({ fault: 'stop' });
    await call({ fault: 'status', status: 503 });
    expect((await get(ticker)).status).toBe(503);
  });
});

describe('stopping', () => {
  it('does not wait for answers that a fault holds back', async () => {
    await post('/control/fault', { provider: 'kraken', fault: 'slow', ms: 600_000 });
    const before = clock.pending();
    const cut = expect(get(ticker)).rejects.toThrow();
    await expect.poll(() => clock.pending(), { interval: 5 }).toBe(before + 1);
    await upstream.stop();
    await cut;
    expect(clock.pending()).toBe(before);
  });

  it('bears being called without a start, and twice', async () => {
    const idle = createDemoUpstream({ clock, calendars: shipped, port: 0 });
    expect(() => idle.baseUrl()).toThrow('not listening');
    await idle.stop();
    await idle.stop();
  });
});

describe('the request log', () => {
  it('tells who asked for what, with the value served as printed, and without the key', async () => {
    const body = (await (await get(quote)).json()) as { close: string };
    expect(await log()).toEqual([
      {
        at: Date.UTC(2026, 10, 23, 12, 0, 0, 400),
        provider: 'twelvedata',
        path: '/quote',
        query: { symbol: 'SPX', apikey: '***' },
        status: 200,
        userAgent: contact,
        conditional: false,
        served: { SPX: body.close },
      },
    ]);
  });

  it('marks conditional requests, and notes what a 304 stood for', async () => {
    const since = (await get(forecast)).headers.get('last-modified') ?? '';
    await get(forecast, { 'if-modified-since': since });
    const [first, second] = await log();
    expect(second).toMatchObject({ status: 304, conditional: true, served: first?.served });
  });

  it('counts damaged and missing answers as nothing served', async () => {
    for (const fault of ['stop', 'html', 'broken', 'reset']) {
      await post('/control/fault', { provider: 'kraken', fault });
      await get(ticker)
        .then((answer) => answer.text())
        .catch(() => undefined);
    }
    const entries = await log();
    expect(entries.map(({ status }) => status)).toEqual([0, 200, 200, 200]);
    expect(entries.filter(({ served }) => served !== undefined)).toEqual([]);
  });
});
