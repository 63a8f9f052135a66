import { describe, expect, it } from 'vitest';
import { closeCodes } from '../../src/protocol/close-codes.ts';
import type { Draft } from '../../src/protocol/reading.ts';
import { listen } from './event-reader.ts';
import { untilReaders } from './reader.ts';
import { draftOf, type Rig, startRig } from './rig.ts';

// Large enough that the buffers between two sockets of one machine are full after a hundred of them.
const filler = 'x'.repeat(100_000);
/** Publishes one bulky update per tick. */
async function flood({ writer, clock }: Rig, from: number, to: number): Promise<void> {
  for (let price = from; price <= to; price += 1) {
    const draft = { ...draftOf('quote:AAA', String(price)), source: filler } as Draft;
    await writer.put({ draft });
    await clock.advanceAsync(250);
  }
}

describe('a slow stream', () => {
  it('costs a bounded queue, and ends on the newest value', async () => {
    const rig = await startRig({ tickMs: 250, heartbeatMs: 10_000_000 });
    const reader = await listen(rig.gateway);
    await reader.next('snap');
    const resume = reader.stall();
    await flood(rig, 1, 200);
    expect(await rig.metric('conflated_total')).toBeGreaterThan(0);
    resume();
    await reader.until(() => reader.raw().includes('"price":"200"'));
    expect(reader.messages.filter(({ t }) => t === 'upd').length).toBeLessThan(200);
    await flood(rig, 777, 777);
    await reader.until(() => reader.raw().includes('"price":"777"'));
  });

  it('is cut after a minute in which nothing got through, and counted', async () => {
    const rig = await startRig({ tickMs: 250, heartbeatMs: 25_000 });
    const reader = await listen(rig.gateway);
    await reader.next('snap');
    const resume = reader.stall();
    const stalledAt = rig.clock.now();
    for (let price = 1; price <= 600 && rig.gateway.readers() > 0; price += 1) await flood(rig, price, price);
    await untilReaders(rig.gateway, 0);
    expect(rig.clock.now() - stalledAt).toBeGreaterThan(60_000);
    resume();
    expect(await reader.ended).toBe('cut');
    expect(await rig.metric('slow_terminated_total')).toBe(1);
    expect(await rig.metric(`close_total{code="${closeCodes.slow}",transport="events"}`)).toBe(1);
  });

  it('that is merely quiet stays, since it has no way to answer', async () => {
    const { gateway, clock } = await startRig();
    const reader = await listen(gateway);
    await reader.next('snap');
    await clock.advanceAsync(500_000);
    expect(gateway.readers()).toBe(1);
    await reader.until(() => reader.messages.filter(({ t }) => t === 'hb').length === 20);
  });
});

describe('a gateway that stops', () => {
  it('tells its streams, serves them on, takes no new ones, and ends them in order', async () => {
    const { gateway, writer, clock, metric } = await startRig();
    const reader = await listen(gateway);
    await reader.next('snap');
    const stopped = gateway.stop();
    expect(await reader.next('drain')).toEqual({ t: 'drain', window: 8_000 });
    expect((await listen(gateway)).status).toBe(503);
    await writer.put(['quote:AAA', '2.00']);
    clock.advance(1_000);
    await reader.next('upd');
    await clock.advanceAsync(9_000);
    expect(await reader.ended).toBe('ended');
    await stopped;
    expect(await metric('close_total{code="1012",transport="events"}')).toBe(1);
    expect(clock.pending()).toBe(0);
  });

  it('is quiet at once when the last stream leaves', async () => {
    const { gateway, clock } = await startRig();
    const reader = await listen(gateway);
    const stopped = gateway.stop();
    await reader.next('drain');
    reader.leave();
    await stopped;
    expect(clock.pending()).toBe(0);
  });

  it('does not wait for one that does not read', async () => {
    const rig = await startRig({ tickMs: 250, heartbeatMs: 10_000_000, drainMs: 1_000 });
    const reader = await listen(rig.gateway);
    await reader.next('snap');
    reader.stall();
    await flood(rig, 1, 150);
    const stopped = rig.gateway.stop();
    await rig.clock.advanceAsync(1_000);
    await rig.clock.advanceAsync(2_000);
    await untilReaders(rig.gateway, 0);
    await stopped;
  });
});
