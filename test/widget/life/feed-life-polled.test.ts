import { readFileSync } from 'node:fs';
import { beforeEach, describe, expect, it } from 'vitest';
import { keepAlive } from '../../../widget/life/feed-life.ts';
import { settle } from '../../support/fake-clock.ts';
import { type FeedRig, feedRig, id, priceIn } from '../feed-rig.ts';
import { epoch, quote, sampleBoard, weather } from '../sample-board.ts';

const lima = 'weather:lima-pe';
let rig: FeedRig;

beforeEach(() => {
  rig = feedRig();
});

const boardCaching =
  /^\*\*Caching.\*\* Boards[^`]*`([^`]+)`/m.exec(readFileSync('docs/protocol.md', 'utf8'))?.[1] ?? '';

const answer = (doesAnswer: boolean) =>
  doesAnswer
    ? rig.env.answers.set('/boards/front', { etag: '"tag"', body: sampleBoard() })
    : rig.env.answers.delete('/boards/front');

describe('a feed whose figures are fetched every minute by choice', () => {
  beforeEach(() => {
    rig.polls = true;
  });

  it('is lost once a request has failed, and polled again with the next that succeeds', async () => {
    const { feed, life } = await rig.startLife();
    expect([feed.status, life.pollMs()]).toEqual(['polled', 60_000]);
    answer(false);
    await rig.env.clock.advanceAsync(60_000);
    expect(feed.status).toBe('lost');
    await rig.env.clock.advanceAsync(60_000);
    expect(feed.status).toBe('lost');
    answer(true);
    await rig.env.clock.advanceAsync(60_000);
    expect(feed.status).toBe('polled');
  });

  it('stays lost when the page is looked at again, until a request succeeds', async () => {
    const { feed } = await rig.startLife();
    answer(false);
    await rig.env.clock.advanceAsync(60_000);
    rig.env.fire('hidden');
    await rig.env.clock.advanceAsync(60_000);
    answer(true);
    rig.env.fire('visible');
    expect(feed.status).toBe('lost');
    await settle();
    expect(feed.status).toBe('polled');
  });

  it('asks at once when the network is back', async () => {
    const { feed } = await rig.startLife();
    answer(false);
    await rig.env.clock.advanceAsync(60_000);
    answer(true);
    const { length } = rig.env.asked;
    rig.env.fire('online');
    await settle();
    expect(rig.env.asked).toHaveLength(length + 1);
    expect(feed.status).toBe('polled');
    rig.env.fire('online');
    expect(rig.env.asked).toHaveLength(length + 1);
  });

  it('is polled at once where that is chosen after a link, whatever had failed before', async () => {
    const { feed, life } = await rig.startLife();
    answer(false);
    await rig.env.clock.advanceAsync(60_000);
    rig.polls = false;
    life.repace();
    rig.greet();
    expect([feed.status, life.pollMs()]).toEqual(['live', 0]);
    rig.polls = true;
    life.repace();
    expect(feed.status).toBe('polled');
  });
});

describe('a feed without a link on a device whose clock is wrong', () => {
  const hourMs = 3_600_000;
  const built = (builtAt: number) =>
    rig.env.answers.set('/boards/front', { etag: '"tag"', body: sampleBoard({ builtAt }) });

  beforeEach(() => {
    rig.polls = true;
  });

  it('takes a board for no younger than it is, so that nothing old looks live, and says so', async () => {
    const builtAt = rig.env.now() + 3 * hourMs;
    built(builtAt);
    const { feed } = await rig.startLife();
    expect(feed.now()).toBe(builtAt);
    expect(rig.told.at(-1)).toBe('status');
    built(builtAt + 90_000);
    rig.told.length = 0;
    await rig.env.clock.advanceAsync(60_000);
    expect(feed.now()).toBe(builtAt + 90_000);
    expect(rig.told).toContain('board');
    await rig.env.clock.advanceAsync(59_000);
    expect(feed.now()).toBe(builtAt + 149_000);
  });

  it('takes what the page itself brought for no younger either, where nothing else comes', async () => {
    const builtAt = rig.env.now() + 3 * hourMs;
    rig.env.brought.set('front', sampleBoard({ builtAt }));
    rig.env.answers.clear();
    const feed = await rig.startNear();
    rig.told.length = 0;
    keepAlive(feed, rig.env);
    expect(feed.now()).toBe(builtAt);
    expect(rig.told).toContain('board');
    await rig.env.clock.advanceAsync(60_000);
    expect([feed.now(), feed.status]).toEqual([builtAt + 60_000, 'lost']);
  });

  it('goes by its own clock where a cache has kept the board, or nobody says when it was built', async () => {
    built(rig.env.now() - hourMs);
    const { feed } = await rig.startLife();
    expect(feed.now()).toBe(rig.env.now());
    rig.env.answers.set('/boards/front', { body: { ...sampleBoard(), builtAt: 'yesterday' } });
    await rig.env.clock.advanceAsync(60_000);
    expect(feed.now()).toBe(rig.env.now());
  });

  it('keeps what a link has told of the time', async () => {
    rig.polls = false;
    const { feed } = await rig.startLife();
    rig.greet(undefined, { now: rig.env.now() + hourMs });
    built(rig.env.now() + 2 * hourMs);
    rig.socket().say({ t: 'upd', items: [{ ...quote('quote:NEW', { price: '1' }), s: 9 }] });
    await settle();
    expect(feed.now()).toBe(rig.env.now() + hourMs);
  });
});

describe('a feed without a link that gets a board of an earlier epoch', () => {
  const { items } = sampleBoard();
  const others = items.filter((item) => item.id !== id);
  const pollOf = async (price: string, s: number, e: number) => {
    const all = [...others.map((item) => ({ ...item, e, s: 1 })), quote(id, { price }, { e, s })];
    rig.env.answers.set('/boards/front', { body: sampleBoard({ items: all }) });
    await rig.env.clock.advanceAsync(60_000);
  };
  const earlier = epoch - 1000;

  beforeEach(() => {
    rig.polls = true;
  });

  it('starts afresh once that has gone on, for its server has begun anew', async () => {
    const { feed } = await rig.startLife();
    await pollOf('7001', 1, earlier);
    expect(priceIn(feed)).toBe('6931.42');
    expect(rig.told).not.toContain('afresh');
    await pollOf('7002', 2, earlier);
    expect(priceIn(feed)).toBe('7002');
    expect(rig.told.filter((change) => change === 'afresh')).toHaveLength(1);
    expect(feed.model.readings()).toHaveLength(items.length);
    await pollOf('7003', 3, earlier);
    expect(priceIn(feed)).toBe('7003');
    expect(rig.told.filter((change) => change === 'afresh')).toHaveLength(1);
  });

  it('keeps what it has however often a cache gives the same old one', async () => {
    const { feed } = await rig.startLife();
    for (let poll = 0; poll < 5; poll += 1) await pollOf('7001', 1, earlier);
    expect(priceIn(feed)).toBe('6931.42');
    expect(rig.told).not.toContain('afresh');
  });

  it('keeps what it has where its own epoch is told in between', async () => {
    const { feed } = await rig.startLife();
    await pollOf('7001', 1, earlier);
    await pollOf('7005', 5, epoch);
    await pollOf('7002', 2, earlier);
    expect(priceIn(feed)).toBe('7005');
    expect(rig.told).not.toContain('afresh');
  });

  it('keeps what it has where a link has been there in between', async () => {
    const { feed, life } = await rig.startLife();
    await pollOf('7001', 1, earlier);
    rig.polls = false;
    life.repace();
    rig.greet();
    rig.polls = true;
    await pollOf('7002', 2, earlier);
    life.repace();
    await settle();
    expect(feed.status).toBe('polled');
    expect(priceIn(feed)).toBe('6931.42');
  });
});

describe('a feed that no link gets through to', () => {
  it('is polled while requests succeed, and lost while they do not', async () => {
    const { feed, life } = await rig.startLife();
    rig.fail(3);
    expect(feed.status).toBe('lost');
    await rig.env.clock.advanceAsync(0);
    expect([feed.status, life.pollMs()]).toEqual(['polled', 40_000]);
    answer(false);
    await rig.env.clock.advanceAsync(40_000);
    expect(feed.status).toBe('lost');
    answer(true);
    await rig.env.clock.advanceAsync(40_000);
    expect(feed.status).toBe('polled');
    for (const open of rig.env.open()) open.drop(1006);
    expect(feed.status).toBe('polled');
  });

  it('asks no sooner than a browser’s cache has to ask the server, too', async () => {
    const [, fresh = 0, old = 0] =
      /max-age=(\d+), .*stale-while-revalidate=(\d+)/.exec(boardCaching)?.map(Number) ?? [];
    const { life } = await rig.startLife();
    rig.fail(3);
    expect(old).toBeGreaterThan(0);
    expect(life.pollMs()).toBeGreaterThan((fresh + old) * 1000);
  });

  it('is lost when the page is looked at again, until a request has succeeded anew', async () => {
    const { feed } = await rig.startLife();
    rig.fail(3);
    await rig.env.clock.advanceAsync(0);
    rig.env.fire('hidden');
    await rig.env.clock.advanceAsync(60_000);
    rig.env.fire('visible');
    rig.fail(3);
    expect(feed.status).toBe('lost');
    await rig.env.clock.advanceAsync(0);
    expect(feed.status).toBe('polled');
  });

  it('is polled too where the server has sent it away for good', async () => {
    const { feed } = await rig.startLife();
    rig.socket().drop(4400);
    await rig.env.clock.advanceAsync(0);
    expect(feed.status).toBe('polled');
  });

  it('is lost when the next loss comes after a link, until a request has succeeded anew', async () => {
    const { feed } = await rig.startLife();
    rig.socket().drop(4429);
    await rig.env.clock.advanceAsync(0);
    expect(feed.status).toBe('polled');
    await rig.env.clock.advanceAsync(120_000);
    rig.greet();
    answer(false);
    rig.socket().drop(4429);
    expect(feed.status).toBe('lost');
    await rig.env.clock.advanceAsync(0);
    expect(feed.status).toBe('lost');
  });

  it('has items beside the board fetched with it, though it has never had a link', async () => {
    rig.env.refusesSockets = true;
    const meta = { id: lima, cls: 'weather', name: { en: 'Lima' } } as const;
    const detail = (tempC: number, s: number) => ({
      body: { id: lima, meta, reading: weather(lima, { tempC }, { s }) },
    });
    rig.env.answers.set('/items/weather%3Alima-pe', detail(20, 1));
    const { feed, life } = await rig.startLife();
    life.follow(lima);
    await rig.env.clock.advanceAsync(10_000);
    rig.env.answers.set('/items/weather%3Alima-pe', detail(25, 2));
    await rig.env.clock.advanceAsync(60_000);
    expect(feed.model.held(lima)?.reading).toMatchObject({ value: { tempC: 25 } });
  });
});
