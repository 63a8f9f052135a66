import type { RequestListener } from 'node:http';
import { inspect } from 'node:util';
import { describe, expect, it } from 'vitest';
import { createHttpClient } from '../../src/system/http-client.ts';
import { fakeClock } from '../support/fake-clock.ts';
import { afterThis, answerWith, json, serve, troubleOf } from './client-rig.ts';
import { startUpstream } from './start-upstream.ts';

describe('what is sent', () => {
  it('names us, and carries the headers of the provider', async () => {
    const { client, upstream } = await serve(answerWith(200));
    await client.get('/x', { ...json, headers: { Authorization: 'apikey k' } });
    expect(upstream.requests[0]?.headers).toMatchObject({
      'user-agent': 'Masthead/9.9 (+desk@example.com)',
      authorization: 'apikey k',
    });
  });

  it('encodes the query, in the order given', async () => {
    const { client, upstream } = await serve(answerWith(200));
    await client.get('/x', { ...json, query: { symbol: 'EUR/USD,BRK.A', q: 'a&b=c d#é' } });
    expect(upstream.requests[0]?.url).toBe('/x?symbol=EUR%2FUSD%2CBRK.A&q=a%26b%3Dc+d%23%C3%A9');
  });

  it.each(['/prefix', '/prefix/'])('keeps the path %s of the base URL', async (prefix) => {
    const upstream = await startUpstream(answerWith(200));
    const client = createHttpClient({
      baseUrl: upstream.baseUrl + prefix,
      userAgent: 'x',
      privateHosts: ['127.0.0.1'],
      clock: fakeClock(),
    });
    afterThis(upstream.close, () => client.close());
    await client.get('/a/b.json', { ...json, query: { k: 'v' } });
    expect(upstream.requests[0]?.url).toBe('/prefix/a/b.json?k=v');
  });

  it.each([
    'http://127.0.0.2/x',
    'https://elsewhere.example/x',
    '//elsewhere.example/x',
    '/\\elsewhere.example/x',
    '\\\\elsewhere.example',
    'x',
    '',
    '/x?key=1',
    '/x#y',
    '/..',
    '/../x',
    '/a/../../x',
    '/./x',
    '/a/.',
    '/%2e%2e/x',
    '/.%2E/x',
    '/%2E./x',
    '/a%2f..%2f..%2fx',
    '/a%5c..%5cx',
    '/%252e%252e/x',
    '/.\t./x',
    '/.\n./x',
    '/x y',
    '/x\r\nHost: elsewhere',
    '/\u0000',
    '/é',
  ])('never leaves the base URL for the path %j', async (path) => {
    const { client, upstream } = await serve(answerWith(200));
    await expect(client.get(path, json)).rejects.toThrow(TypeError);
    expect(upstream.connections()).toBe(0);
  });

  it.each(['/0/public/Ticker', '/stats/eurofxref-hist-90d.xml', '/a..b/...', '/a/b~c,d;e=f:@!$&()*+%20'])(
    'allows the plain path %s',
    async (path) => {
      const { client, upstream } = await serve(answerWith(200));
      await client.get(path, json);
      expect(upstream.requests[0]?.url).toBe(path);
    },
  );
});

describe('private addresses', () => {
  it.each(['http://api.example.com', 'ftp://api.example.com', 'http://127.0.0.1:80'])(
    'cannot be a base URL without TLS such as %s',
    (baseUrl) => {
      expect(() => createHttpClient({ baseUrl, userAgent: 'x', clock: fakeClock() })).toThrow(TypeError);
    },
  );

  it.each([
    '127.0.0.1',
    '127.0.0.1.',
    '127.1',
    '2130706433',
    '0x7f.1',
    '0177.0.0.1',
    '[::1]',
    '[::ffff:127.0.0.1]',
    '[::127.0.0.1]',
    '0.0.0.0',
    'localhost',
  ])('are not asked under the name %s: no connection is made', async (host) => {
    const upstream = await startUpstream(answerWith(200), '::').catch(() => startUpstream(answerWith(200)));
    const client = createHttpClient({
      baseUrl: `https://${host}:${upstream.port}`,
      userAgent: 'x',
      privateHosts: ['somewhere.example'],
      clock: fakeClock(),
    });
    afterThis(upstream.close, () => client.close());
    expect((await troubleOf(client.get('/x', json))).kind).toBe('blocked');
    expect(upstream.connections()).toBe(0);
  });

  it.each(['169.254.169.254', '10.0.0.1', '192.168.1.1', '[fd00::1]', '[fe80::1]', '[64:ff9b::7f00:1]'])(
    'are not asked at %s',
    async (host) => {
      const client = createHttpClient({ baseUrl: `https://${host}`, userAgent: 'x', clock: fakeClock() });
      expect((await troubleOf(client.get('/x', json))).kind).toBe('blocked');
    },
  );
});

describe('what the caller learns', () => {
  const secret = 'S3CRET-canary';
  const failing: readonly [string, RequestListener][] = [
    ['timeout', () => {}],
    ['network', (request) => request.socket.destroy()],
    ['rejected', answerWith(401, {}, secret)],
    ['shape', answerWith(200, { 'content-type': 'text/html' }, secret)],
    ['too-large', answerWith(200, {}, '1'.repeat(5_000))],
    ['blocked', answerWith(301, { location: `https://elsewhere.example/${secret}` })],
  ];

  it.each(failing)('of trouble of kind %s holds no key, header or query', async (kind, answer) => {
    const { client } = await serve(answer, { deadlineMs: kind === 'timeout' ? 40 : 5_000, maxBytes: 4_096 });
    const error = await troubleOf(
      client.get('/x', { ...json, query: { key: secret }, headers: { Authorization: secret } }),
    );
    expect(error.kind).toBe(kind);
    const all = [error.stack, JSON.stringify(error), inspect(error, { depth: 20, showHidden: true })].join();
    expect(all).not.toContain(secret);
    expect(all).not.toContain('Authorization');
  });

  it('is the outcome of each request that was made, and of no other', async () => {
    let next: RequestListener = answerWith(200, { etag: '"a"', 'cache-control': 'max-age=60' });
    const { client, clock, outcomes } = await serve((request, response) => next(request, response), {
      deadlineMs: 500,
    });
    await client.get('/x', json);
    await client.get('/x', json);
    clock.advance(60_000);
    next = answerWith(304);
    await client.get('/x', json);
    next = answerWith(200, { 'content-type': 'text/html' });
    await troubleOf(client.get('/x', json));
    next = (request) => request.socket.destroy();
    await troubleOf(client.get('/x', json));
    next = answerWith(429, { 'retry-after': '60' });
    await troubleOf(client.get('/x', json));
    await troubleOf(client.get('/x', json));
    await expect(client.get('//x', json)).rejects.toThrow(TypeError);
    expect(outcomes).toEqual(['200', '304', 'shape', 'network', '429']);
  });

  it('after close is that no connection is left open', async () => {
    const { client, upstream } = await serve(answerWith(200));
    await client.get('/x', json);
    expect(upstream.sockets.size).toBe(1);
    client.close();
    await upstream.untilNoSockets();
  });
});
