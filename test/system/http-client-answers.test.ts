import type { RequestListener } from 'node:http';
import { brotliCompressSync, deflateSync, gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { answerWith, json, serve, troubleOf } from './client-rig.ts';

describe('an answer', () => {
  it('comes back with its body, type and the time at which it was confirmed', async () => {
    const { client, clock } = await serve(
      answerWith(200, { 'content-type': 'Application/JSON; charset=utf-8' }, '{"a":"é"}'),
    );
    expect(await client.get('/x', json)).toEqual({
      status: 200,
      contentType: 'application/json',
      text: '{"a":"é"}',
      confirmedAt: clock.now(),
      freshUntil: undefined,
      from: 'network',
    });
  });

  it('is given as text even where it is JSON that a library would like to parse', async () => {
    const { client } = await serve(answerWith(200, {}, '1.10'));
    expect((await client.get('/x', json)).text).toBe('1.10');
  });

  it.each([
    [400, 'rejected'],
    [401, 'rejected'],
    [403, 'rejected'],
    [404, 'not-found'],
    [418, 'status'],
    [422, 'rejected'],
    [429, 'throttled'],
    [451, 'rejected'],
    [500, 'status'],
    [503, 'status'],
  ])('of status %i is trouble of kind %s', async (status, kind) => {
    const { client } = await serve(answerWith(status));
    expect(await troubleOf(client.get('/x', json))).toMatchObject({ kind, status });
  });

  it.each(['text/html', 'text/plain; charset=utf-8', ''])('of content type "%s" is refused', async (type) => {
    const { client } = await serve(answerWith(200, { 'content-type': type }));
    expect((await troubleOf(client.get('/x', json))).kind).toBe('shape');
  });

  it('may be of any of the content types asked for, which are sent as Accept', async () => {
    const { client, upstream } = await serve(answerWith(200, { 'content-type': 'text/xml' }, '<a/>'));
    const answer = await client.get('/x', { contentTypes: ['application/xml', 'text/xml'] });
    expect(answer.contentType).toBe('text/xml');
    expect(upstream.requests[0]?.headers.accept).toBe('application/xml, text/xml');
  });
});

describe('the bounds of a request', () => {
  it('end one whose body drips in for ever, and close its connection', async () => {
    const { client, upstream } = await serve(
      (_request, response) => {
        response.writeHead(200, { 'content-type': 'application/json' });
        const drip = setInterval(() => response.write(' '), 5);
        response.on('close', () => clearInterval(drip));
      },
      { deadlineMs: 80 },
    );
    expect((await troubleOf(client.get('/x', json))).kind).toBe('timeout');
    await upstream.untilNoSockets();
  });

  it('end one that is never answered', async () => {
    const { client, upstream } = await serve(() => {}, { deadlineMs: 40 });
    expect((await troubleOf(client.get('/x', json))).kind).toBe('timeout');
    await upstream.untilNoSockets();
  });

  it.each([
    ['gzip', gzipSync],
    ['deflate', deflateSync],
    ['br', brotliCompressSync],
  ])(
    'end a small body that unpacks to a huge one by %s, and close its connection',
    async (encoding, pack) => {
      const bomb = pack(Buffer.alloc(32 * 1_048_576));
      expect(bomb.length).toBeLessThan(65_536);
      const { client, upstream } = await serve(answerWith(200, { 'content-encoding': encoding }, bomb));
      expect((await troubleOf(client.get('/x', json))).kind).toBe('too-large');
      client.close();
      await upstream.untilNoSockets();
    },
  );

  it('end a body that never ends soon after the limit, and close its connection', async () => {
    const chunk = Buffer.alloc(65_536, ' ');
    let poured = 0;
    const { client, upstream } = await serve(
      (_request, response) => {
        response.writeHead(200, { 'content-type': 'application/json' });
        const pour = () => {
          while (!response.destroyed) {
            poured += chunk.length;
            if (!response.write(chunk)) return;
          }
        };
        response.on('drain', pour);
        pour();
      },
      { maxBytes: 131_072 },
    );
    expect((await troubleOf(client.get('/x', json))).kind).toBe('too-large');
    await upstream.untilNoSockets();
    // What both ends' sockets hold comes on top of the limit.
    expect(poured).toBeLessThan(16 * 1_048_576);
  });

  it('are half a mebibyte of plain body by default', async () => {
    const limit = 512 * 1_024;
    const { client } = await serve((request, response) => {
      response.writeHead(200, { 'content-type': 'application/json' });
      response.end('1'.repeat(request.url === '/fits' ? limit : limit + 1));
    });
    expect((await client.get('/fits', json)).text).toHaveLength(limit);
    expect((await troubleOf(client.get('/over', json))).kind).toBe('too-large');
  });

  it.each([4_096, 3 * 1_048_576])('are those of a request that names %i bytes', async (maxBytes) => {
    const { client } = await serve((request, response) => {
      response.writeHead(200, { 'content-type': 'application/json' });
      response.end('1'.repeat(request.url === '/fits' ? maxBytes : maxBytes + 1));
    });
    expect((await client.get('/fits', { ...json, maxBytes })).text).toHaveLength(maxBytes);
    expect((await troubleOf(client.get('/over', { ...json, maxBytes }))).kind).toBe('too-large');
  });

  it('keep it from following a redirect', async () => {
    const { client, upstream } = await serve(answerWith(302, { location: '/elsewhere' }));
    expect(await troubleOf(client.get('/x', json))).toMatchObject({ kind: 'blocked', status: 302 });
    expect(upstream.requests.map(({ url }) => url)).toEqual(['/x']);
  });

  it('keep it from a proxy that the environment names', async () => {
    const { client, upstream } = await serve(answerWith(200));
    const before = process.env.http_proxy;
    process.env.http_proxy = 'http://127.0.0.1:1';
    try {
      await client.get('/x', json);
    } finally {
      if (before === undefined) delete process.env.http_proxy;
      else process.env.http_proxy = before;
    }
    expect(upstream.requests).toHaveLength(1);
  });
});

describe('a broken connection', () => {
  it.each<[string, RequestListener]>([
    ['is reset before an answer', (request) => request.socket.resetAndDestroy()],
    [
      'is cut off within the body',
      (request, response) => {
        response.writeHead(200, { 'content-type': 'application/json', 'content-length': '100' });
        response.write('{"half":', () => request.socket.destroy());
      },
    ],
    ['talks something else', (request) => request.socket.end('220 mail.example.com ESMTP\r\n')],
  ])('that %s is trouble of kind network', async (_what, answer) => {
    const { client } = await serve(answer);
    expect((await troubleOf(client.get('/x', json))).kind).toBe('network');
  });

  it('that nobody accepts is trouble of kind network', async () => {
    const { client, upstream } = await serve(answerWith(200));
    await upstream.close();
    expect((await troubleOf(client.get('/x', json))).kind).toBe('network');
  });
});
