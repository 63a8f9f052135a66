import { beforeEach, describe, expect, it } from 'vitest';
import { digestOf } from '../../../src/protocol/order.ts';
import type { BoardSnapshot } from '../../../src/protocol/snapshot.ts';
import { keepAlive } from '../../../widget/life/feed-life.ts';
import { settle } from '../../support/fake-clock.ts';
import { hello } from '../fake-env.ts';
import { type FeedRig, feedRig, id, priceIn, update } from '../feed-rig.ts';
import { quote, quoteMeta, sampleBoard } from '../sample-board.ts';

let rig: FeedRig;

beforeEach(() => {
  rig = feedRig();
});

const hb = (digest: string) => ({ t: 'hb', now: rig.env.now(), digest }) as const;

describe('the life of a feed', () => {
  it('goes on with a live socket, and opens no second one', async () => {
    const { feed } = await rig.startLife();
    expect(feed.status).toBe('live');
    rig.socket().say(update('7000', 5));
    expect(priceIn(feed)).toBe('7000');
    rig.env.clock.advance(20_000);
    expect(rig.env.sockets).toHaveLength(1);
    expect(rig.env.open()).toHaveLength(1);
    expect(rig.env.asked).toHaveLength(1);
  });

  it('goes on with a socket that has not brought its board yet', async () => {
    const feed = await rig.startNear();
    keepAlive(feed, rig.env);
    expect(feed.status).toBe('connecting');
    rig.greet([quote(id, { price: '1' })]);
    expect(feed.status).toBe('live');
    expect(feed.model.readings()).toHaveLength(1);
    expect(rig.env.sockets).toHaveLength(1);
  });

  it('opens a socket of its own where the first one has been closed already', async () => {
    const feed = await rig.startNear();
    rig.greet();
    rig.socket().drop(1006);
    keepAlive(feed, rig.env);
    expect(feed.status).toBe('connecting');
    expect(rig.env.sockets).toHaveLength(2);
    rig.greet();
    expect(feed.status).toBe('live');
  });

  it('calls it a loss where the first socket had been live and the next one fails', async () => {
    const feed = await rig.startNear();
    rig.greet();
    rig.socket().drop(1006);
    keepAlive(feed, rig.env);
    rig.socket().drop(1006);
    expect(feed.status).toBe('lost');
  });

  it('opens the only socket where it comes before the page’s idle time', async () => {
    const feed = rig.start();
    feed.near();
    await settle();
    keepAlive(feed, rig.env);
    expect(rig.env.sockets).toHaveLength(0);
    await rig.env.breathe();
    expect(rig.env.sockets).toHaveLength(1);
    expect(rig.socket().url).toContain('have=%22tag%22');
  });

  it('notices the silence of a socket that it has taken over', async () => {
    const feed = await rig.startNear();
    rig.greet(undefined, { heartbeat: 1000 });
    keepAlive(feed, rig.env);
    rig.env.clock.advance(1599);
    expect(feed.status).toBe('live');
    rig.env.clock.advance(1);
    expect(feed.status).toBe('lost');
    rig.env.clock.advance(1000);
    expect(rig.env.sockets).toHaveLength(2);
  });

  it('takes for a demo what a server that came back says is one', async () => {
    const { feed } = await rig.startLife();
    expect(feed.model.demo).toBe(false);
    rig.socket().drop(1006);
    rig.env.clock.advance(1000);
    rig.greet(undefined, { demo: true });
    expect(feed.model.demo).toBe(true);
  });

  it('does not ask again for a snapshot that is still on its way', async () => {
    rig.env.silent = true;
    const feed = rig.start();
    feed.near();
    keepAlive(feed, rig.env);
    await rig.env.clock.advanceAsync(9000);
    expect(rig.env.asked).toHaveLength(1);
    rig.env.silent = false;
    await rig.env.clock.advanceAsync(2000);
    expect(rig.env.asked).toHaveLength(2);
    expect(feed.status).toBe('connecting');
  });

  it('goes by no heartbeat that had waited in a frozen page, and says so when its clock was wrong', async () => {
    const { feed } = await rig.startLife();
    const sentAt = rig.env.now();
    const digest = digestOf(feed.model.readings());
    rig.env.clock.step(3_600_000);
    rig.socket().say({ t: 'hb', now: sentAt, digest });
    expect(feed.now()).toBe(rig.env.now());
    rig.told.length = 0;
    rig.socket().say({ t: 'hb', now: rig.env.now() + 500, digest });
    expect(rig.told).toEqual([]);
    rig.socket().say({ t: 'hb', now: rig.env.now() + 90_000, digest });
    expect(rig.told).toEqual(['board']);
  });

  it('goes by no greeting that had waited in a machine that fell asleep with it, and by one that sets the clock back', async () => {
    const { env } = rig;
    const { feed } = await rig.startLife();
    rig.fail(1);
    env.clock.advance(500);
    const sentAt = env.now();
    env.clock.step(8 * 3_600_000);
    rig.greet([], { now: sentAt });
    expect(feed.now()).toBe(env.now());
    rig.fail(1);
    env.clock.advance(1000);
    env.clock.step(-60_000);
    rig.greet([], { now: sentAt });
    expect(feed.now()).toBe(sentAt);
  });

  it('keeps trying for the snapshot, and says what is wrong', async () => {
    rig.env.answers.clear();
    const feed = rig.start();
    await settle();
    keepAlive(feed, rig.env);
    expect(feed.status).toBe('unreachable');
    rig.env.answers.set('/boards/front', { status: 404 });
    await rig.env.clock.advanceAsync(1000);
    expect(feed.status).toBe('unknownBoard');
    rig.env.answers.set('/boards/front', { body: sampleBoard() });
    await rig.env.clock.advanceAsync(2000);
    expect(feed.status).toBe('connecting');
    expect(rig.env.clock.pending()).toBe(0);
  });

  it.each([
    ['no answer', undefined],
    ['404', { status: 404 }],
    ['200', { body: { error: 'x' } }],
  ] as const)(
    'tells those who made the page once what was asked where the board is wanting: %s',
    async (found, answer) => {
      rig.env.answers.clear();
      if (answer !== undefined) rig.env.answers.set('/boards/front', answer);
      await rig.startLife();
      await rig.env.clock.advanceAsync(60_000);
      expect(rig.env.asked.length).toBeGreaterThan(2);
      expect(rig.env.warnings).toEqual([
        expect.stringContaining(
          ` no board from https://host/base/v1/boards/front?lang=en (${found}). Check its "board", `,
        ),
      ]);
    },
  );

  it.each([
    ['a server has trouble of its own', { status: 503 }, true],
    ['there is no network', undefined, false],
    ['the board has come', { body: sampleBoard() }, true],
  ] as const)('tells them nothing where %s', async (_what, answer, isOnline) => {
    rig.env.answers.clear();
    if (answer !== undefined) rig.env.answers.set('/boards/front', answer);
    rig.env.online = isOnline;
    await rig.startLife();
    await rig.env.clock.advanceAsync(60_000);
    expect(rig.env.warnings).toEqual([]);
  });

  it('is live as soon as the snapshot has come where the socket was quicker', async () => {
    rig.env.answers.clear();
    const feed = await rig.startNear();
    rig.greet();
    keepAlive(feed, rig.env);
    expect(feed.status).toBe('unreachable');
    rig.socket().say(update('7000', 5));
    // What it brings has no name and no credit as yet, and those are on their way.
    expect(rig.env.asked).toHaveLength(1);
    rig.env.answers.set('/boards/front', { body: sampleBoard() });
    await rig.env.clock.advanceAsync(1000);
    expect(feed.status).toBe('live');
    expect(rig.env.sockets).toHaveLength(1);
  });

  it('asks for nothing more once it is stopped, whether a request is under way or to come', async () => {
    const { env } = rig;
    rig.polls = true;
    const { feed: polled } = await rig.startLife();
    env.silent = true;
    const awaiting = rig.start();
    await settle();
    keepAlive(awaiting, env);
    for (const feed of [polled, awaiting]) feed.stop();
    const { length } = env.asked;
    await env.clock.advanceAsync(120_000);
    expect([env.asked.length, env.clock.pending()]).toEqual([length, 0]);
  });
});

describe('where the two ends disagree, the life of a feed', () => {
  it('asks for the whole board again where the digests differ, and only there', async () => {
    const { feed } = await rig.startLife();
    rig.socket().say(hb(digestOf(feed.model.readings())));
    rig.env.clock.advance(1000);
    expect(rig.env.sockets).toHaveLength(1);
    rig.socket().say(hb('00000000'));
    rig.env.clock.advance(15_000);
    expect(rig.env.sockets).toHaveLength(2);
    expect(rig.socket().url).not.toContain('have');
  });

  it('keeps its link until the next one has brought the board, and then lets go of what the board has no more', async () => {
    const { feed } = await rig.startLife();
    rig.told.length = 0;
    rig.env.chance = 0.5;
    rig.socket().say(hb('00000000'));
    rig.env.clock.advance(7499);
    expect(rig.env.sockets).toHaveLength(1);
    rig.env.clock.advance(1);
    const [old, next] = rig.env.sockets;
    next?.say(hello(rig.env));
    old?.say(update('7000', 5));
    expect([rig.env.open().length, priceIn(feed)]).toEqual([2, '7000']);
    next?.say({ t: 'snap', items: sampleBoard().items.filter((item) => item.id !== id) });
    expect(rig.env.open()).toEqual([next]);
    expect(feed.model.held(id)).toBeUndefined();
    expect(feed.status).toBe('live');
    expect(rig.told).not.toContain('afresh');
  });

  it('is never called lost, not even where the next link fails', async () => {
    const { feed } = await rig.startLife();
    const stands: string[] = [];
    feed.listen(() => stands.push(feed.status));
    rig.socket().say(hb('00000000'));
    rig.env.clock.advance(15_000);
    rig.socket().drop(1006);
    rig.env.clock.advance(1000);
    rig.greet();
    expect(new Set(stands)).toEqual(new Set(['live']));
    expect(rig.env.sockets).toHaveLength(3);
  });

  it('is not put off by heartbeats that differ as well, and begins no second link beside the next one', async () => {
    rig.env.chance = 0.99;
    await rig.startLife();
    const [old] = rig.env.sockets;
    for (let seconds = 0; seconds < 20; seconds += 5) {
      old?.say(hb('00000000'));
      rig.env.clock.advance(5000);
    }
    expect(rig.env.sockets).toHaveLength(2);
    rig.greet();
    rig.env.chance = 0;
    rig.socket().say(hb('00000000'));
    rig.env.clock.advance(0);
    expect(rig.env.sockets).toHaveLength(3);
  });

  it('follows a server that goes before the moment that it had chosen', async () => {
    rig.env.chance = 0.99;
    await rig.startLife();
    rig.socket().say(hb('00000000'));
    rig.socket().say({ t: 'drain', window: 2000 });
    rig.env.clock.advance(2000);
    expect(rig.env.sockets).toHaveLength(2);
  });

  it('counts what its own first snap left out for gone', async () => {
    const feed = await rig.startNear();
    keepAlive(feed, rig.env);
    const items = [quote(id, { price: '1' })];
    rig.greet(items);
    rig.socket().say(hb(digestOf(items)));
    rig.env.clock.advance(1000);
    expect(rig.env.sockets).toHaveLength(1);
  });

  it('asks for the whole board where there was to be nothing new, and nothing is held', async () => {
    rig.env.answers.set('/boards/front', { etag: '"tag"', body: sampleBoard({ items: [] }) });
    const feed = await rig.startNear();
    keepAlive(feed, rig.env);
    rig.socket().say({ t: 'same' });
    rig.env.clock.advance(0);
    expect(rig.env.sockets).toHaveLength(2);
    expect(rig.socket().url).not.toContain('have');
  });

  it('fetches names again, once, for an item that has none', async () => {
    await rig.startLife();
    rig.socket().say({ t: 'upd', items: [quote('quote:NEW', { price: '1' })] });
    rig.socket().say({ t: 'upd', items: [quote('quote:NEW', { price: '2' }, { s: 2 })] });
    expect(rig.env.asked).toHaveLength(2);
  });

  it('fetches names for an item without one that had come before', async () => {
    const feed = await rig.startNear();
    rig.greet([...sampleBoard().items, quote('quote:NEW', { price: '1' })]);
    expect(rig.env.asked).toHaveLength(1);
    keepAlive(feed, rig.env);
    expect(rig.env.asked).toHaveLength(2);
  });

  describe('and a cache answers with the old board', () => {
    const fresh = 'quote:NEW';
    const later = (by: Partial<BoardSnapshot>) =>
      rig.env.answers.set('/boards/front', { etag: '"new"', body: sampleBoard({ meta, ...by }) });
    const { items } = sampleBoard();
    // Without an item that has no reading, which might have gone.
    const meta = sampleBoard().meta.filter(({ id }) => items.some((item) => item.id === id));
    beforeEach(() => {
      later({});
    });
    /** Lets time pass over a link that goes on speaking. */
    const pass = async (ms: number) => {
      for (let left = ms; left > 0; left -= 10_000) {
        rig.socket().say({ t: 'same' });
        await settle();
        await rig.env.clock.advanceAsync(10_000);
      }
    };

    it('asks again ten to twenty seconds later for an item that has come', async () => {
      const { feed } = await rig.startLife();
      rig.socket().say({ t: 'upd', items: [quote(fresh, { price: '1' })] });
      await settle();
      later({ meta: [...meta, quoteMeta(fresh, 'share', 'New')] });
      await rig.env.clock.advanceAsync(9_999);
      expect(rig.env.asked).toHaveLength(2);
      await rig.env.clock.advanceAsync(10_001);
      expect(feed.model.meta.has(fresh)).toBe(true);
      await pass(300_000);
      expect(rig.env.asked).toHaveLength(3);
    });

    it('asks again for an item that has gone', async () => {
      const { feed } = await rig.startLife();
      rig.socket().say(hb('00000000'));
      rig.env.clock.advance(15_000);
      const left = items.filter((item) => item.id !== id);
      rig.greet(left);
      rig.socket().say(hb(digestOf(left)));
      await settle();
      expect(feed.model.board).toContain(id);
      later({ meta: meta.filter((item) => item.id !== id) });
      await rig.env.clock.advanceAsync(20_000);
      expect(feed.model.board).not.toContain(id);
    });

    it('asks again three times at the most', async () => {
      await rig.startLife();
      rig.socket().say({ t: 'upd', items: [quote(fresh, { price: '1' })] });
      await pass(300_000);
      expect(rig.env.asked).toHaveLength(2 + 3);
    });

    it('asks again for the credit of a source that has come into use', async () => {
      const { feed } = await rig.startLife();
      const kraken = { name: 'Kraken', text: 'By Kraken', href: 'https://kraken.example', licence: '' };
      rig.socket().say({ t: 'upd', items: [quote(id, { price: '1' }, { s: 2, source: 'kraken' })] });
      await settle();
      later({ sources: { kraken } });
      await rig.env.clock.advanceAsync(20_000);
      expect(feed.model.sources.kraken).toEqual(kraken);
    });

    it('asks once where nothing of the board is missing, whatever is followed beside it', async () => {
      const { feed, life } = await rig.startLife();
      life.follow(fresh, true);
      await settle();
      rig.socket().say({ t: 'upd', items: [quote(fresh, { price: '1' }, { source: 'other' })] });
      feed.model.isBehind = true;
      rig.socket().say({ t: 'upd', items: [quote(id, { price: '1' }, { s: 9 })] });
      await pass(300_000);
      expect(rig.env.asked).toHaveLength(2);
    });

    it('takes a board that has changed elsewhere for the new one', async () => {
      rig.env.answers.set('/boards/front', { body: sampleBoard({ items: items.slice(1) }) });
      await rig.startLife();
      // One that has no reading is on it all the same, and goes on wanting one.
      later({ meta: [...sampleBoard().meta, quoteMeta(fresh, 'share', 'New')], items: items.slice(1) });
      rig.socket().say({ t: 'upd', items: [quote(fresh, { price: '1' })] });
      await pass(30_000);
      expect(rig.env.asked).toHaveLength(2);
    });
  });

  it('fetches the credit of a source that has come into use, once', async () => {
    const { feed } = await rig.startLife();
    const by = (source: string, s: number) => ({
      t: 'upd' as const,
      items: [quote(id, { price: '1' }, { s, source })],
    });
    const kraken = { name: 'Kraken', text: 'Data from Kraken', href: 'https://kraken.example', licence: '' };
    rig.env.answers.set('/boards/front', { body: sampleBoard({ sources: { kraken } }) });
    rig.socket().say(by('ecb', 2));
    await settle();
    expect(rig.env.asked).toHaveLength(1);
    rig.socket().say(by('kraken', 3));
    await settle();
    expect(feed.model.sources.kraken).toEqual(kraken);
    expect(rig.env.asked).toHaveLength(2);
    rig.socket().say(by('nobody', 4));
    rig.socket().say(by('nobody', 5));
    expect(rig.env.asked).toHaveLength(3);
  });

  it('fetches the credit of a source that had come into use before', async () => {
    const feed = await rig.startNear();
    const others = sampleBoard().items.filter((item) => item.id !== id);
    rig.greet([...others, quote(id, { price: '1' }, { s: 2, source: 'kraken' })]);
    keepAlive(feed, rig.env);
    expect(rig.env.asked).toHaveLength(2);
  });

  it('takes no figures from a snapshot beside a live link', async () => {
    const { feed } = await rig.startLife();
    rig.env.answers.set('/boards/front', {
      body: sampleBoard({ items: [quote(id, { price: '9' }, { s: 99 })] }),
    });
    rig.socket().say({ t: 'upd', items: [quote('quote:NEW', { price: '1' })] });
    await settle();
    expect(rig.told.filter((change) => change === 'board')).toHaveLength(2);
    expect(priceIn(feed)).toBe('6931.42');
  });
});
