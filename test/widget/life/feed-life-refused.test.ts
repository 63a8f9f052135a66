import { beforeEach, describe, expect, it } from 'vitest';
import type { ItemId } from '../../../src/protocol/item-id.ts';
import { settle } from '../../support/fake-clock.ts';
import { hello } from '../fake-env.ts';
import { type FeedRig, feedRig } from '../feed-rig.ts';
import { quote, quoteMeta, sampleBoard } from '../sample-board.ts';

const gone = 'quote:GONE';
const kept = 'quote:KEPT';
const own: readonly ItemId[] = ['quote:A1', 'quote:A2', 'quote:A3', 'quote:A4'];
const all: readonly ItemId[] = [gone, kept, ...own];
const boardItems = sampleBoard().meta.length;
let rig: FeedRig;

beforeEach(() => {
  rig = feedRig();
  for (const id of all) rig.env.answers.set(`/items/${encodeURIComponent(id)}`, { body: detail(id) });
});

function detail(id: ItemId) {
  return { id, meta: quoteMeta(id, 'share', id), reading: quote(id, { price: '1' }) };
}

const subs = (): ItemId[][] => rig.socket().sent.map((text) => JSON.parse(text).items);
const limits = (maxItems: number) => ({
  limits: { maxItems, maxPayloadBytes: 4096, maxMessagesPer10s: 10 },
});

async function follow(ids: readonly ItemId[]) {
  const started = await rig.startLife();
  const leaves = ids.map((id) => started.life.follow(id));
  await settle();
  return { ...started, leaves };
}

/** The link is lost, and another one stands. */
function comeBack(maxItems = 64): void {
  rig.socket().drop(1006);
  rig.env.clock.advance(1000);
  rig.greet(undefined, limits(maxItems));
}

describe('items that the server refuses', () => {
  it('are left out whatever they are, and the rest is asked for again at once', async () => {
    await follow([gone, kept]);
    rig.socket().say({ t: 'err', code: 'unknown-item', items: [gone] });
    await settle();
    expect(subs()).toEqual([[gone, kept], [kept]]);
    comeBack();
    expect(subs()).toEqual([[kept]]);
  });

  it('are left out too where they are not found over HTTP', async () => {
    rig.env.answers.set(`/items/${encodeURIComponent(gone)}`, { status: 404 });
    const { life } = await follow([gone, kept]);
    expect(life.isUnknown(gone)).toBe(true);
    expect(subs()).toEqual([[gone, kept], [kept]]);
    comeBack();
    expect(subs()).toEqual([[kept]]);
  });

  it('are asked for again, and known, once the server has them after a time without a link', async () => {
    rig.env.answers.set(`/items/${encodeURIComponent(gone)}`, { status: 404 });
    const { life } = await follow([gone, kept]);
    rig.fail(3);
    await rig.env.clock.advanceAsync(0);
    expect(life.isUnknown(gone)).toBe(true);
    rig.env.answers.set(`/items/${encodeURIComponent(gone)}`, { body: detail(gone) });
    await rig.env.clock.advanceAsync(40_000);
    expect(life.isUnknown(gone)).toBe(false);
    const { length } = rig.env.sockets;
    while (rig.env.sockets.length === length) {
      for (const open of rig.env.open()) open.drop(1006);
      await rig.env.clock.advanceAsync(500);
    }
    rig.greet();
    expect(subs()).toEqual([[gone, kept]]);
  });

  it('leave a stream of events for another without them', async () => {
    rig.env.answers.delete(`/items/${encodeURIComponent(gone)}`);
    await follow([gone, kept]);
    rig.fail(3);
    while (rig.env.streams.length === 0) rig.env.clock.advance(500);
    const [stream] = rig.env.streams;
    expect(stream?.url).toContain('items=quote%3AGONE,quote%3AKEPT');
    stream?.say(hello(rig.env));
    stream?.say({ t: 'snap', items: sampleBoard().items });
    stream?.say({ t: 'err', code: 'unknown-item', items: [gone] });
    await settle();
    for (let tries = 0; rig.env.streams.length < 2 && tries < 100; tries += 1) rig.env.clock.advance(100);
    const [, next] = rig.env.streams;
    expect(next?.url).toMatch(/items=quote%3AKEPT$/);
    expect(stream?.closedByPage).toBe(false);
    next?.say(hello(rig.env));
    next?.say({ t: 'snap', items: sampleBoard().items });
    expect(stream?.closedByPage).toBe(true);
  });

  it('are the last ones where there are too many, by what the server allows', async () => {
    await follow(own);
    comeBack(boardItems + 3);
    rig.socket().say({ t: 'err', code: 'too-many-items' });
    await settle();
    expect(subs().at(-1)).toEqual(own.slice(0, 3));
  });

  it('are half of them where there are too many all the same, again and again', async () => {
    await follow(own);
    rig.socket().say({ t: 'err', code: 'too-many-items' });
    await settle();
    expect(subs().at(-1)).toEqual(own.slice(0, 2));
    rig.socket().say({ t: 'err', code: 'too-many-items' });
    await settle();
    expect(subs().at(-1)).toEqual(own.slice(0, 1));
  });

  it('are those first that nobody follows any more, and come in where there is room again', async () => {
    const { life, leaves } = await follow(own);
    comeBack(boardItems + 4);
    leaves[0]?.();
    const leave = life.follow(kept);
    await settle();
    expect(subs().at(-1)).toEqual([...own.slice(1), kept]);
    leave();
    life.follow(gone);
    await rig.env.clock.advanceAsync(8000);
    expect(subs().at(-1)).toEqual([...own.slice(1), gone]);
  });

  it('keep their figures where there is no room for them over a new link', async () => {
    const { feed } = await follow(own);
    comeBack(boardItems + 2);
    await settle();
    expect(subs().at(-1)).toEqual(own.slice(0, 2));
    expect(own.map((each) => feed.model.held(each)?.reading.id)).toEqual(own);
  });

  it('are all asked for again where a new link has room for them', async () => {
    await follow(own);
    rig.socket().say({ t: 'err', code: 'too-many-items' });
    await settle();
    expect(subs().at(-1)).toEqual(own.slice(0, 2));
    comeBack();
    await settle();
    await rig.env.clock.advanceAsync(3000);
    expect(subs().at(-1)).toEqual(own);
  });

  it('do not put off the next attempt, which is waited for', async () => {
    const { life } = await follow([kept]);
    rig.fail(3);
    while (rig.env.streams.length === 0) rig.env.clock.advance(500);
    rig.env.streams[0]?.drop(1006);
    const { length } = rig.env.sockets;
    for (const each of own) {
      life.follow(each);
      await settle();
    }
    // The longest wait after four failures.
    rig.env.clock.advance(16_000);
    expect(rig.env.sockets.length).toBe(length + 1);
  });
});
