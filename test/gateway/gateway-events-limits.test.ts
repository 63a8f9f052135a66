import { connect as connectTcp } from 'node:net';
import { describe, expect, it } from 'vitest';
import { listen } from './event-reader.ts';
import { readUntil } from './raw-socket.ts';
import { connect, untilReaders } from './reader.ts';
import { startRig } from './rig.ts';

describe('a stream is refused', () => {
  it.each([
    ['board=nothing', 404, 'board'],
    ['', 404, 'board'],
    ['board=constructor', 404, 'board'],
  ])('for the query %j with %i', async (query, status, error) => {
    const { gateway, metric } = await startRig();
    const reader = await listen(gateway, query);
    await reader.ended;
    expect(reader.status).toBe(status);
    expect(JSON.parse(reader.raw())).toMatchObject({ error });
    expect(await metric(`handshakes_total{result="${error}",transport="events"}`)).toBe(1);
    expect(gateway.readers()).toBe(0);
  });

  it('where only its headers are asked for', async () => {
    const { gateway } = await startRig();
    const response = await fetch(`${gateway.url()}/v1/events?board=front`, { method: 'HEAD' });
    expect(response.status).toBe(405);
  });

  it.each(['POST', 'PUT', 'PATCH', 'DELETE'])('where somebody would %s to it', async (method) => {
    const { gateway, metric } = await startRig();
    const headers = { 'content-type': 'application/x-nothing' };
    const url = `${gateway.url()}/v1/events?board=front`;
    const response = await fetch(url, { method, headers, body: 'x'.repeat(5_000) });
    expect([response.status, response.headers.get('allow')]).toEqual([405, 'GET']);
    expect(await response.json()).toEqual({ error: 'method', message: 'Method Not Allowed' });
    expect(await metric('handshakes_total{result="method",transport="events"}')).toBe(1);
    expect(gateway.readers()).toBe(0);
  });

  it('while there is nothing to show, with a time to come back', async () => {
    const { gateway } = await startRig({
      wrap: (store) => ({ watch: store.watch, load: () => new Promise(() => {}) }),
    });
    const { status, headers } = await listen(gateway);
    expect([status, Number(headers['retry-after']) > 0]).toEqual([503, true]);
  });

  it('behind another on its connection, where nobody could be told of its end', async () => {
    const { gateway, metric } = await startRig();
    const socket = connectTcp(Number(new URL(gateway.url()).port), '127.0.0.1');
    socket.write('GET /v1/events?board=front HTTP/1.1\r\nHost: x\r\n\r\n'.repeat(3));
    await readUntil(socket, '"t":"snap"');
    expect(await metric('handshakes_total{result="pipelined",transport="events"}')).toBe(2);
    expect(gateway.readers()).toBe(1);
    socket.destroy();
    await untilReaders(gateway, 0);
  });

  it('where sockets have used up the room of its address, and the other way round', async () => {
    const { gateway, metric } = await startRig({ limits: { maxPerAddress: 2 } });
    await connect(gateway);
    const reader = await listen(gateway);
    expect((await listen(gateway)).status).toBe(503);
    await expect(connect(gateway)).rejects.toThrow('status 503');
    expect(await metric('handshakes_total{result="address",transport="events"}')).toBe(1);
    reader.leave();
    await untilReaders(gateway, 1);
    expect((await listen(gateway)).status).toBe(200);
  });

  it('beyond the number of readers in all', async () => {
    const { gateway } = await startRig({ limits: { maxConnections: 1 } });
    await listen(gateway);
    expect((await listen(gateway)).status).toBe(503);
  });

  it('beyond the rate of newcomers, which it shares with sockets', async () => {
    const { gateway, clock } = await startRig({ limits: { handshakesPerS: 20 } });
    await Promise.all([connect(gateway), listen(gateway)]);
    expect((await listen(gateway)).status).toBe(503);
    clock.advance(50);
    expect((await listen(gateway)).status).toBe(200);
  });

  it('by the address that a listed proxy names', async () => {
    const { gateway } = await startRig({ limits: { maxPerAddress: 1, trustedProxies: ['127.0.0.1'] } });
    const from = (list: string) => listen(gateway, 'board=front', { 'x-forwarded-for': list });
    expect((await from('203.0.113.1')).status).toBe(200);
    expect((await from('203.0.113.2')).status).toBe(200);
    expect((await from('198.51.100.7, 203.0.113.2')).status).toBe(503);
  });
});
