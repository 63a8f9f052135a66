import { beforeEach, describe, expect, it } from 'vitest';
import { digestOf } from '../../src/protocol/order.ts';
import type { ItemDetail } from '../../src/protocol/snapshot.ts';
import { createFeed, type Feed } from '../../widget/feed.ts';
import { settle } from '../support/fake-clock.ts';
import { type FakeEnv, fakeEnv, hello } from './fake-env.ts';
import { epoch, quote, sampleBoard, weather } from './sample-board.ts';

const id = 'quote:SPX';
let env: FakeEnv;
let feed: Feed;
let told: string[];

beforeEach(() => {
  env = fakeEnv();
  told = [];
  env.answers.set('/boards/front', { etag: '"tag"', body: sampleBoard() });
});

function start(): void {
  feed = createFeed(env, 'https://host/base', 'front');
  feed.listen((change) => told.push(change));
}

async function startNear(): Promise<void> {
  start();
  feed.near();
  await settle();
  await env.breathe();
}

const socket = () => {
  const last = env.sockets.at(-1);
  if (last === undefined) throw new Error('no socket');
  return last;
};
const greet = (items = sampleBoard().items, more = {}) => {
  socket().say(hello(env, more));
  socket().say({ t: 'snap', items });
};
const price = () => {
  const reading = feed.model.held(id)?.reading;
  return reading && 'value' in reading && reading.value.kind === 'quote' ? reading.value.price : undefined;
};
const update = (text: string, s: number, e = epoch) => ({
  t: 'upd' as const,
  items: [quote(id, { price: text }, { e, s })],
});

describe('a feed', () => {
  it('fetches the snapshot first and opens the socket with its tag, when near and idle', async () => {
    start();
    await settle();
    expect(feed.status()).toBe('connecting');
    expect(env.asked).toEqual(['https://host/base/v1/boards/front']);
    await env.breathe();
    expect(env.sockets).toHaveLength(0);
    feed.near();
    expect(env.sockets).toHaveLength(0);
    await env.breathe();
    expect(socket().url).toBe('wss://host/base/v1/live?board=front&have=%22tag%22');
    socket().say(hello(env));
    socket().say({ t: 'same' });
    expect(feed.status()).toBe('live');
  });

  it('applies newer readings only', async () => {
    await startNear();
    greet();
    socket().say(update('7000', 5));
    socket().say(update('6000', 4));
    socket().say(update('5000', 99, epoch - 1));
    expect(price()).toBe('7000');
  });

  it('starts afresh, and says so, when the server’s epoch is lower than what is held', async () => {
    await startNear();
    socket().say(hello(env, { epoch: epoch - 5 }));
    expect(told).toContain('afresh');
    expect(price()).toBeUndefined();
    socket().say({ t: 'snap', items: [quote(id, { price: '1' }, { e: epoch - 5 })] });
    expect(price()).toBe('1');
  });

  it('corrects its clock by hello and heartbeat', async () => {
    await startNear();
    expect(feed.now()).toBe(env.now());
    greet(undefined, { now: env.now() + 90_000 });
    expect(feed.now() - env.now()).toBe(90_000);
    socket().say({ t: 'hb', now: env.now() - 5, digest: '' });
    expect(feed.now() - env.now()).toBe(-5);
  });

  it('asks for the whole board again where the digests differ, and only there', async () => {
    await startNear();
    greet();
    const digest = digestOf(feed.model.readings());
    socket().say({ t: 'hb', now: env.now(), digest });
    env.clock.advance(1000);
    expect(env.sockets).toHaveLength(1);
    socket().say({ t: 'hb', now: env.now(), digest: '00000000' });
    env.clock.advance(1000);
    expect(env.sockets).toHaveLength(2);
    expect(socket().url).not.toContain('have');
  });

  it('forgets what the board’s first snap leaves out', async () => {
    await startNear();
    greet([quote(id, { price: '1' })]);
    expect(feed.model.readings().map((reading) => reading.id)).toEqual([id]);
  });

  it('fetches names again, once, for an item that has none', async () => {
    await startNear();
    greet();
    socket().say({ t: 'upd', items: [quote('quote:NEW', { price: '1' })] });
    socket().say({ t: 'upd', items: [quote('quote:NEW', { price: '2' }, { s: 2 })] });
    expect(env.asked).toHaveLength(2);
  });

  it('keeps trying for the snapshot, and says what is wrong', async () => {
    env.answers.clear();
    start();
    await settle();
    expect(feed.status()).toBe('unreachable');
    env.answers.set('/boards/front', { status: 404 });
    await env.clock.advanceAsync(1000);
    await settle();
    expect(feed.status()).toBe('unknown-board');
    env.answers.set('/boards/front', { body: sampleBoard() });
    await env.clock.advanceAsync(2000);
    await settle();
    expect(feed.status()).toBe('connecting');
  });

  it('takes an answer that is no board for none', async () => {
    env.answers.set('/boards/front', { body: { error: 'x' } });
    start();
    await settle();
    expect(feed.status()).toBe('unreachable');
  });

  it('polls every half minute after three failed tries, until the socket is back', async () => {
    await startNear();
    for (let failures = 0; failures < 3; failures += 1) {
      expect(env.asked).toHaveLength(1);
      socket().drop(1006);
      if (failures < 2) env.clock.advance(4000);
    }
    expect(feed.status()).toBe('lost');
    await settle();
    expect(env.asked).toHaveLength(2);
    env.answers.set('/boards/front', { body: sampleBoard({ items: [quote(id, { price: '1' }, { s: 2 })] }) });
    await env.clock.advanceAsync(30_000);
    expect(env.asked).toHaveLength(3);
    expect(price()).toBe('1');
    while (env.open().length === 0) env.clock.advance(500);
    greet();
    expect(feed.status()).toBe('live');
    const before = env.asked.length;
    await env.clock.advanceAsync(31_000);
    expect(env.asked).toHaveLength(before);
  });

  it('closes a minute after the page was hidden, at once when it is left, and returns', async () => {
    await startNear();
    greet();
    env.fire('hidden');
    env.clock.advance(35_000);
    socket().raw('{}');
    env.clock.advance(24_999);
    expect(env.open()).toHaveLength(1);
    env.clock.advance(1);
    expect(env.open()).toHaveLength(0);
    env.fire('visible');
    expect(env.open()).toHaveLength(1);
    env.fire('hide');
    expect(env.open()).toHaveLength(0);
    env.fire('show');
    expect(env.open()).toHaveLength(1);
  });

  it('tries at once when the network is back', async () => {
    await startNear();
    env.chance = 0.99;
    socket().drop(1006);
    env.fire('online');
    expect(env.sockets).toHaveLength(2);
  });

  it('follows an item beside the board, and takes it back', async () => {
    const lima = 'weather:lima-pe';
    const reading = weather(lima, { tempC: 20 });
    const meta = { id: lima, cls: 'weather', name: { en: 'Lima' } } as const;
    const detail: ItemDetail = { id: lima, meta, reading };
    env.answers.set('/items/weather%3Alima-pe', { body: detail });
    await startNear();
    greet();
    const unfollow = feed.follow(lima);
    expect(socket().sent).toEqual(['{"t":"sub","items":["weather:lima-pe"]}']);
    await settle();
    expect(feed.model.meta.get(lima)?.name.en).toBe('Lima');
    // The server has not heard of it yet: its digest is without it, and that is no disagreement.
    const digest = digestOf(sampleBoard().items);
    socket().say({ t: 'hb', now: env.now(), digest });
    env.clock.advance(1000);
    expect(env.sockets).toHaveLength(1);
    socket().drop(1006);
    env.clock.advance(1000);
    greet();
    expect(socket().sent).toHaveLength(1);
    expect(feed.model.held(lima)).toBeDefined();
    unfollow();
    expect(socket().sent.at(-1)).toBe('{"t":"sub","items":[]}');
  });

  it('knows which item the server does not know', async () => {
    env.answers.set('/items/weather%3Anowhere', { status: 404 });
    await startNear();
    feed.follow('weather:nowhere');
    await settle();
    expect(feed.isUnknown('weather:nowhere')).toBe(true);
  });

  it('leaves nothing behind when stopped', async () => {
    await startNear();
    greet();
    feed.follow('weather:nowhere');
    env.fire('hidden');
    feed.stop();
    await settle();
    expect(env.clock.pending()).toBe(0);
    expect(env.open()).toHaveLength(0);
    expect(env.listeners()).toBe(0);
  });
});
