/** What the shim does to a line, seen from both of its ends. */
import { connect } from 'node:net';
import { createClient } from 'redis';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { startRedis } from './redis/server.ts';
import { cleanUp, cleanups, exchange, hears, listenTo, makeLine } from './tcp-line.ts';
import { startShim } from './tcp-shim.ts';

afterEach(cleanUp);

describe('the shim', () => {
  it('passes all bytes both ways, and each end by itself', async () => {
    const { shim, dial } = await makeLine();
    const [client, server] = await dial();
    const bytes = 'a\0\r\n\xff'.repeat(200_000);
    client.socket.end(bytes, 'latin1');
    await hears(server, bytes);
    await vi.waitFor(() => expect(server.told).toEqual(['end']));
    server.socket.end(bytes, 'latin1');
    await hears(client, bytes);
    await vi.waitFor(() => expect(shim.connections()).toBe(0));
  });

  it.each([0, 1])('waits for a slow reader and goes on, reader %i', async (reading) => {
    const { dial } = await makeLine();
    const ends = await dial();
    const [reader, writer] = reading === 0 ? ends : [ends[1], ends[0]];
    reader.socket.pause();
    const bytes = 'x'.repeat(32 * 1_048_576);
    writer.socket.write(bytes);
    for (let turn = 0; turn < 5; turn += 1) await exchange(await dial());
    expect(writer.socket.writableLength).toBeGreaterThan(0);
    reader.socket.resume();
    await vi.waitFor(() => expect(reader.heard.length).toBe(bytes.length), { timeout: 10_000 });
  });

  it('ends the connection of a client whose target refuses', async () => {
    const { shim } = await makeLine();
    const deaf = await startShim({ host: '127.0.0.1', port: shim.port });
    await shim.stop();
    const client = listenTo(connect(deaf.port, '127.0.0.1'));
    await vi.waitFor(() => expect(client.told).toContain('close'));
    expect(deaf.connections()).toBe(0);
    await deaf.stop();
  });

  it('cuts all connections, on both sides', async () => {
    const { shim, dial } = await makeLine();
    const ends = [...(await dial()), ...(await dial())];
    expect(shim.connections()).toBe(2);
    shim.cut();
    expect(shim.connections()).toBe(0);
    await vi.waitFor(() => expect(ends.every(({ told }) => told.includes('end'))).toBe(true));
    await exchange(await dial());
  });

  it('can be stopped while connections are open and dark', async () => {
    const { shim, dial, dialOnly } = await makeLine();
    const [client, server] = await dial();
    shim.blackhole(true);
    const late = await dialOnly();
    await shim.stop();
    await vi.waitFor(() =>
      expect([client, server, late].every(({ told }) => told.includes('end'))).toBe(true),
    );
  });
});

describe('a delay', () => {
  it('holds what goes to the target and nothing that comes from it', async () => {
    const { shim, dial } = await makeLine();
    const [client, server] = await dial();
    shim.delay(3_600_000);
    client.socket.write('held');
    server.socket.write('at once');
    await hears(client, 'at once');
    shim.delay(0);
    await exchange(await dial());
    expect(server.heard).toBe('');
  });

  it('keeps the order of what was said before it was taken away', async () => {
    const { shim, dial } = await makeLine();
    const [client, server] = await dial();
    shim.delay(100);
    client.socket.write('first ');
    server.socket.write('it is on its way');
    await hears(client, 'it is on its way');
    shim.delay(0);
    client.socket.end('second');
    await hears(server, 'first second');
    await vi.waitFor(() => expect(server.told).toEqual(['end']));
  });

  it('stops to read from a client whose bytes it holds', async () => {
    const { shim, dial } = await makeLine();
    const [client] = await dial();
    shim.delay(3_600_000);
    client.socket.write(Buffer.alloc(64 * 1_048_576));
    const [other, server] = await dial();
    shim.delay(0);
    const bytes = 'x'.repeat(64 * 1_048_576);
    other.socket.write(bytes);
    await vi.waitFor(() => expect(server.heard.length).toBe(bytes.length), { timeout: 10_000 });
    expect(client.socket.writableLength).toBeGreaterThan(0);
  });
});

describe('dropped messages', () => {
  it.each([2, 3] as const)(
    'are missing for a subscriber that speaks RESP%i, and nothing else is',
    async (RESP) => {
      const redis = await startRedis();
      cleanups.push(() => redis.stop());
      const shim = await startShim({ host: '127.0.0.1', port: redis.port });
      cleanups.push(() => shim.stop());
      const client = createClient({ RESP, socket: { host: '127.0.0.1', port: shim.port } });
      cleanups.push(() => client.destroy());
      client.on('error', () => {});
      await client.connect();
      const heard: string[] = [];
      await client.subscribe('news', (text) => heard.push(text));
      const draws = [0.1, 0.9, 0.49, 0.5];
      shim.dropPubSub(0.5, () => draws.shift() ?? 1);
      for (const text of ['1', '2', '3', '4']) await redis.command('PUBLISH', 'news', text);
      shim.dropPubSub(0, () => 0);
      await redis.command('PUBLISH', 'news', 'last');
      await vi.waitFor(() => expect(heard).toContain('last'));
      expect(heard).toEqual(['2', '4', 'last']);
      expect(shim.droppedMessages()).toBe(2);
      await client.unsubscribe('news');
      // This client gives it as bytes after a RESP2 subscription.
      expect(String(await client.ping())).toBe('PONG');
    },
  );
});
