import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createGatewayParts, type GatewayParts } from '../../src/gateway/gateway-parts.ts';
import { createSession, type Session } from '../../src/gateway/session.ts';
import type { ItemId } from '../../src/protocol/item-id.ts';
import { decodeServerMessage } from '../../src/protocol/messages.ts';
import { compareStamps, digestOf } from '../../src/protocol/order.ts';
import type { Reading } from '../../src/protocol/reading.ts';
import { createMemoryStore } from '../../src/store/memory.ts';
import { silentLog } from '../../src/system/log.ts';
import { createMetrics } from '../../src/system/metrics.ts';
import { type FakeClock, fakeClock, settle } from '../support/fake-clock.ts';
import { connect, type Reader } from './reader.ts';
import { catalogue, createWriter, front, startRig, type Writer } from './rig.ts';

const ids: readonly ItemId[] = [...catalogue.meta.keys()];
const anyItem = fc.constantFrom(...ids);
const anyStep = fc.oneof(
  { weight: 4, arbitrary: fc.record({ do: fc.constant('put' as const), id: anyItem }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('tick' as const) }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('join' as const), have: fc.boolean() }) },
  { weight: 4, arbitrary: fc.record({ do: fc.constant('complete' as const), who: fc.nat() }) },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant('follow' as const),
      who: fc.nat(),
      items: fc.array(anyItem, { maxLength: 3 }),
    }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('beat' as const) }) },
);

interface World extends Omit<GatewayParts, 'readers'> {
  readonly clock: FakeClock;
  readonly writer: Writer;
  readonly readers: PaperReader[];
}

interface PaperReader {
  readonly model: Model;
  readonly session: Session;
  complete(): void;
  items(): ReadonlySet<ItemId>;
  follow(items: readonly ItemId[]): void;
}

/** What a reader makes of its frames; it objects to any copy that is not newer than the one it holds. */
class Model {
  readonly held = new Map<ItemId, Reading>();
  digest: string | undefined;

  take(text: string): void {
    const message = decodeServerMessage(text);
    if (message?.t === 'hb') this.digest = message.digest;
    if (message?.t !== 'snap' && message?.t !== 'upd') return;
    for (const item of message.items) {
      const { spark: _, ...reading } = item as Reading & { spark?: unknown };
      const before = this.held.get(item.id);
      if (before !== undefined && compareStamps(item, before) <= 0)
        throw new Error(`${item.id} came again: ${JSON.stringify([before, item])}`);
      this.held.set(item.id, reading as Reading);
    }
  }
}

async function createWorld(): Promise<World> {
  const clock = fakeClock();
  const store = createMemoryStore({ clock });
  const writer = await createWriter(store);
  await writer.put(['quote:AAA', '1'], ['quote:DDD', '1']);
  const metrics = createMetrics();
  const parts = createGatewayParts({
    ...{ catalogue, store, clock, metrics, basePath: '', random: () => 0.5, log: silentLog },
  });
  parts.hub.start();
  await settle();
  return { ...parts, clock, writer, readers: [] };
}

/** A reader on a line whose writes complete when the test says so. */
function createReader(world: World, have: boolean): PaperReader {
  const { frames, clock, metrics, audiences, snapshots, hub } = world;
  const model = new Model();
  const completions: (() => void)[] = [];
  const session: Session = createSession({
    items: new Set(front),
    write(frame, done) {
      model.take(textOf(frame));
      completions.push(done);
    },
    frames,
    hasNewLine: hub.hasNewLine,
    clock,
    tally: metrics.tally,
  });
  let audience = audiences.join(session, front);
  const board = snapshots.board('front');
  if (have)
    for (const { reading } of front.flatMap((id) => hub.item(id) ?? [])) model.held.set(reading.id, reading);
  session.send(frames.hello());
  session.send(snapshots.firstFrame('front', have ? board?.tag : undefined));
  return {
    model,
    session,
    complete: () => completions.shift()?.(),
    items: () => audience.items,
    follow(items: readonly ItemId[]) {
      const before = audience.items;
      audience.leave(session);
      audience = audiences.join(session, [...front, ...items]);
      for (const id of model.held.keys()) if (!audience.items.has(id)) model.held.delete(id);
      session.follow(
        audience.items,
        [...audience.items].filter((id) => !before.has(id)),
      );
    },
  };
}

/** The payload of an unmasked frame. */
function textOf(frame: Buffer): string {
  const length = frame[1] ?? 0;
  return frame.subarray(length < 126 ? 2 : length === 126 ? 4 : 10).toString();
}

/** An idle reader holds just what is published of its items. */
function expectUpToDate({ hub, readers }: World): void {
  for (const { model, session, items } of readers) {
    if (session.busy()) continue;
    const published = [...items()].flatMap((id) => hub.item(id)?.reading ?? []);
    expect(new Map(published.map((reading) => [reading.id, reading]))).toEqual(model.held);
  }
}

describe('whatever the order of writes, ticks, joins, subscriptions and completions', () => {
  it('no reader gets a copy twice, and none that is idle misses one', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(anyStep, { maxLength: 60 }), async (steps) => {
        const world = await createWorld();
        for (const step of steps) {
          const { readers } = world;
          if (step.do === 'put') await world.writer.put([step.id, '2']);
          else if (step.do === 'tick') world.clock.advance(1000);
          else if (step.do === 'join') readers.push(createReader(world, step.have));
          else if (step.do === 'beat') world.audiences.heartbeat();
          else if (step.do === 'complete') readers[step.who % readers.length]?.complete();
          else readers[step.who % readers.length]?.follow(step.items);
          expectUpToDate(world);
        }
        world.clock.advance(1000);
        world.audiences.heartbeat();
        for (const reader of world.readers) while (reader.session.busy()) reader.complete();
        expectUpToDate(world);
        for (const { model } of world.readers) expect(model.digest).toBe(digestOf(model.held.values()));
      }),
      { numRuns: 300 },
    );
  });

  it('the same holds over real sockets', async () => {
    const { gateway, writer, clock } = await startRig({ limits: { handshakesPerS: 100_000 } });
    await fc.assert(
      fc.asyncProperty(fc.array(anyStep, { minLength: 5, maxLength: 25 }), async (steps) => {
        const readers: Reader[] = [];
        for (const step of steps) {
          if (step.do === 'put') await writer.put([step.id, '2']);
          else if (step.do === 'tick') clock.advance(1000);
          else if (step.do === 'join') readers.push(await connect(gateway));
        }
        await writer.put(...front.map((id) => [id, '3'] as const));
        await settle();
        clock.advance(1000);
        const stamps = new Map(
          (await boardItems(gateway.url())).map((item) => [item.id, [item.e, item.s] as const]),
        );
        for (const reader of readers) {
          const model = new Model();
          await reader.until((message) => message.t === 'upd' && endsWith(message.items, stamps));
          for (const message of reader.messages) model.take(JSON.stringify(message));
          for (const [id, reading] of model.held) expect([reading.e, reading.s]).toEqual(stamps.get(id));
          reader.ws.terminate();
        }
      }),
      { numRuns: 25 },
    );
  });
});

async function boardItems(url: string): Promise<readonly Reading[]> {
  const response = await fetch(`${url}/v1/boards/front`);
  return ((await response.json()) as { readonly items: readonly Reading[] }).items;
}

function endsWith(
  items: readonly Reading[],
  stamps: ReadonlyMap<ItemId, readonly [number, number]>,
): boolean {
  return items.every(({ id, s }) => stamps.get(id)?.[1] === s);
}
