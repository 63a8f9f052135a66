import { beforeEach, describe, expect, it } from 'vitest';
import { Feed } from '../../widget/feed.ts';
import { settle } from '../support/fake-clock.ts';
import { hello } from './fake-env.ts';
import { type FeedRig, feedRig, id, priceIn, update } from './feed-rig.ts';
import { epoch, quote, sampleBoard } from './sample-board.ts';

let rig: FeedRig;

beforeEach(() => {
  rig = feedRig();
});

describe('a feed', () => {
  it('fetches the snapshot first and opens the socket with its tag, when near and idle', async () => {
    const { env, socket } = rig;
    const feed = rig.start();
    expect(feed.status).toBe('loading');
    await settle();
    expect(feed.status).toBe('connecting');
    expect(env.asked).toEqual(['https://host/base/v1/boards/front?lang=en']);
    await env.breathe();
    expect(env.sockets).toHaveLength(0);
    feed.near();
    feed.near();
    expect(env.sockets).toHaveLength(0);
    expect(feed.isReady).toBeFalsy();
    await env.breathe();
    expect(env.sockets).toHaveLength(1);
    expect(feed.isReady).toBe(true);
    expect(socket().url).toBe('wss://host/base/v1/live?board=front&have=%22tag%22');
    socket().say(hello(env));
    expect(feed.status).toBe('connecting');
    socket().say({ t: 'same' });
    expect(feed.status).toBe('live');
  });

  it('asks for nothing before the page has time, and shows what the page itself brought at once', async () => {
    const { env } = rig;
    const make = () =>
      new Feed({
        env,
        base: 'https://host',
        board: 'front',
        locale: 'en',
        polls: () => false,
        carrier: () => undefined,
      });
    const asking = make();
    await settle();
    expect(env.asked).toEqual([]);
    await env.breathe();
    expect(env.asked).toHaveLength(1);
    expect(asking.model.loaded).toBe(true);
    env.brought.set('front', sampleBoard());
    const brought = make();
    await settle();
    expect(brought.model.loaded).toBe(true);
    expect(env.asked).toHaveLength(1);
  });

  it('waits for the snapshot where the strip is near before it', async () => {
    const feed = rig.start();
    feed.near();
    await rig.env.breathe();
    expect(rig.env.sockets).toHaveLength(0);
    await rig.env.breathe();
    expect(rig.env.sockets).toHaveLength(1);
  });

  it('applies newer readings only', async () => {
    const feed = await rig.startNear();
    rig.greet();
    rig.socket().say(update('7000', 5));
    rig.socket().say(update('6000', 4));
    rig.socket().say(update('5000', 99, epoch - 1));
    expect(priceIn(feed)).toBe('7000');
    expect(rig.told).toContain('items');
  });

  it('starts afresh, and says so, when the server’s epoch is lower than what is held', async () => {
    const feed = await rig.startNear();
    rig.socket().say(hello(rig.env, { epoch: epoch - 5 }));
    expect(rig.told).toContain('afresh');
    expect(feed.etag).toBeUndefined();
    expect(priceIn(feed)).toBeUndefined();
    rig.socket().say({ t: 'snap', items: [quote(id, { price: '1' }, { e: epoch - 5 })] });
    expect(priceIn(feed)).toBe('1');
  });

  it('corrects its clock by hello and heartbeat', async () => {
    const { env, socket } = rig;
    const feed = await rig.startNear();
    expect(feed.now()).toBe(env.now());
    rig.greet(undefined, { now: env.now() + 90_000, heartbeat: 7000 });
    expect(feed.now() - env.now()).toBe(90_000);
    expect(feed.hello?.heartbeat).toBe(7000);
    socket().say({ t: 'hb', now: env.now() - 5, digest: '' });
    expect(feed.now() - env.now()).toBe(-5);
    socket().raw('{"t":"hb","now":"noon","digest":""}');
    expect(feed.now() - env.now()).toBe(-5);
  });

  it('forgets what the board’s first snap leaves out, and nothing for a later one', async () => {
    const feed = await rig.startNear();
    rig.greet([quote(id, { price: '1' })]);
    expect(feed.model.readings().map((reading) => reading.id)).toEqual([id]);
    rig.socket().say({ t: 'snap', items: [] });
    expect(feed.model.readings()).toHaveLength(1);
  });

  it('is connecting again when its socket is lost, and leaves coming back to others', async () => {
    const feed = await rig.startNear();
    rig.greet();
    rig.socket().drop(1006);
    expect(feed.status).toBe('connecting');
    expect(feed.socket).toBeUndefined();
    rig.env.clock.advance(600_000);
    expect(rig.env.sockets).toHaveLength(1);
  });

  it.each([
    ['nothing answers', undefined, 'unreachable'],
    ['the server does not know the board', { status: 404 }, 'unknownBoard'],
    ['the answer is no board', { body: { error: 'x' } }, 'unreachable'],
    ['the answer is nothing at all', { body: null }, 'unreachable'],
  ] as const)('says so where %s, whatever its socket does', async (_what, answer, status) => {
    rig.env.answers.clear();
    if (answer !== undefined) rig.env.answers.set('/boards/front', answer);
    const feed = await rig.startNear();
    expect(feed.status).toBe(status);
    expect(feed.isReady).toBe(true);
    rig.socket().drop(1006);
    expect(feed.status).toBe(status);
  });

  it('gives up on a snapshot that does not come within ten seconds', async () => {
    rig.env.silent = true;
    const feed = rig.start();
    await rig.env.clock.advanceAsync(9999);
    expect(feed.status).toBe('loading');
    await rig.env.clock.advanceAsync(1);
    expect(feed.status).toBe('unreachable');
  });

  it('asks for no snapshot where the page has brought the board, and for all of it over the socket', async () => {
    rig.env.brought.set('front', sampleBoard({ items: [quote(id, { price: '5' })] }));
    const feed = await rig.startNear();
    expect(priceIn(feed)).toBe('5');
    expect(rig.env.asked).toEqual([]);
    expect(rig.socket().url).toBe('wss://host/base/v1/live?board=front');
  });

  it('asks the server where what the page has brought is no board, such as an error', async () => {
    const { items: _items, ...half } = sampleBoard();
    const broken = [{ error: 'no-state' }, half, null];
    for (const [before, board] of broken.entries()) {
      rig.env.brought.set('front', board);
      const feed = await rig.startNear();
      expect(rig.env.asked).toHaveLength(before + 1);
      expect(feed.model.loaded).toBe(true);
    }
  });

  it('takes a first snap in which something is no item', async () => {
    const feed = await rig.startNear();
    rig.socket().say(hello(rig.env));
    rig.socket().say({ t: 'snap', items: [null as never, quote(id, { price: '7' }, { s: 9 })] });
    expect(priceIn(feed)).toBe('7');
    expect(feed.isWhole).toBe(true);
  });

  it('leaves out what is no item in a board, and shows the rest', async () => {
    const { meta, items, ...board } = sampleBoard();
    const broken = [null, 5, { id: 7 }];
    const nameless = { id: 'quote:NEW', cls: 'share', name: null };
    const brought = { ...board, meta: [...broken, nameless, ...meta], items: [...broken, ...items] };
    rig.env.brought.set('front', brought);
    const feed = await rig.startNear();
    expect(feed.model.board).toEqual(meta.map((each) => each.id));
    expect(feed.model.readings()).toHaveLength(items.length);
  });

  it.each([
    ['figures are to be fetched now and then', (of: FeedRig) => (of.polls = true)],
    ['the page is hidden or rendered ahead of time', ({ env }: FeedRig) => (env.visible = false)],
  ])('opens no socket where %s', async (_what, set) => {
    set(rig);
    const feed = await rig.startNear();
    expect(rig.env.sockets).toHaveLength(0);
    expect(feed).toMatchObject({ isReady: true, status: 'connecting' });
    expect(feed.model.loaded).toBe(true);
  });

  it('opens no socket where the idle chunk already keeps it', async () => {
    const feed = rig.start();
    feed.isKept = true;
    feed.near();
    await rig.env.breathe();
    await rig.env.breathe();
    expect(feed.isReady).toBe(true);
    expect(rig.env.sockets).toHaveLength(0);
  });

  it('bears a browser that refuses to open a socket at all', async () => {
    rig.env.refusesSockets = true;
    const feed = await rig.startNear();
    expect(feed).toMatchObject({ isReady: true, status: 'connecting' });
    expect(feed.socket).toBeUndefined();
  });

  it('gives its request up when stopped', async () => {
    rig.env.silent = true;
    const feed = rig.start();
    await settle();
    expect(rig.env.asked).toHaveLength(1);
    feed.stop();
    await settle();
    expect(rig.env.clock.pending()).toBe(0);
  });

  it('leaves nothing behind when stopped', async () => {
    const feed = await rig.startNear();
    rig.greet();
    feed.stop();
    expect(rig.env.open()).toHaveLength(0);
    expect(rig.env.clock.pending()).toBe(0);
  });

  it('opens nothing any more when stopped before its snapshot or before the page’s idle time', async () => {
    const early = rig.start();
    early.near();
    early.stop();
    const late = rig.start();
    late.near();
    await settle();
    late.stop();
    await rig.env.breathe();
    expect(rig.env.sockets).toHaveLength(0);
    expect(rig.env.clock.pending()).toBe(0);
  });
});
