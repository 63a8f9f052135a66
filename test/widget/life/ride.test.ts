import { beforeEach, describe, expect, it } from 'vitest';
import { digestOf } from '../../../src/protocol/order.ts';
import type { BoardSnapshot, SnapshotItem } from '../../../src/protocol/snapshot.ts';
import { Feed } from '../../../widget/feed.ts';
import { lifeLater } from '../../../widget/finish/life-later.ts';
import type { FeedLife } from '../../../widget/life/feed-life.ts';
import { keepAlive } from '../../../widget/life/index.ts';
import { createPool, type Lease, type Pool } from '../../../widget/pool.ts';
import { settle } from '../../support/fake-clock.ts';
import { type FakeEnv, type FakeSocket, fakeEnv, hello } from '../fake-env.ts';
import { epoch, quote, quoteMeta, sampleBoard, weather } from '../sample-board.ts';

const gold = 'quote:XAU-USD';
const silver = 'quote:XAG-USD';
const shared = 'quote:SPX';
const lima = 'weather:lima-pe';

let env: FakeEnv;
let pool: Pool;
let polls: boolean;
let lives: Map<Feed, FeedLife>;

const chunks = {
  until(_name: string, done: (chunk: unknown) => void) {
    done({ keepAlive });
    return () => {};
  },
};

/** As the strips of a page have it, each with the idle chunk already there. */
function lifeOf(feed: Feed): FeedLife {
  const life = lives.get(feed) ?? lifeLater(feed, env, chunks, lifeOf);
  lives.set(feed, life);
  return life;
}

beforeEach(() => {
  env = fakeEnv();
  polls = false;
  lives = new Map();
  pool = feedsIn(env);
  env.answers.set('/boards/front', { etag: '"front"', body: sampleBoard() });
  env.answers.set('/boards/metals', { etag: '"metals"', body: metals() });
});

function feedsIn(browser: FakeEnv): Pool {
  const feeds: Pool = createPool(
    (base, board, locale) =>
      new Feed({
        env: browser,
        base,
        board,
        locale,
        polls: () => polls,
        carrier: () => feeds.first(base),
      }),
  );
  return feeds;
}

function metals(ids: readonly `quote:${string}`[] = [gold, silver]): BoardSnapshot {
  return {
    ...sampleBoard(),
    board: 'metals',
    meta: [...ids, shared as 'quote:SPX'].map((id) => quoteMeta(id, 'commodity', id)),
    items: [...ids, shared as 'quote:SPX'].map((id) => quote(id, { price: '1' })),
  };
}

/** A strip that is near, its snapshot there and its feed taken over. */
async function strip(board: string, locale = 'en'): Promise<Lease> {
  const lease = pool.lease('https://host', board, locale);
  lease.feed.near();
  for (let turn = 0; turn < 3; turn += 1) await env.breathe();
  lifeOf(lease.feed);
  await settle();
  return lease;
}

function newest(): FakeSocket {
  const last = env.sockets.at(-1);
  if (last === undefined) throw new Error('no socket');
  return last;
}

/** What the board has over the newest link, then what was asked for beside it. */
async function greet(maxItems = 64): Promise<void> {
  const { sent, url } = newest();
  const items = url.includes('metals') ? metals().items : sampleBoard().items;
  newest().say(hello(env, { limits: { maxItems, maxPayloadBytes: 4096, maxMessagesPer10s: 10 } }));
  newest().say({ t: 'snap', items });
  await settle();
  const beside = sent.flatMap((text) => JSON.parse(text).items as `quote:${string}`[]);
  if (beside.length > 0) newest().say({ t: 'snap', items: beside.map((id) => price(id, '1')) });
}

const price = (id: `quote:${string}`, value: string, s = 1, e = epoch): SnapshotItem =>
  quote(id, { price: value }, { s, e });

function priceOf(feed: Feed, id: `quote:${string}`): string | undefined {
  const reading = feed.model.held(id)?.reading;
  return reading && 'value' in reading && reading.value.kind === 'quote' ? reading.value.price : undefined;
}

const asked = (path: string) => env.asked.filter((url) => url.includes(path)).length;
const subs = () => newest().sent.map((text) => JSON.parse(text).items);

/** Two boards over one link that stands. */
async function two() {
  const front = await strip('front');
  await greet();
  const other = await strip('metals');
  newest().say({ t: 'snap', items: metals().items.slice(0, 2) });
  return { front, other };
}

describe('two boards of one server on a page', () => {
  it('come over one link, what the first has not as items beside it', async () => {
    const { front, other } = await two();
    expect(env.sockets).toHaveLength(1);
    expect(subs()).toEqual([[gold, silver]]);
    expect(asked('/items/')).toBe(0);
    newest().say({ t: 'upd', items: [price(gold, '2', 2), price(shared, '3', 3)] });
    expect([priceOf(other.feed, gold), priceOf(other.feed, shared)]).toEqual(['2', '3']);
    expect(other.feed.status).toBe('live');
    const held = [...sampleBoard().items, ...metals().items.slice(0, 2)];
    const now = held.map((item) => front.feed.model.held(item.id)?.reading ?? item);
    newest().say({ t: 'hb', now: env.now() + 5000, digest: digestOf(now) });
    newest().say({ t: 'hb', now: env.now() + 5000, digest: digestOf(now) });
    env.clock.advance(1000);
    expect(env.open()).toHaveLength(1);
  });

  it('leave the second’s change to those who show it', async () => {
    const { other } = await two();
    const told: string[] = [];
    other.feed.listen((change) => told.push(change));
    newest().say({ t: 'upd', items: [quote('quote:IXIC', { price: '9' }, { s: 9 })] });
    expect(told).toEqual([]);
    newest().say({ t: 'upd', items: [price(silver, '4', 4)] });
    expect(told).toEqual(['items']);
  });

  it('ask for nothing more where the second is the first in another language', async () => {
    await strip('front');
    await greet();
    const { feed } = await strip('front', 'de');
    newest().say({ t: 'upd', items: [price(shared, '7', 7)] });
    expect(priceOf(feed, shared)).toBe('7');
    expect([env.sockets.length, subs()]).toEqual([1, []]);
  });

  it('go on with a link for the second where the first had but its first one', async () => {
    const front = await strip('front');
    await greet();
    const { feed } = await strip('front', 'de');
    front.release();
    await settle();
    await greet();
    expect(env.open()).toHaveLength(1);
    newest().say({ t: 'upd', items: [price(shared, '7', 7)] });
    expect(priceOf(feed, shared)).toBe('7');
  });

  it('are two links where they are of two servers', async () => {
    await strip('front');
    pool.lease('https://other', 'metals', 'en').feed.near();
    for (let turn = 0; turn < 3; turn += 1) await env.breathe();
    expect(env.sockets).toHaveLength(2);
  });

  it('go on with a link for the second once the first has gone, and with what it follows', async () => {
    env.answers.set('/items/weather%3Alima-pe', {
      body: {
        id: lima,
        meta: { id: lima, cls: 'weather', name: { en: 'Lima' } },
        reading: weather(lima, { tempC: 20 }),
      },
    });
    const { front, other } = await two();
    const leave = lifeOf(other.feed).follow(lima);
    await settle();
    expect(other.feed.model.meta.get(lima)?.name.en).toBe('Lima');
    expect(other.feed.model.held(lima)).toBeDefined();
    const [first] = env.sockets;
    front.release();
    expect(first?.closedByPage).toBe(true);
    await settle();
    expect(newest().url).toContain('board=metals');
    await greet();
    expect(other.feed.status).toBe('live');
    expect(subs()).toEqual([[lima]]);
    leave();
    await env.clock.advanceAsync(8000);
    expect(subs().at(-1)).toEqual([]);
  });

  it('show at once what the second’s reader follows and the first has', async () => {
    const { other } = await two();
    newest().say({ t: 'upd', items: [quote('quote:IXIC', { price: '9' }, { s: 9 })] });
    lifeOf(other.feed).follow('quote:IXIC');
    await settle();
    expect(priceOf(other.feed, 'quote:IXIC')).toBe('9');
  });

  it('keep the names of an item in all languages beside those that the first board has in its own', async () => {
    const [nasdaq, name] = ['quote:IXIC', { en: 'Nasdaq', de: 'Nasdaq Gesamt' }] as const;
    const meta = { id: nasdaq, cls: 'index', name };
    env.answers.set('/items/quote%3AIXIC', { body: { id: nasdaq, meta } });
    const { other } = await two();
    lifeOf(other.feed).follow(nasdaq);
    await settle();
    // The first board is fetched once more, for an item that it has no name of.
    newest().say({ t: 'upd', items: [price('quote:NEW', '1')] });
    await settle();
    expect(asked('/boards/front')).toBe(2);
    expect(other.feed.model.meta.get(nasdaq)?.name).toEqual(name);
  });

  it('credit the sources of what the second’s reader follows', async () => {
    const credit = { name: 'Other', text: 'Weather by Other', href: 'https://o.example', licence: '' };
    env.answers.set('/items/weather%3Alima-pe', {
      body: {
        id: lima,
        meta: { id: lima, cls: 'weather', name: { en: 'Lima' } },
        reading: weather(lima, { tempC: 20 }, { source: 'other' }),
        source: credit,
      },
    });
    const { other } = await two();
    lifeOf(other.feed).follow(lima);
    await settle();
    expect(other.feed.model.sources.other).toEqual(credit);
  });

  it('stay on one link where the server does not know what the second’s reader follows, or whom warns there', async () => {
    env.answers.set('/items/weather%3Alima-pe', { status: 404 });
    const { other } = await two();
    lifeOf(other.feed).follow(lima);
    lifeOf(other.feed).follow('alerts:lima-pe');
    await settle();
    newest().say({ t: 'err', code: 'unknown-item', items: [lima, 'alerts:lima-pe'] });
    await settle();
    newest().say({ t: 'upd', items: [price(gold, '2', 2)] });
    expect([env.open().length, other.feed.status]).toEqual([1, 'live']);
    expect(lifeOf(other.feed).isUnknown(lima)).toBe(true);
  });

  it('take the third along when the first has gone', async () => {
    const { front, other } = await two();
    const third = await strip('front', 'de');
    front.release();
    await settle();
    await greet();
    await settle();
    expect(env.open()).toHaveLength(1);
    expect([other.feed.status, third.feed.status]).toEqual(['live', 'live']);
    newest().say({ t: 'upd', items: [price(shared, '8', 8)] });
    expect(priceOf(third.feed, shared)).toBe('8');
  });

  it('ask for no more what the second wanted once it has gone', async () => {
    const { other } = await two();
    other.release();
    await env.clock.advanceAsync(8000);
    expect(subs().at(-1)).toEqual([]);
  });

  it('have a link each where the server does not take so many items on one', async () => {
    await strip('front');
    await greet(sampleBoard().meta.length + 1);
    const { feed } = await strip('metals');
    await settle();
    newest().say({ t: 'snap', items: [] });
    await env.clock.advanceAsync(26_000);
    expect(env.open().map(({ url }) => /board=(\w+)/.exec(url)?.[1])).toEqual(['front', 'metals']);
    await greet();
    expect(feed.status).toBe('live');
  });

  it('have a link each where there is no room for what the second’s reader follows', async () => {
    env.answers.set('/items/weather%3Alima-pe', {
      body: { id: lima, meta: { id: lima, cls: 'weather', name: { en: 'Lima' } } },
    });
    await strip('front');
    await greet(sampleBoard().meta.length);
    const { feed } = await strip('front', 'de');
    expect(env.open()).toHaveLength(1);
    lifeOf(feed).follow(lima);
    await settle();
    expect(env.open()).toHaveLength(2);
  });

  it('have a link each where the server comes to refuse the first', async () => {
    const { front, other } = await two();
    newest().drop(4404);
    await settle();
    expect(newest().url).toContain('board=metals');
    await greet();
    expect(other.feed.status).toBe('live');
    expect(front.feed.status).not.toBe('live');
  });

  it('have a link each where the server has the first no more', async () => {
    const { front, other } = await two();
    env.answers.set('/boards/front', { status: 404 });
    for (let tries = 0; tries < 3; tries += 1) {
      while (env.open().length === 0) await env.clock.advanceAsync(500);
      newest().drop(1006);
    }
    await settle();
    expect(other.feed.status).not.toBe('live');
    await settle();
    expect(env.open().map(({ url }) => /board=(\w+)/.exec(url)?.[1])).toEqual(['metals']);
    await greet();
    expect(other.feed.status).toBe('live');
    expect(front.feed.status).toBe('lost');
    newest().say({ t: 'upd', items: [price(gold, '2', 2)] });
    expect(priceOf(other.feed, gold)).toBe('2');
  });

  it('go on over a link that stands though its own board is gone, until it is found that no other takes its place', async () => {
    const { front, other } = await two();
    env.answers.set('/boards/front', { status: 404 });
    const [old] = env.sockets;
    const say = (message: Parameters<FakeSocket['say']>[0]) => old?.say(message);
    say({ t: 'hb', now: env.now(), digest: digestOf([price(gold, '1'), price(silver, '1')]) });
    for (let seconds = 0; seconds < 20; seconds += 1) await env.clock.advanceAsync(1000);
    say({ t: 'upd', items: [price(gold, '2', 2)] });
    expect([priceOf(other.feed, gold), other.feed.status]).toEqual(['2', 'live']);
    for (let seconds = 0; front.feed.status === 'live' && seconds < 300; seconds += 1) {
      for (const open of env.open()) if (open !== old) open.drop(1006);
      say({ t: 'same' });
      await env.clock.advanceAsync(1000);
    }
    await settle();
    expect(front.feed.status).toBe('lost');
    expect(env.open().map(({ url }) => /board=(\w+)/.exec(url)?.[1])).toEqual(['metals']);
    await greet();
    expect(other.feed.status).toBe('live');
  });

  it('come over one link again where the first is there again when the next one comes', async () => {
    const { front } = await two();
    env.answers.set('/boards/front', { status: 404 });
    for (let tries = 0; tries < 3; tries += 1) {
      while (env.open().length === 0) await env.clock.advanceAsync(500);
      newest().drop(1006);
    }
    await settle();
    await greet();
    while (!env.open().some(({ url }) => url.includes('front'))) await env.clock.advanceAsync(500);
    env.answers.set('/boards/front', { etag: '"front"', body: sampleBoard() });
    const ofFront = env.open().find(({ url }) => url.includes('front'));
    ofFront?.say(hello(env));
    ofFront?.say({ t: 'snap', items: sampleBoard().items });
    expect(front.feed.status).toBe('live');
    const third = await strip('front', 'de');
    expect(third.feed.status).toBe('live');
    expect(env.open()).toHaveLength(2);
  });

  it('have a link each where the first is no board', async () => {
    env.answers.set('/boards/nowhere', { status: 404 });
    const bad = await strip('nowhere');
    expect(bad.feed.status).toBe('unknownBoard');
    const { feed } = await strip('front');
    await greet();
    expect(feed.status).toBe('live');
  });
});

describe('a board that comes over another’s link', () => {
  it('says what has become of it, and asks for its names anew when it is back', async () => {
    const { other } = await two();
    newest().drop(1006);
    expect(other.feed.status).toBe('lost');
    expect(asked('/boards/metals')).toBe(1);
    await env.clock.advanceAsync(1000);
    env.answers.set('/boards/metals', { body: metals(['quote:XPT-USD']) });
    await greet();
    await env.clock.advanceAsync(10);
    expect(other.feed.status).toBe('live');
    expect(other.feed.model.board).toEqual(['quote:XPT-USD', shared]);
    expect(subs().at(-1)).toContain('quote:XPT-USD');
    await env.clock.advanceAsync(8000);
    expect(subs().at(-1)).toEqual(['quote:XPT-USD']);
  });

  it('is fetched again when the first has changed, until a cache has let go of the old one', async () => {
    await strip('front');
    await greet();
    const { feed } = await strip('front', 'de');
    const { meta } = sampleBoard();
    const old = asked('lang=de');
    const later = { ...sampleBoard(), meta: [...meta, quoteMeta('quote:NEW', 'share', 'New')] };
    env.answers.set('/boards/front', { body: later });
    newest().say({ t: 'upd', items: [price('quote:NEW', '1')] });
    // The first has asked, and the second will.
    env.answers.set('/boards/front', { body: sampleBoard() });
    await env.clock.advanceAsync(0);
    expect([asked('lang=de'), feed.model.board.includes('quote:NEW')]).toEqual([old + 1, false]);
    env.answers.set('/boards/front', { body: later });
    await env.clock.advanceAsync(20_000);
    expect(feed.model.board).toContain('quote:NEW');
    expect(priceOf(feed, 'quote:NEW')).toBe('1');
    expect(feed.status).toBe('live');
    const times = asked('lang=de');
    for (let seconds = 0; seconds < 120; seconds += 10) {
      newest().say({ t: 'same' });
      await env.clock.advanceAsync(10_000);
    }
    expect(asked('lang=de')).toBe(times);
  });

  it('is asked for once where the first becomes what it is already in another language', async () => {
    await strip('front');
    await greet();
    const { meta } = sampleBoard();
    env.answers.set('/boards/front', {
      body: { ...sampleBoard(), meta: [...meta, quoteMeta('quote:NEW', 'share', 'New')] },
    });
    await strip('front', 'de');
    const before = asked('lang=de');
    // A source without a credit has the first board fetched again.
    newest().say({ t: 'upd', items: [quote(shared, { price: '1' }, { s: 9, source: 'kraken' })] });
    for (let seconds = 0; seconds < 60; seconds += 10) {
      newest().say({ t: 'same' });
      await env.clock.advanceAsync(10_000);
    }
    expect(asked('lang=de')).toBe(before + 1);
  });

  it('is asked for four times at the most where only the first has changed', async () => {
    const { front } = await two();
    const before = asked('/boards/metals');
    env.answers.set('/boards/front', { body: { ...sampleBoard(), meta: sampleBoard().meta.slice(1) } });
    newest().say({ t: 'upd', items: [price('quote:NEW', '1')] });
    for (let seconds = 0; seconds < 300; seconds += 10) {
      newest().say({ t: 'same' });
      await env.clock.advanceAsync(10_000);
    }
    expect(front.feed.model.board).toHaveLength(sampleBoard().meta.length - 1);
    expect(asked('/boards/metals')).toBe(before + 4);
  });

  it('has a line that is found later', async () => {
    const { other } = await two();
    expect(other.feed.model.held(gold)?.spark).toBeUndefined();
    const spark = { t0: epoch, dt: [0, 60_000], v: [1, 2] };
    newest().say({ t: 'upd', items: [{ ...price(gold, '1'), spark }] });
    expect(other.feed.model.held(gold)?.spark).toEqual(spark);
  });

  it('starts afresh with it', async () => {
    const { other } = await two();
    const told: string[] = [];
    other.feed.listen((change) => told.push(change));
    newest().drop(1006);
    await env.clock.advanceAsync(1000);
    newest().say(hello(env, { epoch: epoch - 1 }));
    expect(told).toContain('afresh');
    newest().say({ t: 'snap', items: [price(shared, '5', 1, epoch - 1)] });
    expect(priceOf(other.feed, shared)).toBe('5');
  });

  it('is fetched at once where the first has started afresh without a link', async () => {
    polls = true;
    await strip('front');
    // Each has a minute of its own.
    await env.clock.advanceAsync(30_000);
    const { feed } = await strip('metals');
    const ofServer = (s: number) => {
      const anew = ({ items, ...board }: BoardSnapshot) => ({
        body: { ...board, items: items.map((item) => ({ ...item, s, e: epoch - 1 })) },
      });
      env.answers.set('/boards/front', anew(sampleBoard()));
      env.answers.set('/boards/metals', anew(metals()));
    };
    ofServer(1);
    await env.clock.advanceAsync(60_000);
    expect(feed.model.epoch()).toBe(epoch);
    ofServer(2);
    const before = asked('/boards/metals');
    await env.clock.advanceAsync(30_000);
    expect(asked('/boards/metals')).toBe(before + 1);
    expect(feed.model.readings().map(({ e }) => e)).toEqual(metals().items.map(() => epoch - 1));
  });

  it('is fetched now and then where the reader wants it so, and honestly lost where that fails', async () => {
    const { front, other } = await two();
    polls = true;
    for (const { feed } of [front, other]) lifeOf(feed).repace();
    await env.clock.advanceAsync(10);
    expect([front.feed.status, other.feed.status]).toEqual(['polled', 'polled']);
    const before = asked('/boards/metals');
    env.answers.delete('/boards/metals');
    await env.clock.advanceAsync(60_000);
    expect(asked('/boards/metals')).toBe(before + 1);
    expect([front.feed.status, other.feed.status]).toEqual(['polled', 'lost']);
  });

  it('are lost, both of them, where caches alone answer with boards of before what the link has brought', async () => {
    const { front, other } = await two();
    newest().say({ t: 'upd', items: [price(shared, '3', 3)] });
    for (let tries = 0; tries < 3; tries += 1) {
      while (env.open().length === 0) await env.clock.advanceAsync(500);
      newest().drop(1006);
    }
    await settle();
    expect([asked('/boards/front'), asked('/boards/metals')]).toEqual([2, 2]);
    expect([front.feed.status, other.feed.status]).toEqual(['lost', 'lost']);
  });

  it('is fetched now and then again when the page is seen, where the reader wants it so', async () => {
    const { front, other } = await two();
    polls = true;
    for (const { feed } of [front, other]) lifeOf(feed).repace();
    await env.clock.advanceAsync(10);
    env.fire('hidden');
    await env.clock.advanceAsync(600_000);
    const hidden = asked('/boards/metals');
    env.fire('visible');
    await env.clock.advanceAsync(60_000);
    expect(asked('/boards/metals')).toBeGreaterThan(hidden);
  });

  it('is asked for until it has come, beside a first board that has', async () => {
    await strip('front');
    await greet();
    env.answers.delete('/boards/metals');
    const { feed } = await strip('metals');
    expect(feed.model.loaded).toBeFalsy();
    env.answers.set('/boards/metals', { etag: '"metals"', body: metals() });
    await env.clock.advanceAsync(2000);
    expect(feed.model.loaded).toBe(true);
  });

  it('is not asked for while the page is hidden, and is when it is seen', async () => {
    await two();
    env.answers.delete('/boards/metals');
    newest().drop(1006);
    await env.clock.advanceAsync(1000);
    await greet();
    await env.clock.advanceAsync(1000);
    env.fire('hidden');
    await env.clock.advanceAsync(60_000);
    const hidden = asked('/boards/metals');
    await env.clock.advanceAsync(3_600_000);
    expect(asked('/boards/metals')).toBe(hidden);
    env.fire('visible');
    expect(asked('/boards/metals')).toBe(hidden + 1);
  });

  it('goes by the server’s clock, which may be found to differ later', async () => {
    const { front, other } = await two();
    newest().say({ t: 'hb', now: env.now() + 60_000, digest: digestOf(front.feed.model.readings()) });
    expect(other.feed.now()).toBe(env.now() + 60_000);
    newest().drop(1006);
    await env.clock.advanceAsync(1000);
    newest().say(hello(env, { now: env.now() + 90_000 }));
    newest().say({ t: 'snap', items: sampleBoard().items });
    expect(other.feed.now()).toBe(front.feed.now());
  });

  it('brings a strip’s link about that is out of sight', async () => {
    const far = pool.lease('https://host', 'front', 'en');
    for (let turn = 0; turn < 3; turn += 1) await env.breathe();
    expect(env.sockets).toHaveLength(0);
    const { feed } = await strip('metals');
    for (let turn = 0; turn < 3; turn += 1) await env.breathe();
    await greet();
    expect([far.feed.status, feed.status, env.sockets.length]).toEqual(['live', 'live', 1]);
  });

  it('leaves nothing behind', async () => {
    const { front, other } = await two();
    other.release();
    front.release();
    expect([env.open(), env.clock.pending(), env.listeners()]).toEqual([[], 0, 0]);
  });
});
