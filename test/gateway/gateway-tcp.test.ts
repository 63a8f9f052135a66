import { once } from 'node:events';
import { connect as connectTcp, type Socket } from 'node:net';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { Gateway } from '../../src/gateway/gateway.ts';
import type { Draft } from '../../src/protocol/reading.ts';
import { listen } from './event-reader.ts';
import { readUntil } from './raw-socket.ts';
import { connect } from './reader.ts';
import { draftOf, startRig } from './rig.ts';

const request = 'GET /v1/boards/front HTTP/1.1\r\nHost: x\r\n\r\n';

function openTcp(gateway: Gateway): Socket {
  const socket = connectTcp(Number(new URL(gateway.url()).port), '127.0.0.1');
  onTestFinished(() => void socket.destroy());
  return socket;
}

/** Has had an answer, and is kept for a next request. */
async function openIdle(gateway: Gateway): Promise<Socket> {
  const socket = openTcp(gateway);
  socket.write(request);
  await readUntil(socket, '"builtAt"');
  return socket;
}

describe('TCP connections', () => {
  it('that only wait for a next request make room for a newcomer', async () => {
    const { gateway } = await startRig({ maxTcpConnections: 3 });
    const reader = await connect(gateway);
    const idle = await openIdle(gateway);
    const gone = once(idle, 'close');
    await openIdle(gateway);
    await gone;
    reader.send({ t: 'sub', items: ['quote:DDD'] });
    await reader.next('snap', 2);
  });

  it('are dropped and counted where readers have all of them, who stay', async () => {
    const { gateway, metric } = await startRig({ maxTcpConnections: 2 });
    const readers = [await connect(gateway), await listen(gateway)];
    await once(openTcp(gateway).resume(), 'close');
    expect(await metric('dropped_total')).toBe(1);
    expect(gateway.readers()).toBe(readers.length);
  });

  it('end where nothing of an answer is read, whatever is sent meanwhile', async () => {
    const { gateway, writer, clock } = await startRig();
    await writer.put({ draft: { ...draftOf('quote:AAA', '2'), source: 'x'.repeat(100_000) } as Draft });
    await clock.advanceAsync(1_000);
    const socket = openTcp(gateway);
    socket.on('error', () => {});
    // More than the system holds back for a client.
    socket.write(request.repeat(200));
    await once(socket, 'readable');
    await clock.advanceAsync(120_000);
    // Whoever reads nothing does not see the end, and is told of it when he writes.
    while (!socket.destroyed)
      await new Promise((resolve) => setImmediate(() => socket.write('\r\n', resolve)));
    expect((await openIdle(gateway)).destroyed).toBe(false);
  });
});
