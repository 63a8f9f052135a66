import { once } from 'node:events';
import { connect as connectTcp } from 'node:net';
import { describe, expect, it } from 'vitest';
import { settle } from '../support/fake-clock.ts';
import { connect, untilReaders } from './reader.ts';
import { startRig } from './rig.ts';

describe('a gateway that stops', () => {
  it('is quiet at once where nobody reads', async () => {
    const { gateway, clock } = await startRig();
    await gateway.stop();
    expect(clock.pending()).toBe(0);
    expect(() => gateway.url()).toThrow();
  });

  it('tells its readers, and takes no new ones, but still answers over HTTP', async () => {
    const { gateway } = await startRig();
    const reader = await connect(gateway);
    const url = gateway.url();
    void gateway.stop();
    expect(await reader.next('drain')).toEqual({ t: 'drain', window: 8_000 });
    await expect(connect(gateway)).rejects.toThrow('status 503');
    const response = await fetch(`${url}/v1/boards/front`);
    expect(response.status).toBe(200);
    expect(response.headers.get('connection')).toBe('close');
    expect(reader.ws.readyState).toBe(reader.ws.OPEN);
  });

  it('gives many readers longer, so that another gateway can take them', async () => {
    const { gateway, clock } = await startRig({ drainMs: 1_000, limits: { handshakesPerS: 10 } });
    const reader = await connect(gateway);
    clock.advance(100);
    for (let more = 0; more < 5; more += 1) {
      await connect(gateway);
      clock.advance(100);
    }
    const stopped = gateway.stop();
    expect(await reader.next('drain')).toEqual({ t: 'drain', window: 1_200 });
    await clock.advanceAsync(1_499);
    expect(reader.ws.readyState).toBe(reader.ws.OPEN);
    await clock.advanceAsync(1);
    expect(await reader.closed).toBe(1012);
    await stopped;
  });

  it('serves the old sockets until they leave, and is then quiet at once', async () => {
    const { gateway, writer, clock } = await startRig();
    const reader = await connect(gateway);
    await reader.next('snap');
    const stopped = gateway.stop();
    await reader.next('drain');
    await writer.put(['quote:AAA', '2.00']);
    clock.advance(1000);
    await reader.next('upd');
    reader.ws.close(1000);
    await stopped;
    expect(clock.pending()).toBe(0);
  });

  it('closes who stays with 1012 after its time, never 1006', async () => {
    const { gateway, clock } = await startRig({ drainMs: 3_000 });
    const readers = await Promise.all(Array.from({ length: 20 }, () => connect(gateway)));
    await Promise.all(readers.map((reader) => reader.next('snap')));
    const stopped = gateway.stop();
    await Promise.all(readers.map((reader) => reader.next('drain')));
    await clock.advanceAsync(2_999);
    expect(gateway.readers()).toBe(20);
    clock.advance(1);
    expect(new Set(await Promise.all(readers.map(({ closed }) => closed)))).toEqual(new Set([1012]));
    await stopped;
  });

  it('does not wait for a reader that does not acknowledge', async () => {
    const { gateway, clock } = await startRig({ drainMs: 1_000 });
    const reader = await connect(gateway);
    await reader.next('snap');
    (reader.ws as unknown as { _socket: { pause(): void } })._socket.pause();
    const stopped = gateway.stop();
    await clock.advanceAsync(1_000);
    await clock.advanceAsync(2_000);
    await untilReaders(gateway, 0);
    await stopped;
  });

  it('does not wait for a request that never ends', async () => {
    const { gateway, clock } = await startRig();
    const socket = connectTcp(Number(new URL(gateway.url()).port), '127.0.0.1');
    await once(socket, 'connect');
    socket.write('GET /v1/boards/front HTTP/1.1\r\n');
    await settle();
    const cut = once(socket, 'close');
    socket.resume();
    const stopped = gateway.stop();
    await settle();
    await clock.advanceAsync(2_000);
    await Promise.all([stopped, cut]);
  });

  it('may be asked twice', async () => {
    const { gateway, clock } = await startRig();
    const reader = await connect(gateway);
    await reader.next('snap');
    const stopped = Promise.all([gateway.stop(), gateway.stop()]);
    await reader.next('drain');
    await clock.advanceAsync(10_000);
    expect(await reader.closed).toBe(1012);
    expect(reader.messages.filter(({ t }) => t === 'drain').length).toBe(1);
    await stopped;
  });
});
