import { describe, expect, it } from 'vitest';
import { createGatewayParts } from '../../src/gateway/gateway-parts.ts';
import { entityTag } from '../../src/gateway/representation.ts';
import type { ItemId } from '../../src/protocol/item-id.ts';
import type { BoardSnapshot, ItemDetail } from '../../src/protocol/snapshot.ts';
import { createMemoryStore } from '../../src/store/memory.ts';
import { silentLog } from '../../src/system/log.ts';
import { createMetrics } from '../../src/system/metrics.ts';
import { fakeClock, settle } from '../support/fake-clock.ts';
import { catalogue, createWriter, draftOf, front } from './rig.ts';

const spark = { t0: 1, dt: [0, 60], v: [1, 2] };
const detail = { kind: 'quote', series: spark } as const;

/** `laterMs`: how long after the readings were written the gateway starts. */
async function setup(laterMs = 0) {
  const clock = fakeClock();
  const store = createMemoryStore({ clock });
  const writer = await createWriter(store);
  await writer.put({ draft: draftOf('quote:AAA', '1'), spark, detail }, ['quote:BBB', '1']);
  clock.step(laterMs);
  const { hub, snapshots } = createGatewayParts({
    ...{ catalogue, store, clock, basePath: '', random: () => 0.5, log: silentLog },
    metrics: createMetrics(),
  });
  hub.start();
  await settle();
  const board = (name = 'front') => {
    const representation = snapshots.board(name);
    return {
      tag: representation?.tag ?? '',
      representation,
      body: JSON.parse(representation?.form('identity').bytes.toString() ?? 'null') as BoardSnapshot,
    };
  };
  const item = (id: ItemId) => {
    const representation = snapshots.item(id);
    const body = representation?.form('identity').bytes.toString() ?? 'null';
    return { tag: representation?.tag, body: JSON.parse(body) as ItemDetail | null };
  };
  return { clock, writer, snapshots, board, item };
}

describe('a board', () => {
  it('names every item, and shows those that have a reading', async () => {
    const { board, clock } = await setup();
    const { body } = board();
    expect(body).toMatchObject({
      board: 'front',
      demo: false,
      builtAt: clock.now(),
      sources: catalogue.sources,
    });
    expect(body.meta.map(({ id }) => id)).toEqual(front);
    expect(body.items.map(({ id }) => id)).toEqual(['quote:AAA', 'quote:BBB']);
    expect(body.items[0]?.spark).toEqual(spark);
    expect('detail' in (body.items[0] ?? {})).toBe(false);
  });

  it('is built once and kept while nothing changes', async () => {
    const { board, clock } = await setup();
    const before = board();
    clock.advance(60_000);
    expect(board().representation).toBe(before.representation);
  });

  it('keeps its tag, its time and its bytes while only other boards change', async () => {
    const { board, clock, writer } = await setup();
    const before = board();
    await writer.put(['quote:DDD', '5']);
    clock.advance(1000);
    expect(board().representation).toBe(before.representation);
    expect(board('money').body.builtAt).toBe(clock.now());
  });

  it('gets a new tag and the time of the change, not of the request', async () => {
    const { board, clock, writer } = await setup();
    const before = board();
    await writer.put(['quote:AAA', '2']);
    clock.advance(1000);
    const changedAt = clock.now();
    clock.advance(30_000);
    expect(board().tag).not.toBe(before.tag);
    expect(board().body.builtAt).toBe(changedAt);
  });

  it('changes in every language at once', async () => {
    const { snapshots, clock, writer } = await setup();
    const before = snapshots.board('front', 'es');
    expect(snapshots.board('front', 'es')).toBe(before);
    await writer.put(['quote:AAA', '2']);
    clock.advance(1000);
    expect(snapshots.board('front', 'es')?.form('identity').bytes.toString()).toContain('"price":"2"');
    expect(snapshots.board('front', 'es')?.tag).toBe(snapshots.board('front')?.tag);
  });

  it('shows nothing between two ticks', async () => {
    const { board, clock, writer } = await setup();
    const before = board();
    await writer.put(['quote:AAA', '2']);
    clock.advance(999);
    expect(board().representation).toBe(before.representation);
  });

  it('has a tag that does not depend on when it was built', async () => {
    const one = await setup();
    const other = await setup(5_000);
    expect(other.board().body.builtAt).not.toBe(one.board().body.builtAt);
    expect(other.board().tag).toBe(one.board().tag);
  });

  it('that nobody configured is not there', async () => {
    const { snapshots } = await setup();
    expect(snapshots.board('constructor')).toBeUndefined();
  });
});

describe('an item', () => {
  it('comes with all that is held of it, and nothing else', async () => {
    const { item } = await setup();
    const { body } = item('quote:AAA');
    expect(Object.keys(body ?? {})).toEqual(['id', 'meta', 'source', 'reading', 'spark', 'detail']);
    expect(body).toMatchObject({
      id: 'quote:AAA',
      meta: { cls: 'crypto' },
      source: { name: 'Feed' },
      reading: { value: { price: '1' } },
      spark,
      detail,
    });
  });

  it('without a reading is its meta alone', async () => {
    const { item } = await setup();
    expect(Object.keys(item('quote:EEE').body ?? {})).toEqual(['id', 'meta']);
  });

  it('without a value names no source', async () => {
    const { item, writer, clock } = await setup();
    await writer.put({ draft: { id: 'quote:AAA', state: 'withdrawn', asOf: 5, reason: 'withdrawn' } });
    clock.advance(1000);
    expect(item('quote:AAA').body?.source).toBeUndefined();
    expect(item('quote:AAA').body?.reading?.state).toBe('withdrawn');
  });

  it('gets a new tag with its own change alone', async () => {
    const { item, writer, clock } = await setup();
    const [a, b] = [item('quote:AAA').tag, item('quote:BBB').tag];
    await writer.put(['quote:BBB', '2']);
    clock.advance(1000);
    expect(item('quote:AAA').tag).toBe(a);
    expect(item('quote:BBB').tag).not.toBe(b);
  });

  it('that nobody configured is not there', async () => {
    const { snapshots } = await setup();
    expect(snapshots.item('quote:NOPE')).toBeUndefined();
  });
});

describe('the first frame', () => {
  it('is one and the same for all who come until the board changes', async () => {
    const { snapshots, writer, clock } = await setup();
    const first = snapshots.firstFrame('front', undefined);
    expect(snapshots.firstFrame('front', '"other"')).toBe(first);
    await writer.put(['quote:AAA', '2']);
    clock.advance(1000);
    expect(snapshots.firstFrame('front', undefined)).not.toBe(first);
  });

  it('is short for who has the board as it stands, by the tag in any coding', async () => {
    const { snapshots, board } = await setup();
    const { tag } = board();
    const tags = (['identity', 'br', 'br11', 'gzip'] as const).map((name) => entityTag(tag, name));
    for (const have of [tag, ...tags, ...tags.map((weak) => `W/${weak}`)])
      expect(snapshots.firstFrame('front', have).toString()).toContain('{"t":"same"}');
  });

  it('is whole for who has another board as it stands', async () => {
    const { snapshots, board } = await setup();
    expect(snapshots.firstFrame('front', board('money').tag).toString()).toContain('"t":"snap"');
  });
});
