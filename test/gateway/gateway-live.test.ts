import { describe, expect, it, vi } from 'vitest';
import { digestOf } from '../../src/protocol/order.ts';
import type { Reading } from '../../src/protocol/reading.ts';
import { connect, untilReaders } from './reader.ts';
import { catalogue, draftOf, front, startRig } from './rig.ts';

function priceOf(reading: Reading | undefined): string | undefined {
  return reading !== undefined && 'value' in reading && reading.value.kind === 'quote'
    ? reading.value.price
    : undefined;
}

describe('the first flight', () => {
  it('is hello, then the board as it stands', async () => {
    const { gateway, clock, store } = await startRig();
    const reader = await connect(gateway);
    const snap = await reader.next('snap');
    const { epoch } = await store.load();
    expect(reader.messages).toEqual([
      {
        t: 'hello',
        now: clock.now(),
        epoch,
        heartbeat: 25_000,
        limits: { maxItems: 64, maxPayloadBytes: 4096, maxMessagesPer10s: 10 },
        demo: false,
      },
      snap,
    ]);
    expect(snap.items.map(({ id }) => id)).toEqual(front);
    expect(reader.ws.protocol).toBe('masthead.v1');
    expect(reader.ws.extensions).toBe('');
  });

  it('is hello and same for who fetched the board just before', async () => {
    const { gateway } = await startRig();
    const etag = (await fetch(`${gateway.url()}/v1/boards/front`)).headers.get('etag') ?? '';
    const reader = await connect(gateway, { query: `board=front&have=${encodeURIComponent(etag)}` });
    await reader.next('same');
    expect(reader.messages.map(({ t }) => t)).toEqual(['hello', 'same']);
  });

  it('is hello and snap for who fetched the board before its last change', async () => {
    const { gateway, writer, clock } = await startRig();
    const etag = (await fetch(`${gateway.url()}/v1/boards/front`)).headers.get('etag') ?? '';
    await writer.put(['quote:AAA', '2.00']);
    clock.advance(1000);
    const reader = await connect(gateway, { query: `board=front&have=${encodeURIComponent(etag)}` });
    expect(priceOf((await reader.next('snap')).items[0])).toBe('2.00');
  });

  it('comes in frames larger than 64 kB too', async () => {
    const { gateway, writer, clock } = await startRig();
    const v = Array.from({ length: 20_000 }, (_, index) => index / 7);
    await writer.put({
      draft: draftOf('quote:AAA', '3'),
      spark: { t0: 0, dt: v.map((_, index) => index), v },
    });
    clock.advance(1000);
    const reader = await connect(gateway);
    expect((await reader.next('snap')).items[0]?.spark?.v.length).toBe(20_000);
  });

  it('says that it is a demonstration where it is one', async () => {
    const { gateway } = await startRig({ catalogue: { ...catalogue, demo: true } });
    expect((await (await connect(gateway)).next('hello')).demo).toBe(true);
  });
});

describe('an update', () => {
  it('reaches the readers of its board at the next tick, once, and nobody else', async () => {
    const { gateway, writer, clock } = await startRig();
    const reader = await connect(gateway);
    const other = await connect(gateway, { query: 'board=money' });
    await Promise.all([reader.next('snap'), other.next('snap')]);
    await writer.put(['quote:AAA', '2.00'], ['quote:AAA', '3.00']);
    clock.advance(999);
    await writer.put(['quote:DDD', '9.00']);
    clock.advance(1);
    const { items } = await reader.next('upd');
    expect(items.map((item) => [item.id, priceOf(item)])).toEqual([['quote:AAA', '3.00']]);
    expect((await other.next('upd')).items.map(({ id }) => id)).toEqual(['quote:DDD']);
  });

  it('brings the line whose prices were found after the first reading, and no line that goes on by itself', async () => {
    const { gateway, writer, clock } = await startRig();
    const reader = await connect(gateway);
    await reader.next('snap');
    const found = { t0: 0, dt: [0, 1800, 3600], v: [1, 2, 3] };
    await writer.put({ draft: draftOf('quote:AAA', '3.00', 3_600_000), spark: found });
    clock.advance(1000);
    expect((await reader.next('upd')).items.map(({ spark }) => spark)).toEqual([found]);
    const longer = { t0: 0, dt: [0, 1800, 3600, 5400], v: [1, 2, 3, 4] };
    await writer.put({ draft: draftOf('quote:AAA', '4.00', 5_400_000), spark: longer }, [
      'quote:BBB',
      '5.00',
    ]);
    clock.advance(1000);
    const upd = await reader.until((message) => message.t === 'upd' && priceOf(message.items[0]) === '4.00');
    expect(upd).toMatchObject({ items: [{ id: 'quote:AAA' }, { id: 'quote:BBB' }] });
    expect(JSON.stringify(upd)).not.toContain('spark');
  });

  it('is encoded once for all readers with the same items', async () => {
    const { gateway, writer, clock, metric } = await startRig();
    const readers = await Promise.all(Array.from({ length: 20 }, () => connect(gateway)));
    await Promise.all(readers.map((reader) => reader.next('snap')));
    await writer.put(['quote:DDD', '1.50']);
    clock.advance(1000);
    const [encodedBefore, sentBefore] = [
      await metric('frames_encoded_total'),
      await metric('frames_sent_total'),
    ];
    await writer.put(['quote:AAA', '2.00']);
    clock.advance(1000);
    await Promise.all(readers.map((reader) => reader.next('upd')));
    expect((await metric('frames_encoded_total')) - encodedBefore).toBe(1);
    expect((await metric('frames_sent_total')) - sentBefore).toBe(20);
  });

  it('is observed once for each audience, from when the store told of it', async () => {
    const { gateway, writer, clock, metric } = await startRig();
    const readers = await Promise.all(
      ['board=front', 'board=front', 'board=money'].map((query) => connect(gateway, { query })),
    );
    for (const reader of readers) await reader.next('snap');
    clock.advance(700);
    await writer.put(['quote:BBB', '2.00']);
    clock.advance(300);
    for (const reader of readers) await reader.next('upd');
    await vi.waitFor(async () => expect(await metric('delivery_seconds_count')).toBe(2));
    expect(await metric('delivery_seconds_sum')).toBeCloseTo(0.6);
  });

  it('costs nothing any more once its readers have left', async () => {
    const { gateway, writer, clock, metric } = await startRig();
    const reader = await connect(gateway);
    await reader.next('snap');
    reader.ws.close();
    await untilReaders(gateway, 0);
    clock.advance(25_000);
    const encodedBefore = await metric('frames_encoded_total');
    await writer.put(['quote:AAA', '2.00']);
    clock.advance(25_000);
    expect(await metric('frames_encoded_total')).toBe(encodedBefore);
  });

  it('goes out no faster than four times a second, whatever is configured', async () => {
    const { gateway, writer, clock } = await startRig({ tickMs: 1 });
    const reader = await connect(gateway);
    await reader.next('snap');
    for (let ms = 0; ms < 1000; ms += 10) {
      await writer.put(['quote:AAA', `${ms}.00`]);
      await clock.advanceAsync(10);
    }
    await reader.until((message) => message.t === 'upd' && priceOf(message.items[0]) === '990.00');
    expect(reader.messages.filter(({ t }) => t === 'upd').length).toBe(4);
  });
});

describe('a heartbeat', () => {
  it('carries the time and the digest of all that the reader holds', async () => {
    const { gateway, writer, clock } = await startRig({ heartbeatMs: 5_000 });
    const reader = await connect(gateway);
    const held = new Map((await reader.next('snap')).items.map((item) => [item.id, item as Reading]));
    await writer.put(['quote:BBB', '2.00']);
    clock.advance(1000);
    for (const item of (await reader.next('upd')).items) held.set(item.id, item);
    clock.advance(4000);
    const { now, digest } = await reader.next('hb');
    expect(now).toBe(clock.now());
    expect(digest).toBe(digestOf(held.values()));
  });
});

describe('a subscription', () => {
  it('is answered with the added items, and followed by their updates', async () => {
    const { gateway, writer, clock } = await startRig();
    const reader = await connect(gateway);
    await reader.next('snap');
    reader.send({ t: 'sub', items: ['quote:DDD', 'quote:AAA'] });
    const snap = await reader.next('snap', 2);
    expect(snap.items.map(({ id }) => id)).toEqual(['quote:DDD']);
    await writer.put(['quote:DDD', '7.00'], ['quote:AAA', '7.00']);
    clock.advance(1000);
    expect((await reader.next('upd')).items.map(({ id }) => id)).toEqual(['quote:AAA', 'quote:DDD']);
  });

  it('of what nobody has heard of is refused, and changes nothing', async () => {
    const { gateway, writer, clock } = await startRig();
    const reader = await connect(gateway);
    await reader.next('snap');
    reader.send({ t: 'sub', items: ['quote:DDD', 'quote:NOPE'] });
    expect(await reader.next('err')).toEqual({ t: 'err', code: 'unknown-item', items: ['quote:NOPE'] });
    await writer.put(['quote:DDD', '7.00'], ['quote:AAA', '7.00']);
    clock.advance(1000);
    expect((await reader.next('upd')).items.map(({ id }) => id)).toEqual(['quote:AAA']);
  });

  it('over the limit is refused', async () => {
    const { gateway } = await startRig({ limits: { maxItems: 3 } });
    const reader = await connect(gateway);
    reader.send({ t: 'sub', items: ['quote:DDD'] });
    expect(await reader.next('err')).toEqual({ t: 'err', code: 'too-many-items' });
  });
});
