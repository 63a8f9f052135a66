import { beforeEach, describe, expect, it } from 'vitest';
import type { ServerMessage } from '../../../src/protocol/messages.ts';
import { digestOf } from '../../../src/protocol/order.ts';
import type { Feed } from '../../../widget/feed.ts';
import { lifeLater } from '../../../widget/finish/life-later.ts';
import { type FeedLife, keepAlive, type Left } from '../../../widget/life/feed-life.ts';
import { hello } from '../fake-env.ts';
import { type FeedRig, feedRig, id, priceIn, update } from '../feed-rig.ts';
import { quote, sampleBoard } from '../sample-board.ts';

let rig: FeedRig;
/** How the first link was left, each time that the chunk was called for. */
let calls: Left[];
let lives: FeedLife[];
/** Lets the chunk come. */
let come: () => void;

const chunks = {
  until(name: string, done: (chunk: unknown) => void) {
    expect(name).toBe('life');
    let isWanted = true;
    calls.push({});
    come = () => {
      if (isWanted) done({ keepAlive: lived });
    };
    return () => {
      isWanted = false;
    };
  },
};

function noOther(): never {
  throw new Error('there is no other feed');
}

function lived(feed: Feed, _env: unknown, left: Left): FeedLife {
  calls[calls.length - 1] = { ...left };
  const life = keepAlive(feed, rig.env, left);
  lives.push(life);
  return life;
}

beforeEach(() => {
  rig = feedRig();
  calls = [];
  lives = [];
  come = () => {};
});

async function live(): Promise<{ feed: Feed; life: FeedLife }> {
  const feed = await rig.startNear();
  rig.greet();
  return { feed, life: lifeLater(feed, rig.env, chunks, noOther) };
}

/** The chunk comes, and a link of its own after it. */
function comesBack(feed: Feed): void {
  come();
  rig.env.clock.advance(1000);
  rig.greet();
  expect(feed.status).toBe('live');
}

describe('the first link of a feed', () => {
  it('is all that a reader of a moment needs', async () => {
    const { feed } = await live();
    rig.socket().say(update('7000', 5));
    for (let second = 0; second < 110; second += 10) {
      rig.env.clock.advance(10_000);
      rig.socket().say({ t: 'hb', now: rig.env.now(), digest: digestOf(feed.model.readings()) });
    }
    expect(priceIn(feed)).toBe('7000');
    expect(feed.status).toBe('live');
    expect(calls).toEqual([]);
    expect(rig.env.sockets).toHaveLength(1);
  });

  it('goes by no heartbeat that had waited in a frozen page', async () => {
    const { feed } = await live();
    const digest = digestOf(feed.model.readings());
    const sentAt = rig.env.now();
    rig.env.clock.step(3_600_000);
    rig.socket().say({ t: 'hb', now: sentAt, digest });
    expect(feed.now()).toBe(rig.env.now());
    rig.socket().say({ t: 'hb', now: rig.env.now() + 60_000, digest });
    expect(feed.now()).toBe(rig.env.now() + 60_000);
  });

  it('says so where its greeting or a heartbeat sets the clock on: what stands may be older than it looks', async () => {
    const feed = await rig.startNear();
    lifeLater(feed, rig.env, chunks, noOther);
    const digest = digestOf(feed.model.readings());
    const now = rig.env.now() + 3 * 3_600_000;
    const boardsTold = (message: ServerMessage) => {
      rig.told.length = 0;
      rig.socket().say(message);
      return rig.told.filter((change) => change === 'board').length;
    };
    expect(boardsTold(hello(rig.env, { now }))).toBe(1);
    expect(boardsTold({ t: 'same' })).toBe(0);
    expect(boardsTold({ t: 'hb', now: now + 500, digest })).toBe(0);
    expect(boardsTold({ t: 'hb', now: now + 90_000, digest })).toBe(1);
  });

  it('is handed over as it is to a reader who stays for two minutes', async () => {
    const { feed } = await live();
    rig.env.clock.advance(10_000);
    for (let time = 0; time < 12; time += 1) {
      rig.socket().raw('{}');
      rig.env.clock.advance(10_000);
    }
    come();
    expect(calls).toEqual([{}]);
    rig.socket().say(update('7000', 5));
    expect(priceIn(feed)).toBe('7000');
    expect(rig.env.sockets).toHaveLength(1);
  });

  it('comes back after a loss, and says that it is lost meanwhile', async () => {
    const { feed } = await live();
    rig.socket().drop(1006);
    expect(feed.status).toBe('lost');
    come();
    expect(feed.status).toBe('lost');
    rig.env.clock.advance(1000);
    rig.greet();
    expect(feed.status).toBe('live');
  });

  it('waits a moment of its own before it comes back, as all that were cut off together do', async () => {
    rig.env.chance = 0.5;
    await live();
    rig.socket().drop(1006);
    come();
    rig.env.clock.advance(499);
    expect(rig.env.sockets).toHaveLength(1);
    rig.env.clock.advance(1);
    expect(rig.env.sockets).toHaveLength(2);
  });

  it('does not come back where the server has sent it away', async () => {
    const { feed } = await live();
    rig.socket().drop(1008);
    come();
    rig.env.clock.advance(20_000);
    expect(rig.env.sockets).toHaveLength(1);
    expect(feed.status).toBe('lost');
  });

  it('is given up soon where the browser is offline and nothing more comes', async () => {
    const { feed } = await live();
    rig.env.fire('offline');
    rig.env.clock.advance(4000);
    rig.socket().say(update('7000', 5));
    rig.env.clock.advance(20_000);
    expect(feed.status).toBe('live');
    rig.told.length = 0;
    rig.env.fire('offline');
    expect(rig.told).toEqual(['status']);
    rig.env.clock.advance(5000);
    expect(feed.status).toBe('lost');
  });

  it('asks for the board anew where it brings less than the page did', async () => {
    await live();
    rig.socket().drop(1006);
    come();
    rig.env.clock.advance(1000);
    const left = sampleBoard().items.slice(1);
    rig.greet(left);
    rig.socket().say(update('7000', 5));
    rig.env.clock.advance(1000);
    expect(rig.env.asked.filter((url) => url.includes('/boards/front'))).toHaveLength(2);
  });

  it('calls for the rest where it had brought less than the page did before it was taken over', async () => {
    const feed = await rig.startNear();
    rig.greet(sampleBoard().items.slice(1));
    lifeLater(feed, rig.env, chunks, noOther);
    expect(calls).toHaveLength(1);
    come();
    await rig.env.clock.advanceAsync(100);
    expect(rig.env.asked.filter((url) => url.includes('/boards/front'))).toHaveLength(2);
  });

  it('is given up where it has been silent for too long', async () => {
    const { feed } = await live();
    rig.env.clock.advance(60_000);
    expect(feed.status).toBe('lost');
    expect(rig.env.open()).toHaveLength(0);
    // Its end is told late, and is no news.
    rig.socket().drop(1006);
    expect(calls).toHaveLength(1);
    comesBack(feed);
  });

  it('is given up where it has neither opened nor failed', async () => {
    const feed = await rig.startNear();
    lifeLater(feed, rig.env, chunks, noOther);
    rig.env.clock.advance(14_999);
    expect(calls).toEqual([]);
    rig.env.clock.advance(1);
    expect(calls).toHaveLength(1);
    expect(feed.status).toBe('connecting');
    expect(rig.env.open()).toHaveLength(0);
  });

  it('is given up too where it was opened later and has never said a word', async () => {
    const feed = rig.start();
    feed.near();
    lifeLater(feed, rig.env, chunks, noOther);
    await rig.env.clock.advanceAsync(0);
    await rig.env.breathe();
    await rig.env.breathe();
    expect(rig.env.open()).toHaveLength(1);
    rig.env.clock.advance(15_000);
    expect(rig.env.open()).toHaveLength(0);
    expect(calls).toHaveLength(1);
  });

  it('serves until another has taken its place where the two ends disagree', async () => {
    rig.env.chance = 0.5;
    const { feed } = await live();
    rig.socket().say({ t: 'hb', now: rig.env.now(), digest: '00000000' });
    expect(feed.status).toBe('live');
    come();
    rig.env.clock.advance(7499);
    expect(rig.env.sockets).toHaveLength(1);
    rig.env.clock.advance(1);
    expect(rig.env.open()).toHaveLength(2);
    expect(rig.socket().url).not.toContain('have=');
    rig.greet([quote(id, { price: '1' })]);
    expect(rig.env.open()).toHaveLength(1);
    expect(feed.model.readings()).toHaveLength(1);
    expect(feed.status).toBe('live');
  });

  it('is changed over in time where the server goes and the two ends disagree besides', async () => {
    rig.env.chance = 0.99;
    await live();
    rig.socket().say({ t: 'drain', window: 2000 });
    rig.socket().say({ t: 'hb', now: rig.env.now(), digest: '00000000' });
    come();
    rig.env.clock.advance(2000);
    expect(rig.env.sockets).toHaveLength(2);
  });

  it('is followed at once by another where there was to be nothing new, and nothing is held', async () => {
    rig.env.answers.set('/boards/front', { etag: '"tag"', body: sampleBoard({ items: [] }) });
    const feed = await rig.startNear();
    lifeLater(feed, rig.env, chunks, noOther);
    rig.socket().say({ t: 'same' });
    come();
    rig.env.clock.advance(0);
    expect(rig.env.sockets).toHaveLength(2);
    expect(rig.socket().url).not.toContain('have=');
  });

  it('is changed over at a moment of its own where the server goes', async () => {
    rig.env.chance = 0.5;
    const { feed } = await live();
    rig.socket().say({ t: 'drain', window: 10_000 });
    come();
    rig.env.clock.advance(4999);
    expect(rig.env.sockets).toHaveLength(1);
    rig.env.clock.advance(1);
    expect(rig.env.open()).toHaveLength(2);
    expect(feed.status).toBe('live');
    rig.greet();
    expect(rig.env.open()).toHaveLength(1);
    expect(feed.status).toBe('live');
  });

  it('is closed at once where the page is left, and there again when it is back', async () => {
    const { feed } = await live();
    rig.env.fire('hide');
    expect(rig.env.open()).toHaveLength(0);
    expect(feed.status).toBe('connecting');
    rig.env.clock.advance(60_000);
    expect(calls).toEqual([]);
    rig.env.fire('show');
    come();
    expect(rig.env.open()).toHaveLength(1);
    rig.greet();
    expect(feed.status).toBe('live');
  });

  it('is closed a minute after the page was hidden', async () => {
    await live();
    rig.env.visible = false;
    rig.env.fire('hidden');
    rig.env.clock.advance(1000);
    come();
    rig.env.clock.advance(20_000);
    rig.socket().raw('{}');
    rig.env.clock.advance(20_000);
    rig.socket().raw('{}');
    expect(rig.env.open()).toHaveLength(1);
    rig.env.clock.advance(20_000);
    expect(rig.env.open()).toHaveLength(0);
  });

  it('is closed a minute after it was taken over hidden', async () => {
    const feed = await rig.startNear();
    rig.greet();
    rig.env.visible = false;
    lifeLater(feed, rig.env, chunks, noOther);
    rig.env.clock.advance(1000);
    come();
    rig.env.clock.advance(35_000);
    rig.socket().raw('{}');
    rig.env.clock.advance(25_000);
    expect(rig.env.open()).toHaveLength(0);
  });

  it('has nothing loaded for a short look at another tab', async () => {
    await live();
    rig.env.fire('hidden');
    rig.env.clock.advance(900);
    rig.env.fire('visible');
    rig.env.clock.advance(10_000);
    expect(calls).toEqual([]);
  });
});

describe('the rest of a feed’s life', () => {
  it('is called where there is no board', async () => {
    rig.env.answers.clear();
    const feed = await rig.startNear();
    lifeLater(feed, rig.env, chunks, noOther);
    come();
    rig.env.answers.set('/boards/front', { etag: '"tag"', body: sampleBoard() });
    await rig.env.clock.advanceAsync(2000);
    expect(feed.model.loaded).toBe(true);
  });

  it('is called where an item has come without a name', async () => {
    await live();
    rig.socket().say({ t: 'upd', items: [quote('quote:NEW-ONE', { price: '1' }, { s: 9 })] });
    come();
    await rig.env.clock.advanceAsync(1000);
    expect(rig.env.asked.filter((url) => url.includes('/boards/front'))).toHaveLength(2);
  });

  it('is called at once where figures are to be fetched now and then', async () => {
    rig.polls = true;
    const feed = await rig.startNear();
    lifeLater(feed, rig.env, chunks, noOther);
    come();
    expect(feed.status).toBe('polled');
    expect(rig.env.sockets).toHaveLength(0);
  });

  it('says how often figures are fetched, which is never where it has not come', async () => {
    const { life } = await live();
    expect(life.pollMs()).toBe(0);
    rig.polls = true;
    life.repace();
    expect(life.pollMs()).toBe(0);
    come();
    expect(life.pollMs()).toBe(60_000);
  });

  it('comes back after a minute where the first link had brought too many messages', async () => {
    const { feed } = await live();
    rig.socket().drop(4429);
    come();
    rig.env.clock.advance(59_999);
    expect(rig.env.sockets).toHaveLength(1);
    rig.env.clock.advance(60_001);
    rig.greet();
    expect(feed.status).toBe('live');
  });

  it('is called where the reader comes to want figures only now and then', async () => {
    const { feed, life } = await live();
    life.repace();
    expect(calls).toEqual([]);
    rig.polls = true;
    life.repace();
    come();
    expect(feed.status).toBe('polled');
    expect(rig.env.open()).toHaveLength(0);
  });

  it('follows what was asked for before it came, and no more what has been given back', async () => {
    const { life } = await live();
    const leave = life.follow('weather:lima-pe');
    const leaveOther = life.follow('weather:quito-ec');
    leaveOther();
    come();
    await rig.env.clock.advanceAsync(0);
    const sent = () => JSON.parse(rig.socket().sent.at(-1) ?? '{}').items;
    expect(sent()).toEqual(['weather:lima-pe']);
    leave();
    await rig.env.clock.advanceAsync(8000);
    expect(sent()).toEqual([]);
  });

  it('is not called for a feed that has been given up', async () => {
    const { feed } = await live();
    feed.stop();
    rig.socket().drop(1000);
    rig.env.clock.advance(600_000);
    expect(calls).toEqual([]);
    expect(rig.env.clock.pending()).toBe(0);
  });

  it('is not called for one that has been given up while the page was hidden, nor listened for', async () => {
    const { feed } = await live();
    rig.env.fire('hidden');
    rig.told.length = 0;
    feed.stop();
    expect([rig.env.clock.pending(), rig.env.listeners()]).toEqual([0, 0]);
    // Another that comes over its link has to see to one of its own.
    expect(rig.told).toEqual(['status']);
  });

  it('does not come to a feed that has been given up meanwhile', async () => {
    const { feed } = await live();
    rig.socket().drop(1006);
    feed.stop();
    come();
    expect(lives).toEqual([]);
    expect(rig.env.clock.pending()).toBe(0);
  });

  it('is asked for anew at once when the network is back', async () => {
    const { feed } = await live();
    rig.env.fire('online');
    expect(calls).toEqual([]);
    rig.socket().drop(1006);
    const first = come;
    rig.env.fire('online');
    expect(calls).toHaveLength(2);
    comesBack(feed);
    first();
    expect(lives).toHaveLength(1);
  });

  it('opens the only link where it comes before the page’s idle time', async () => {
    const feed = rig.start();
    feed.near();
    lifeLater(feed, rig.env, chunks, noOther).follow('weather:lima-pe');
    come();
    await rig.env.clock.advanceAsync(0);
    await rig.env.breathe();
    await rig.env.breathe();
    expect(rig.env.sockets).toHaveLength(1);
  });
});
