import { once } from 'node:events';
import { describe, expect, it } from 'vitest';
import { closeFrame, rawUpgrade, readUntil } from './raw-socket.ts';
import { connect, untilReaders } from './reader.ts';
import { front, startRig } from './rig.ts';

describe('a client that breaks the rules', () => {
  it('is told of bad messages and closed at the fifth', async () => {
    const { gateway, metric } = await startRig();
    const reader = await connect(gateway);
    for (let count = 0; count < 5; count += 1) reader.send('{"t":');
    expect(await reader.closed).toBe(4400);
    expect(reader.messages.filter(({ t }) => t === 'err').length).toBeGreaterThan(0);
    await untilReaders(gateway, 0);
    expect(await metric('close_total{code="4400",transport="websocket"}')).toBe(1);
  });

  it('is closed for a binary frame', async () => {
    const { gateway } = await startRig();
    const reader = await connect(gateway);
    reader.ws.send(Buffer.from('{}'));
    expect(await reader.closed).toBe(4400);
  });

  it('is closed for more messages than its limit', async () => {
    const { gateway } = await startRig();
    const reader = await connect(gateway);
    for (let count = 0; count < 11; count += 1) reader.send({ t: 'sub', items: [] });
    expect(await reader.closed).toBe(4429);
  });

  it('is closed for more answers to no ping than its limit', async () => {
    const { gateway } = await startRig();
    const reader = await connect(gateway);
    for (let count = 0; count < 11; count += 1) reader.ws.pong();
    expect(await reader.closed).toBe(4429);
  });

  it('is closed for more pings than its limit', async () => {
    const { gateway } = await startRig();
    const reader = await connect(gateway);
    for (let count = 0; count < 11; count += 1) reader.ws.ping();
    expect(await reader.closed).toBe(4429);
  });

  it('cannot bring the gateway down with an item that has no text', async () => {
    const { gateway } = await startRig();
    const reader = await connect(gateway);
    reader.send('{"t":"sub","items":[{"toString":0}]}');
    expect(await reader.next('err')).toMatchObject({ code: 'unknown-item' });
    await (await connect(gateway)).next('snap');
  });

  it('is closed for a message over the size limit', async () => {
    const { gateway } = await startRig();
    const reader = await connect(gateway);
    reader.send('x'.repeat(4097));
    expect(await reader.closed).toBe(1009);
  });

  it('may send a message of just the size limit', async () => {
    const { gateway } = await startRig();
    const reader = await connect(gateway);
    reader.send(JSON.stringify({ t: 'sub', items: [], later: 'x'.repeat(4096 - 33) }));
    expect((await reader.next('snap', 2)).items).toEqual([]);
  });

  it('is closed for a message in very many pieces', async () => {
    const { gateway } = await startRig();
    const socket = await rawUpgrade(gateway);
    const masked = (first: number) => Buffer.from([first, 0x80, 0, 0, 0, 0]);
    socket.write(Buffer.concat([masked(0x01), ...Array.from({ length: 20 }, () => masked(0x00))]));
    expect((await readUntil(socket, closeFrame(1008))).includes(closeFrame(1008))).toBe(true);
  });

  it.each([
    ['reserved bits', [0xf1, 0x80, 0, 0, 0, 0]],
    ['an unknown opcode', [0x83, 0x80, 0, 0, 0, 0]],
    ['no mask', [0x81, 0x02, 0x7b, 0x7d]],
    ['a fragmented ping', [0x09, 0x80, 0, 0, 0, 0]],
  ])('is closed for a frame with %s', async (_name, bytes) => {
    const { gateway } = await startRig();
    const socket = await rawUpgrade(gateway);
    socket.write(Buffer.from(bytes));
    expect((await readUntil(socket, closeFrame(1002))).includes(closeFrame(1002))).toBe(true);
  });

  it('is closed for text that is not UTF-8', async () => {
    const { gateway } = await startRig();
    const socket = await rawUpgrade(gateway);
    socket.write(Buffer.from([0x81, 0x82, 0, 0, 0, 0, 0xc3, 0x28]));
    expect((await readUntil(socket, closeFrame(1007))).includes(closeFrame(1007))).toBe(true);
  });

  it('is cut where it does not acknowledge its close, and leaves nothing behind', async () => {
    const { gateway, clock } = await startRig();
    const socket = await rawUpgrade(gateway);
    socket.write(Buffer.from([0x82, 0x80, 0, 0, 0, 0]));
    await readUntil(socket, closeFrame(4400));
    expect(gateway.readers()).toBe(1);
    const cut = once(socket, 'close');
    await clock.advanceAsync(2_000);
    await cut;
    expect(gateway.readers()).toBe(0);
  });

  it('does not disturb the others', async () => {
    const { gateway, writer, clock } = await startRig();
    const good = await connect(gateway);
    const bad = await connect(gateway);
    bad.ws.send(Buffer.from([0]));
    await bad.closed;
    await writer.put(['quote:AAA', '2.00']);
    clock.advance(1000);
    expect((await good.next('upd')).items.map(({ id }) => id)).toEqual([front[0]]);
  });
});

describe('a silent client', () => {
  it('is let go after two pings without an answer', async () => {
    const { gateway, clock, metric } = await startRig();
    const socket = await rawUpgrade(gateway);
    await readUntil(socket, '"t":"snap"');
    const closing = readUntil(socket, closeFrame(4508));
    await clock.advanceAsync(37_499);
    expect(gateway.readers()).toBe(1);
    await clock.advanceAsync(1);
    expect((await closing).includes(closeFrame(4508))).toBe(true);
    await clock.advanceAsync(2_000);
    expect(gateway.readers()).toBe(0);
    expect(await metric('close_total{code="4508",transport="websocket"}')).toBe(1);
  });

  it('that answers pings may stay for ever', async () => {
    const { gateway, clock } = await startRig();
    const reader = await connect(gateway);
    await reader.next('snap');
    for (let turn = 0; turn < 10; turn += 1) {
      const ping = once(reader.ws, 'ping');
      await clock.advanceAsync(12_500);
      await ping;
      const answered = once(reader.ws, 'pong');
      reader.ws.ping();
      await answered;
    }
    expect(gateway.readers()).toBe(1);
  });
});
