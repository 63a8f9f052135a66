import { beforeEach, describe, expect, it } from 'vitest';
import { keepAlive } from '../../../widget/life/feed-life.ts';
import { type FakeSocket, hello } from '../fake-env.ts';
import { type FeedRig, feedRig, id, priceIn, update } from '../feed-rig.ts';
import { quote, sampleBoard } from '../sample-board.ts';

let rig: FeedRig;

beforeEach(() => {
  rig = feedRig();
});

/** Loses every link until there is one by events. */
async function untilEvents(): Promise<FakeSocket> {
  for (let tries = 0; tries < 20; tries += 1) {
    const [open] = rig.env.open();
    if (open !== undefined && rig.env.streams.includes(open)) return open;
    open?.drop(1006);
    await rig.env.clock.advanceAsync(5000);
  }
  throw new Error('no stream');
}

describe('the ladder of a feed', () => {
  it('polls every 40 seconds after three failed tries, until the socket is back', async () => {
    const { env } = rig;
    const { feed } = await rig.startLife();
    rig.fail(2);
    expect(feed.status).toBe('lost');
    expect(env.asked).toHaveLength(1);
    rig.fail(1);
    await env.clock.advanceAsync(0);
    expect(env.asked).toHaveLength(2);
    env.answers.set('/boards/front', { body: sampleBoard({ items: [quote(id, { price: '1' }, { s: 2 })] }) });
    await env.clock.advanceAsync(40_000);
    expect(env.asked).toHaveLength(3);
    expect(priceIn(feed)).toBe('1');
    (await untilEvents()).drop(1006);
    while (env.open().length === 0) env.clock.advance(500);
    rig.greet();
    expect(feed.status).toBe('live');
    const before = env.asked.length;
    await env.clock.advanceAsync(31_000);
    expect(env.asked).toHaveLength(before);
  });

  it('is lost still where a cache answers with a board of before what its link has brought', async () => {
    const { env } = rig;
    const { feed } = await rig.startLife();
    rig.socket().say(update('7000', 5));
    rig.fail(3);
    await env.clock.advanceAsync(0);
    expect([env.asked.length, feed.status]).toEqual([2, 'lost']);
    const now = [quote(id, { price: '7000' }, { s: 5 })];
    env.answers.set('/boards/front', { body: sampleBoard({ items: now }) });
    await env.clock.advanceAsync(40_000);
    expect([env.asked.length, feed.status]).toEqual([3, 'polled']);
  });

  it('says nothing of a loss before three tries where it has never been live', async () => {
    const feed = await rig.startNear();
    rig.socket().drop(1006);

    keepAlive(feed, rig.env);
    rig.fail(2);
    expect(feed.status).toBe('connecting');
    rig.fail(1);
    expect(feed.status).toBe('lost');
  });

  it('tries events at every other attempt after three failures, and never before', async () => {
    await rig.startLife();
    const tried: string[] = [];
    let [sockets, streams] = [rig.env.sockets.length, 0];
    rig.socket().drop(1006);
    for (let tries = 0; tries < 6; tries += 1) {
      while (rig.env.open().length === 0) rig.env.clock.advance(500);
      tried.push(rig.env.sockets.length > sockets ? 'socket' : 'events');
      [sockets, streams] = [rig.env.sockets.length, rig.env.streams.length];
      rig.env.open()[0]?.drop(1006);
    }
    expect(tried).toEqual(['socket', 'socket', 'events', 'socket', 'events', 'socket']);
    expect(streams).toBe(2);
  });

  it('is live by events as by a socket, and stays there as long as they last', async () => {
    const { feed } = await rig.startLife();
    const stream = await untilEvents();
    expect(stream.url).toBe('https://host/base/v1/events?board=front');
    stream.say(hello(rig.env));
    const others = sampleBoard().items.filter((item) => item.id !== id);
    stream.say({ t: 'snap', items: [...others, quote(id, { price: '4' }, { s: 4 })] });
    expect(feed.status).toBe('live');
    expect(priceIn(feed)).toBe('4');
    const asked = rig.env.asked.length;
    await rig.env.clock.advanceAsync(35_000);
    expect(rig.env.asked).toHaveLength(asked);
    expect(rig.env.open()).toEqual([stream]);
  });

  it('begins with a socket again after events that stood for half a minute', async () => {
    await rig.startLife();
    const stream = await untilEvents();
    stream.say(hello(rig.env));
    stream.say({ t: 'snap', items: [] });
    await rig.env.clock.advanceAsync(31_000);
    const { length } = rig.env.sockets;
    stream.drop(1006);
    rig.env.clock.advance(1000);
    expect(rig.env.sockets).toHaveLength(length + 1);
    expect(rig.env.streams).toHaveLength(1);
  });

  it('comes back no more, and polls, where the server refuses it', async () => {
    const { env } = rig;
    const { feed } = await rig.startLife();
    rig.socket().drop(4400);
    expect(feed.status).toBe('lost');
    await env.clock.advanceAsync(0);
    await env.clock.advanceAsync(81_000);
    expect(env.asked).toHaveLength(4);
    expect([env.sockets.length, env.streams.length]).toEqual([1, 0]);
  });
});

describe('a feed that polls', () => {
  it('says so, opens no link, and asks again every minute while it is seen', async () => {
    const { env } = rig;
    rig.polls = true;
    const { feed } = await rig.startLife();
    expect(feed.status).toBe('polled');
    const before = env.asked.length;
    env.answers.set('/boards/front', { body: sampleBoard({ items: [quote(id, { price: '1' }, { s: 2 })] }) });
    await env.clock.advanceAsync(59_999);
    expect(env.asked).toHaveLength(before);
    await env.clock.advanceAsync(1);
    expect(env.asked).toHaveLength(before + 1);
    expect(priceIn(feed)).toBe('1');
    expect(feed.status).toBe('polled');
    expect([env.sockets.length, env.streams.length]).toEqual([0, 0]);
    env.fire('hidden');
    await env.clock.advanceAsync(60_000);
    const hidden = env.asked.length;
    await env.clock.advanceAsync(600_000);
    expect(env.asked).toHaveLength(hidden);
    env.fire('visible');
    expect(env.asked).toHaveLength(hidden + 1);
  });

  it('changes over to a link and back at once when the pace is chosen anew', async () => {
    rig.polls = true;
    const { feed, life } = await rig.startLife();
    rig.polls = false;
    life.repace();
    expect(feed.status).toBe('connecting');
    rig.greet();
    expect(feed.status).toBe('live');
    const asked = rig.env.asked.length;
    await rig.env.clock.advanceAsync(31_000);
    expect(rig.env.asked).toHaveLength(asked);
    rig.polls = true;
    life.repace();
    expect(feed.status).toBe('polled');
    expect(rig.env.open()).toHaveLength(0);
  });
});
