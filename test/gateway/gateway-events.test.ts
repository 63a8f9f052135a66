import { describe, expect, it } from 'vitest';
import { listen } from './event-reader.ts';
import { connect, untilReaders } from './reader.ts';
import { catalogue, front, money, newsroom, startRig } from './rig.ts';

describe('a stream of events', () => {
  it('greets like a socket, and goes on with each update', async () => {
    const { gateway, writer, clock } = await startRig();
    const reader = await listen(gateway);
    expect(reader.status).toBe(200);
    expect((await reader.next('snap')).items.map(({ id }) => id)).toEqual(front);
    expect(reader.messages.map(({ t }) => t)).toEqual(['hello', 'snap']);
    await writer.put(['quote:AAA', '2.00'], ['quote:DDD', '9.00']);
    clock.advance(1_000);
    expect((await reader.next('upd')).items).toMatchObject([{ id: 'quote:AAA', value: { price: '2.00' } }]);
  });

  it('carries the bytes of the frames that a socket gets, and nothing else', async () => {
    const { gateway, writer, clock } = await startRig();
    const reader = await listen(gateway);
    const socket = await connect(gateway);
    const texts: string[] = [];
    socket.ws.on('message', (data) => texts.push(data.toString()));
    await Promise.all([reader.next('snap'), socket.next('snap')]);
    for (const price of ['2.00', '3.00']) {
      await writer.put(['quote:BBB', price]);
      await clock.advanceAsync(1_000);
    }
    await clock.advanceAsync(23_000);
    void gateway.stop();
    await Promise.all([reader.next('drain'), socket.next('drain')]);
    expect(texts.slice(-4).map((text) => JSON.parse(text).t)).toEqual(['upd', 'upd', 'hb', 'drain']);
    expect(reader.texts.slice(2)).toEqual(texts.slice(-4));
    expect(reader.messages.slice(0, 2)).toEqual(socket.messages.slice(0, 2));
    expect(reader.raw()).toBe(reader.texts.map((text) => `data: ${text}\n\n`).join(''));
  });

  it('encodes nothing more for any number of streams beside the sockets', async () => {
    const { gateway, writer, clock, metric } = await startRig();
    const socket = await connect(gateway);
    const readers = await Promise.all(Array.from({ length: 5 }, () => listen(gateway)));
    await Promise.all([socket.next('snap'), ...readers.map((reader) => reader.next('snap'))]);
    clock.advance(25_000);
    const before = await metric('frames_encoded_total');
    await writer.put(['quote:AAA', '2.00']);
    clock.advance(1_000);
    await Promise.all([socket.next('upd'), ...readers.map((reader) => reader.next('upd'))]);
    expect((await metric('frames_encoded_total')) - before).toBe(1);
  });

  it('sends same to who has the board', async () => {
    const { gateway } = await startRig();
    const etag = (await fetch(`${gateway.url()}/v1/boards/front`)).headers.get('etag') ?? '';
    const reader = await listen(gateway, `board=front&have=${encodeURIComponent(etag)}`);
    await reader.next('same');
    expect(reader.messages.map(({ t }) => t)).toEqual(['hello', 'same']);
  });

  it('may be read by any page, and is kept by no cache and no proxy', async () => {
    const { gateway } = await startRig();
    const { headers } = await listen(gateway, 'board=money', { origin: 'https://anybody.example' });
    expect(headers).toMatchObject({
      'content-type': 'text/event-stream; charset=utf-8',
      'access-control-allow-origin': '*',
      'cross-origin-resource-policy': 'cross-origin',
      'cache-control': 'no-store, no-transform',
      'x-accel-buffering': 'no',
      'x-content-type-options': 'nosniff',
    });
    expect(headers['access-control-allow-credentials']).toBeUndefined();
    expect(headers['set-cookie']).toBeUndefined();
    expect(headers['content-encoding']).toBeUndefined();
  });

  it('counts as a reader by its own transport', async () => {
    const { gateway, metric } = await startRig();
    await connect(gateway, { headers: { origin: newsroom } });
    const reader = await listen(gateway);
    expect([gateway.readers(), await metric('connections'), await metric('event_streams')]).toEqual([
      2, 2, 1,
    ]);
    expect(await metric('handshakes_total{result="accepted",transport="events"}')).toBe(1);
    reader.leave();
    await untilReaders(gateway, 1);
    expect(await metric('event_streams')).toBe(0);
    expect(await metric('close_total{code="1005",transport="events"}')).toBe(1);
  });

  it('follows its board when the config changes', async () => {
    const { gateway } = await startRig();
    const reader = await listen(gateway);
    await reader.next('snap');
    gateway.recatalogue({ ...catalogue, boards: new Map([['front', ['quote:AAA', 'quote:DDD']]]) });
    expect((await reader.next('snap', 2)).items.map(({ id }) => id)).toEqual(['quote:DDD']);
  });
});

describe("a reader's own additions", () => {
  it('come behind the board, and their updates with its own', async () => {
    const { gateway, writer, clock } = await startRig();
    const reader = await listen(gateway, 'board=money&items=quote:AAA,quote%3ACCC');
    const snap = await reader.next('snap', 2);
    expect(snap.items.map(({ id }) => id)).toEqual(['quote:AAA', 'quote:CCC']);
    await writer.put(['quote:AAA', '5.00'], ['quote:DDD', '6.00']);
    clock.advance(1_000);
    const upd = await reader.next('upd');
    expect(upd.items.map(({ id }) => id).sort()).toEqual(['quote:AAA', 'quote:DDD']);
    expect(money).toContain('quote:DDD');
  });

  it.each([
    ['quote:NOPE', 'unknown-item'],
    ['nonsense,quote:AAA', 'unknown-item'],
    ['weather:x', 'unknown-item'],
    ['quote:DDD', 'too-many-items'],
  ])('%s are refused as a whole by %s, and the board is served all the same', async (items, code) => {
    const { gateway } = await startRig({ limits: { maxItems: 3 } });
    const reader = await listen(gateway, `board=front&items=${items}`);
    expect(await reader.next('err')).toMatchObject({ code });
    expect(reader.messages.map(({ t }) => t)).toEqual(['hello', 'snap', 'err']);
  });
});
