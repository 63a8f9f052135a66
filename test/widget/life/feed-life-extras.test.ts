import { beforeEach, describe, expect, it } from 'vitest';
import { digestOf } from '../../../src/protocol/order.ts';
import type { ItemDetail, SnapshotItem } from '../../../src/protocol/snapshot.ts';
import { keepAlive } from '../../../widget/life/feed-life.ts';
import { settle } from '../../support/fake-clock.ts';
import { hello } from '../fake-env.ts';
import { type FeedRig, feedRig } from '../feed-rig.ts';
import { startOldJson } from '../old-json.ts';
import { noon, quote, sampleBoard, weather } from '../sample-board.ts';

const lima = 'weather:lima-pe';
const warnings = 'alerts:lima-pe';
const source = { name: 'Other', text: 'Weather by Other', href: 'https://o.example', licence: '' };
let rig: FeedRig;

beforeEach(() => {
  rig = feedRig();
  rig.env.answers.set('/items/weather%3Alima-pe', { body: detail(20) });
});

function detail(tempC: number, s = 1): ItemDetail {
  const reading = weather(lima, { tempC }, { source: 'other', s });
  return { id: lima, meta: { id: lima, cls: 'weather', name: { en: 'Lima' } }, reading, source };
}

const warningsDetail: ItemDetail = {
  id: warnings,
  meta: { id: warnings, cls: 'alerts', name: { en: 'Lima' } },
  reading: { ...weather(warnings, { tempC: 0 }), value: { kind: 'alerts', covered: true, alerts: [] } },
};

/** Lima's weather as the server sends it once it has heard that it is followed. */
const sent = weather(lima, { tempC: 21 }, { s: 2 });

/** A board at work whose reader follows Lima, which has come. */
async function withLima() {
  const { life } = await rig.startLife();
  const unfollow = life.follow(lima);
  await settle();
  rig.socket().say({ t: 'snap', items: [sent] });
  return { env: rig.env, socket: rig.socket, life, unfollow };
}

const subs = () => rig.socket().sent.map((text) => JSON.parse(text).items);
const asksFor = (item: string) =>
  rig.env.asked.filter((url) => url.endsWith(encodeURIComponent(item))).length;

describe('items beside the board', () => {
  it('are followed, with their name and credit, and taken back', async () => {
    const { env, socket } = rig;
    const { feed, life } = await rig.startLife();
    const unfollow = life.follow(lima);
    await settle();
    expect(subs()).toEqual([[lima]]);
    expect(feed.model.meta.get(lima)?.name.en).toBe('Lima');
    expect(feed.model.sources.other?.text).toBe('Weather by Other');
    // The server has not heard of it yet: its digest is without it, and that is no disagreement.
    socket().say({ t: 'hb', now: env.now(), digest: digestOf(sampleBoard().items) });
    env.clock.advance(1000);
    expect(env.sockets).toHaveLength(1);
    socket().drop(1006);
    env.clock.advance(1000);
    rig.greet();
    expect(subs()).toEqual([[lima]]);
    expect(feed.model.held(lima)).toBeDefined();
    unfollow();
    await env.clock.advanceAsync(8000);
    expect(subs()).toEqual([[lima], []]);
  });

  it('count into the digest once the server has sent them, and no more once they are taken back', async () => {
    const { env, socket, unfollow } = await withLima();
    socket().say({ t: 'hb', now: env.now(), digest: digestOf([...sampleBoard().items, sent]) });
    unfollow();
    await env.clock.advanceAsync(8000);
    socket().say({ t: 'snap', items: [] });
    socket().say({ t: 'hb', now: env.now(), digest: digestOf(sampleBoard().items) });
    env.clock.advance(1000);
    expect(env.sockets).toHaveLength(1);
  });

  it('count into the digest still where others are asked for beside them', async () => {
    const { env, socket, life } = await withLima();
    life.follow(warnings);
    await settle();
    // The answer to a `sub` has those alone that were added.
    socket().say({ t: 'snap', items: [warningsDetail.reading as SnapshotItem] });
    const held = [...sampleBoard().items, sent, warningsDetail.reading as SnapshotItem];
    socket().say({ t: 'hb', now: env.now(), digest: digestOf(held) });
    env.clock.advance(15_000);
    expect(env.sockets).toHaveLength(1);
  });

  it('count into the digest of a new link no sooner than it has brought them', async () => {
    const { env, socket } = await withLima();
    socket().drop(1006);
    env.clock.advance(1000);
    rig.greet();
    socket().say({ t: 'hb', now: env.now(), digest: digestOf(sampleBoard().items) });
    env.clock.advance(15_000);
    expect(env.sockets).toHaveLength(2);
  });

  it('have their lines', async () => {
    const gold = 'quote:XAU-USD';
    const spark = { t0: noon - 600_000, dt: [0, 600], v: [1, 2] };
    const reading = quote(gold, { price: '2' });
    const meta = { id: gold, cls: 'commodity', name: { en: 'Gold' } };
    rig.env.answers.set('/items/quote%3AXAU-USD', { body: { id: gold, meta, reading, spark, source } });
    const { feed, life } = await rig.startLife();
    life.follow(gold);
    await settle();
    expect(feed.model.held(gold)?.spark).toEqual(spark);
  });

  it('are asked for once more where the answer tells no name', async () => {
    const { meta: _meta, ...bare } = detail(20);
    rig.env.answers.set('/items/weather%3Alima-pe', { body: bare });
    const { feed, life } = await rig.startLife();
    life.follow(lima);
    await settle();
    expect(feed.model.meta.has(lima)).toBe(false);
    rig.env.answers.set('/items/weather%3Alima-pe', { body: detail(20) });
    await rig.env.clock.advanceAsync(1000);
    expect(feed.model.meta.get(lima)?.name.en).toBe('Lima');
  });

  it('are asked for no more once nobody follows them, though nothing had answered', async () => {
    rig.env.answers.delete('/items/weather%3Alima-pe');
    const { life } = await rig.startLife();
    const unfollow = life.follow(lima);
    await settle();
    unfollow();
    await rig.env.clock.advanceAsync(8000);
    const before = asksFor(lima);
    await rig.env.clock.advanceAsync(600_000);
    expect(asksFor(lima)).toBe(before);
  });

  describe('where a stream has stood for half a minute', () => {
    /** And answers how many sockets there have been before it. */
    async function startByStream() {
      const { env } = rig;
      const { life } = await rig.startLife();
      rig.fail(3);
      while (env.streams.length === 0) env.clock.advance(500);
      greetBy(0);
      await env.clock.advanceAsync(30_000);
      return { env, life, before: env.sockets.length };
    }
    function greetBy(stream: number): void {
      rig.env.streams[stream]?.say(hello(rig.env));
      rig.env.streams[stream]?.say({ t: 'snap', items: sampleBoard().items });
    }

    it('do not put off the next attempt, which is a socket’s, where they are followed while it is waited for', async () => {
      const { env, life, before } = await startByStream();
      env.streams[0]?.drop(1006);
      await env.clock.advanceAsync(100);
      life.follow(lima);
      await settle();
      await env.clock.advanceAsync(400);
      expect([env.sockets.length - before, env.streams.length]).toEqual([1, 1]);
    });

    it('have a socket tried where it ends before the stream that was to bring them', async () => {
      const { env, life, before } = await startByStream();
      env.chance = 0.99;
      life.follow(lima);
      await settle();
      env.streams[0]?.drop(1006);
      await env.clock.advanceAsync(2000);
      expect([env.sockets.length - before, env.streams.length]).toEqual([1, 1]);
    });

    it('come by a socket where the server goes after the stream that has brought them', async () => {
      const { env, life, before } = await startByStream();
      life.follow(lima);
      await settle();
      await env.clock.advanceAsync(1000);
      greetBy(1);
      await env.clock.advanceAsync(30_000);
      env.streams[1]?.say({ t: 'drain', window: 0 });
      await env.clock.advanceAsync(0);
      expect([env.sockets.length - before, env.streams.length]).toEqual([1, 2]);
    });
  });

  it('are asked for once where the board comes later than their names', async () => {
    rig.env.answers.delete('/boards/front');
    const feed = rig.start();
    await settle();
    keepAlive(feed, rig.env).follow(lima);
    await settle();
    rig.env.answers.set('/boards/front', { body: sampleBoard() });
    await rig.env.clock.advanceAsync(1000);
    expect([feed.model.loaded, asksFor(lima)]).toEqual([true, 1]);
  });

  it('are asked for in one breath, however many strips follow them', async () => {
    const { life } = await rig.startLife();
    const [first, second] = [life.follow(lima), life.follow(lima)];
    life.follow(warnings);
    expect(subs()).toEqual([]);
    await settle();
    expect(subs()).toEqual([[lima, warnings]]);
    first();
    await rig.env.clock.advanceAsync(8000);
    expect(subs()).toHaveLength(1);
    second();
    await rig.env.clock.advanceAsync(8000);
    expect(subs()).toEqual([[lima, warnings], [warnings]]);
    expect(asksFor(lima)).toBe(1);
    expect(asksFor(warnings)).toBe(0);
  });

  it('are asked for once more where nothing answers for ten seconds, until their name comes', async () => {
    const { env } = rig;
    const { feed, life } = await rig.startLife();
    env.silent = true;
    life.follow(lima);
    await env.clock.advanceAsync(9999);
    env.silent = false;
    expect(asksFor(lima)).toBe(1);
    await env.clock.advanceAsync(1);
    await env.clock.advanceAsync(1000);
    expect(asksFor(lima)).toBe(2);
    expect(feed.model.meta.get(lima)?.name.en).toBe('Lima');
    await env.clock.advanceAsync(20_000);
    expect(asksFor(lima)).toBe(2);
  });

  it('are asked for once where they are fetched anew while nothing has answered yet', async () => {
    rig.polls = true;
    const { env } = rig;
    const { life } = await rig.startLife();
    await env.clock.advanceAsync(55_000);
    env.silent = true;
    life.follow(lima);
    await settle();
    env.silent = false;
    await env.clock.advanceAsync(5000);
    expect(asksFor(lima)).toBe(2);
    await env.clock.advanceAsync(50_000);
    expect(asksFor(lima)).toBe(2);
  });

  it('are asked for once the link is live where it was not before', async () => {
    const feed = await rig.startNear();

    keepAlive(feed, rig.env).follow(lima);
    await settle();
    expect(subs()).toEqual([]);
    rig.greet();
    expect(subs()).toEqual([[lima]]);
    expect(feed.model.held(lima)).toBeDefined();
  });

  it('are known for unknown where the server does not know them', async () => {
    rig.env.answers.set('/items/weather%3Anowhere', { status: 404 });
    const { life } = await rig.startLife();
    life.follow('weather:nowhere');
    await settle();
    expect(life.isUnknown('weather:nowhere')).toBe(true);
    expect(life.isUnknown(lima)).toBe(false);
  });

  it('are let go of where they are warnings that the server refuses', async () => {
    const { life } = await rig.startLife();
    life.follow(lima);
    life.follow(warnings);
    await settle();
    rig.socket().say({ t: 'err', code: 'unknown-item', items: [warnings] });
    await settle();
    expect(subs()).toEqual([[lima, warnings], [lima]]);
  });

  it('are asked for with the address of events, and by a new stream where they change', async () => {
    const { env } = rig;
    const { feed, life } = await rig.startLife();
    life.follow(lima);
    await settle();
    rig.fail(3);
    while (env.streams.length === 0) env.clock.advance(500);
    const [stream] = env.streams;
    expect(stream?.url).toBe('https://host/base/v1/events?board=front&items=weather%3Alima-pe');
    stream?.say(hello(env));
    stream?.say({ t: 'snap', items: sampleBoard().items });
    expect(feed.status).toBe('live');
    expect(stream?.sent).toEqual([]);
    const { length } = env.sockets;
    life.follow(warnings);
    await settle();
    while (env.streams.length === 1) env.clock.advance(500);
    const [, next] = env.streams;
    expect(next?.url).toContain('items=weather%3Alima-pe,alerts%3Alima-pe');
    expect([env.open(), feed.status, env.sockets.length]).toEqual([[stream, next], 'live', length]);
    next?.say(hello(env));
    next?.say({ t: 'snap', items: sampleBoard().items });
    expect([env.open(), feed.status]).toEqual([[next], 'live']);
    env.clock.advance(35_000);
    expect(env.open()).toEqual([next]);
  });

  describe('where the stream that was to bring them fails', () => {
    /** A stream serves, and a socket is on its way because the next stream did not stand. */
    async function startBesideStream() {
      const { env } = rig;
      const { feed, life } = await rig.startLife();
      rig.fail(3);
      while (env.streams.length === 0) env.clock.advance(500);
      const [stream] = env.streams;
      stream?.say(hello(env));
      stream?.say({ t: 'snap', items: sampleBoard().items });
      life.follow(lima);
      await settle();
      const { length } = env.sockets;
      for (let tries = 0; env.sockets.length === length && tries < 200; tries += 1) {
        for (const open of env.open()) if (open !== stream) open.drop(1006);
        stream?.say({ t: 'same' });
        env.clock.advance(500);
      }
      return { feed, life, stream };
    }

    it('are tried for by a socket, too', async () => {
      const { feed, stream } = await startBesideStream();
      rig.greet();
      expect(subs()).toEqual([[lima]]);
      expect([stream?.closedByPage, feed.status]).toEqual([true, 'live']);
    });

    it('are not sent over the stream that stands, which cannot', async () => {
      const { life, stream } = await startBesideStream();
      life.follow('weather:quito-ec');
      await settle();
      expect(stream?.sent).toEqual([]);
      rig.greet();
      expect(subs()).toEqual([[lima, 'weather:quito-ec']]);
    });
  });

  it('do not put off the next stream where they become fewer while it is waited for', async () => {
    const { env } = rig;
    const { life } = await rig.startLife();
    const unfollow = life.follow(lima);
    await settle();
    rig.fail(3);
    // The second stream, after five failures: the next wait is 32 s at most.
    for (let stream = 1; stream <= 2; stream += 1) {
      while (env.streams.length < stream) {
        for (const open of env.open()) open.drop(1006);
        env.clock.advance(500);
      }
    }
    env.streams[1]?.say(hello(env));
    env.streams[1]?.say({ t: 'snap', items: sampleBoard().items });
    env.chance = 0.99;
    unfollow();
    life.follow(warnings);
    await settle();
    await env.clock.advanceAsync(31_000);
    expect(env.streams).toHaveLength(2);
    await env.clock.advanceAsync(1000);
    expect(env.streams).toHaveLength(3);
  });

  it('open no link for a page that is not looked at', async () => {
    const { env } = rig;
    const { life } = await rig.startLife();
    rig.fail(3);
    while (env.streams.length === 0) env.clock.advance(500);
    env.fire('hide');
    life.follow(lima);
    await settle();
    await env.clock.advanceAsync(120_000);
    expect(env.open()).toHaveLength(0);
  });

  it('are fetched again with each snapshot where there is no link', async () => {
    rig.polls = true;
    const { feed, life } = await rig.startLife();
    life.follow(lima);
    await settle();
    rig.env.answers.set('/items/weather%3Alima-pe', { body: detail(25, 2) });
    await rig.env.clock.advanceAsync(60_000);
    expect(feed.model.held(lima)?.reading).toMatchObject({ value: { tempC: 25 } });
  });

  it('have warnings among them fetched too where no link brings any', async () => {
    rig.polls = true;
    rig.env.answers.set('/items/alerts%3Alima-pe', { body: warningsDetail });
    const { feed, life } = await rig.startLife();
    life.follow(lima);
    life.follow(warnings);
    await rig.env.clock.advanceAsync(60_000);
    expect(feed.model.held(warnings)?.reading).toEqual(warningsDetail.reading);
    expect(asksFor(warnings)).toBe(1);
    await rig.env.clock.advanceAsync(60_000);
    expect(asksFor(warnings)).toBe(2);
  });

  it('have warnings fetched in vain once at the most', async () => {
    rig.polls = true;
    rig.env.answers.set('/items/alerts%3Alima-pe', { status: 404 });
    const { life } = await rig.startLife();
    life.follow(warnings);
    await rig.env.clock.advanceAsync(240_000);
    expect(asksFor(warnings)).toBe(1);
  });

  it('leave nothing behind when the feed is stopped', async () => {
    const { env } = rig;
    const { feed, life } = await rig.startLife();
    life.follow('weather:nowhere');
    await settle();
    env.silent = true;
    life.follow(lima);
    const unfollow = life.follow(warnings);
    env.fire('hidden');
    feed.stop();
    // A strip goes later than its feed.
    unfollow();
    await settle();
    expect(env.clock.pending()).toBe(0);
    expect(env.open()).toHaveLength(0);
    expect(env.listeners()).toBe(0);
  });
});

it('items are asked for by a list beside a library that has JSON write lists as texts', async () => {
  const { life } = await rig.startLife();
  startOldJson();
  life.follow(lima);
  await settle();
  expect(subs()).toEqual([[lima]]);
});
