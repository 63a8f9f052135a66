import { once } from 'node:events';
import { connect as connectTcp, type Socket } from 'node:net';
import { describe, expect, it } from 'vitest';
import type { Gateway } from '../../src/gateway/gateway.ts';
import { readUntil } from './raw-socket.ts';
import { untilReaders } from './reader.ts';
import { startRig } from './rig.ts';

/** As `curl --http2` does without TLS. */
function offerHttp2(gateway: Gateway, path: string): Socket {
  const socket = connectTcp(Number(new URL(gateway.url()).port), '127.0.0.1');
  const offer = [
    'Connection: Upgrade, HTTP2-Settings',
    'Upgrade: h2c',
    'HTTP2-Settings: AAMAAABkAAQAoAAAAAIAAAAA',
  ];
  socket.write([`GET ${path} HTTP/1.1`, 'Host: x', ...offer, '', ''].join('\r\n'));
  return socket;
}

describe('the server', () => {
  it('lives under its base path, whether the proxy before it keeps that or strips it', async () => {
    const { gateway } = await startRig({ basePath: '/strip' });
    expect(gateway.url()).toMatch(/\/strip$/);
    expect((await fetch(`${gateway.url()}/v1/boards/front`)).status).toBe(200);
    expect((await fetch(`${gateway.url()}/v1/masthead.js`)).status).toBe(200);
    expect((await fetch(new URL('/v1/boards/front', gateway.url()))).status).toBe(200);
    expect((await fetch(new URL('/stripe/v1/boards/front', gateway.url()))).status).toBe(404);
    expect((await fetch(new URL('/strip/strip/v1/boards/front', gateway.url()))).status).toBe(404);
  });

  it.each(['127.0.0.1', '0.0.0.0', '::1'])(
    'says where it can be reached when it listens on %s',
    async (host) => {
      const { gateway } = await startRig({ host });
      expect((await fetch(`${gateway.url()}/v1/boards/front`)).status).toBe(200);
    },
  );

  it('answers a preflight for reading only', async () => {
    const { gateway } = await startRig();
    const response = await fetch(`${gateway.url()}/v1/boards/front`, {
      method: 'OPTIONS',
      headers: { origin: 'https://any.example', 'access-control-request-method': 'GET' },
    });
    expect(response.status).toBe(204);
    expect(response.headers.get('access-control-allow-methods')).toBe('GET, HEAD');
  });

  it('answers an OPTIONS that is no preflight like one', async () => {
    const { gateway } = await startRig();
    const response = await fetch(`${gateway.url()}/v1/boards/front`, { method: 'OPTIONS' });
    expect(response.status).toBe(204);
    expect(response.headers.get('access-control-allow-methods')).toBe('GET, HEAD');
    expect(await response.text()).toBe('');
  });

  it.each([
    ['that cannot be decoded', '/v1/boards/%zz', 400],
    ['with a name that is too long', `/v1/boards/${'a'.repeat(500)}`, 414],
  ])('answers an address %s with the headers of any other answer', async (_what, path, status) => {
    const { gateway } = await startRig();
    const headersOf = ({ headers }: Response) =>
      [...headers].filter(([name]) => !['content-length', 'date'].includes(name));
    const response = await fetch(`${gateway.url()}${path}`);
    expect(response.status).toBe(status);
    expect(headersOf(response)).toEqual(headersOf(await fetch(`${gateway.url()}/v1/nothing`)));
    expect(response.headers.get('access-control-allow-origin')).toBe('*');
    expect(await response.json()).toMatchObject({ error: 'bad-request' });
  });

  it.each(['POST', 'PUT', 'DELETE'])('has nothing to %s to', async (method) => {
    const { gateway } = await startRig();
    const response = await fetch(`${gateway.url()}/v1/boards/front`, { method, body: 'x' });
    expect(response.status).toBe(404);
    expect(await response.json()).toEqual({ error: 'not-found', message: 'Not Found' });
  });

  it('says what it wants where a socket is asked for as a page', async () => {
    const { gateway } = await startRig();
    const response = await fetch(`${gateway.url()}/v1/live?board=front`);
    expect(response.status).toBe(426);
  });

  it.each(['/v1/boards/front', '/v1/boards/none', '/v1/live?board=front'])(
    'answers a request for %s that offers HTTP/2 as one that does not',
    async (path) => {
      const { gateway } = await startRig();
      const plain = await fetch(`${gateway.url()}${path}`);
      const socket = offerHttp2(gateway, path);
      const [head = '', body] = (await readUntil(socket, 'nothing')).toString().split('\r\n\r\n');
      expect(head).toMatch(new RegExp(`^HTTP/1\\.1 ${plain.status} .*\\r\\nconnection: close`, 'is'));
      expect(body).toBe(await plain.text());
    },
  );

  it.each([
    ['resets its connection', (socket: Socket) => socket.resetAndDestroy()],
    ['ends it', (socket: Socket) => socket.end()],
  ])('sees that a client which offers HTTP/2 %s', async (_what, leave) => {
    const { gateway } = await startRig();
    const socket = offerHttp2(gateway, '/v1/events?board=front');
    await readUntil(socket, '"t":"snap"');
    expect(gateway.readers()).toBe(1);
    leave(socket);
    await untilReaders(gateway, 0);
  });

  it('cuts off a client that offers HTTP/2 before it has had an earlier answer', async () => {
    const { gateway } = await startRig();
    const socket = connectTcp(Number(new URL(gateway.url()).port), '127.0.0.1');
    const requests = ['Host: x', 'Host: x\r\nConnection: Upgrade\r\nUpgrade: h2c'].map(
      (headers) => `GET /v1/events?board=front HTTP/1.1\r\n${headers}\r\n\r\n`,
    );
    socket.on('error', () => {}).write(requests.join(''));
    await readUntil(socket, 'nothing');
    await untilReaders(gateway, 0);
  });

  it('bears the cookies of a news site, and refuses headers of 40 kB', async () => {
    const { gateway } = await startRig();
    const statusWith = async (bytes: number) =>
      (await fetch(`${gateway.url()}/v1/boards/front`, { headers: { 'x-big': 'x'.repeat(bytes) } })).status;
    expect(await statusWith(20_000)).toBe(200);
    expect(await statusWith(40_000)).toBe(431);
  });

  it('does not wait for a request that never ends', async () => {
    const { gateway } = await startRig();
    const socket = connectTcp(Number(new URL(gateway.url()).port), '127.0.0.1');
    await once(socket, 'connect');
    socket.write('GET /v1/boards/front HTTP/1.1\r\nHost: x\r\n');
    let answer = '';
    socket.on('data', (chunk) => {
      answer += chunk;
    });
    await once(socket, 'close');
    expect(answer).toMatch(/^HTTP\/1\.1 408 /);
  });

  it('rejects its start where the port is taken, and can be stopped all the same', async () => {
    const { gateway } = await startRig();
    const port = Number(new URL(gateway.url()).port);
    await expect(startRig({ port })).rejects.toThrow(/EADDRINUSE/);
  });
});
