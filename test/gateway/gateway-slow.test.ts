import { describe, expect, it } from 'vitest';
import { closeCodes } from '../../src/protocol/close-codes.ts';
import type { Draft } from '../../src/protocol/reading.ts';
import type { Change } from '../../src/store/store.ts';
import { connect, type Reader, untilReaders } from './reader.ts';
import { draftOf, type Rig, startRig } from './rig.ts';

// Large enough that the buffers between two sockets of one machine are full after a hundred of them.
const filler = 'x'.repeat(100_000);

function bulky(price: number): Change {
  const draft = draftOf('quote:AAA', String(price));
  return { draft: { ...draft, source: filler } as Draft };
}

/** Stops reading below the library, as a phone in a tunnel does. */
function stall(reader: Reader): () => void {
  const { _socket } = reader.ws as unknown as { _socket: { pause(): void; resume(): void } };
  _socket.pause();
  return () => _socket.resume();
}

/** Publishes `count` bulky updates, one per tick. */
async function flood({ writer, clock }: Rig, count: number): Promise<void> {
  for (let price = 1; price <= count; price += 1) {
    await writer.put(bulky(price));
    await clock.advanceAsync(250);
  }
}

function lastPrice(reader: Reader): number {
  const prices = reader.messages.flatMap((message) =>
    message.t === 'upd' ? message.items.map((item) => ('value' in item ? item.value : undefined)) : [],
  );
  const last = prices.at(-1);
  return last?.kind === 'quote' ? Number(last.price) : 0;
}

// The heartbeat is slow here, so that what is seen is the stalled write and not the unanswered ping.
const options = { tickMs: 250, heartbeatMs: 10_000_000 };

describe('a reader that stops reading for a while', () => {
  it('ends on the newest value, having cost a bounded queue', async () => {
    const rig = await startRig(options);
    const reader = await connect(rig.gateway);
    const quick = await connect(rig.gateway);
    await Promise.all([reader.next('snap'), quick.next('snap')]);
    const resume = stall(reader);
    const count = 200;
    await flood(rig, count);
    await quick.until(() => lastPrice(quick) === count);
    expect(quick.messages.filter(({ t }) => t === 'upd').length).toBe(count);
    expect(reader.messages.length).toBe(2);
    expect(await rig.metric('conflated_total')).toBeGreaterThan(0);
    resume();
    await reader.until(() => lastPrice(reader) === count);
    expect(reader.messages.filter(({ t }) => t === 'upd').length).toBeLessThan(count);
  });

  it('is served as before once it reads again', async () => {
    const rig = await startRig(options);
    const reader = await connect(rig.gateway);
    await reader.next('snap');
    const resume = stall(reader);
    await flood(rig, 200);
    resume();
    await reader.until(() => lastPrice(reader) === 200);
    await rig.writer.put(bulky(777));
    await rig.clock.advanceAsync(250);
    await reader.until(() => lastPrice(reader) === 777);
  });
});

describe('a reader that never reads again', () => {
  it('is ended after a minute in which nothing got through, and counted', async () => {
    const { gateway, clock, metric, writer } = await startRig({ tickMs: 250, heartbeatMs: 25_000 });
    const reader = await connect(gateway);
    await reader.next('snap');
    stall(reader);
    const stalledAt = clock.now();
    for (let price = 1; price <= 600 && gateway.readers() > 0; price += 1) {
      await writer.put(bulky(price));
      await clock.advanceAsync(250);
    }
    await untilReaders(gateway, 0);
    expect(clock.now() - stalledAt).toBeGreaterThan(60_000);
    expect(await metric('slow_terminated_total')).toBe(1);
    expect(await metric(`close_total{code="${closeCodes.slow}",transport="websocket"}`)).toBe(1);
  });
});
