import { beforeEach, describe, expect, it } from 'vitest';
import { keepAlive } from '../../../widget/life/feed-life.ts';
import { settle } from '../../support/fake-clock.ts';
import { type FeedRig, feedRig } from '../feed-rig.ts';
import { sampleBoard } from '../sample-board.ts';

let rig: FeedRig;

beforeEach(() => {
  rig = feedRig();
});

describe('a page that is left', () => {
  it('closes a minute after it was hidden, at once when it is left, and returns', async () => {
    const { env } = rig;
    await rig.startLife();
    env.fire('hidden');
    env.clock.advance(35_000);
    rig.socket().raw('{}');
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

  it('keeps its link through a short look at another tab', async () => {
    const { env } = rig;
    await rig.startLife();
    env.fire('hidden');
    env.clock.advance(30_000);
    env.fire('visible');
    for (let waited = 0; waited < 120_000; waited += 10_000) {
      rig.socket().raw('{}');
      env.clock.advance(10_000);
    }
    expect([env.open().length, env.sockets.length]).toEqual([1, 1]);
  });

  it('opens no link for a page that is shown again in a hidden tab, nor for another pace there', async () => {
    const { env } = rig;
    const { life } = await rig.startLife();
    env.fire('hidden');
    env.fire('hide');
    env.fire('show');
    life.repace();
    expect(env.open()).toHaveLength(0);
    env.fire('visible');
    expect(env.open()).toHaveLength(1);
  });

  it('closes a socket that it takes over hidden a minute later', async () => {
    const { env } = rig;
    const feed = await rig.startNear();
    rig.greet();
    env.visible = false;
    keepAlive(feed, env);
    env.clock.advance(35_000);
    rig.socket().raw('{}');
    env.clock.advance(24_999);
    expect(env.open()).toHaveLength(1);
    env.clock.advance(1);
    expect(env.open()).toHaveLength(0);
    env.fire('visible');
    expect(env.open()).toHaveLength(1);
  });

  it('has no link while it is hidden or rendered ahead of time, and one when it is seen', async () => {
    rig.env.visible = false;
    await rig.startLife();
    await rig.env.clock.advanceAsync(120_000);
    expect(rig.env.sockets).toHaveLength(0);
    expect(rig.env.asked).toHaveLength(1);
    rig.env.fire('visible');
    expect(rig.env.sockets).toHaveLength(1);
  });

  it('asks for nothing while it is hidden, whatever had failed before', async () => {
    const { env } = rig;
    rig.polls = true;
    const { life } = await rig.startLife();
    life.follow('weather:lima-pe');
    env.answers.clear();
    await env.clock.advanceAsync(60_000);
    env.fire('hidden');
    await env.clock.advanceAsync(60_000);
    const { length } = env.asked;
    await env.clock.advanceAsync(3_600_000);
    expect(env.asked).toHaveLength(length);
  });

  it('does not go on with a request that was under way when it was hidden', async () => {
    const { env } = rig;
    rig.polls = true;
    await rig.startLife();
    env.silent = true;
    await env.clock.advanceAsync(55_000);
    env.fire('hidden');
    await env.clock.advanceAsync(60_000);
    const { length } = env.asked;
    await env.clock.advanceAsync(3_600_000);
    expect(env.asked).toHaveLength(length);
  });

  it('waits with the board that it has not got, and asks for it when it is seen', async () => {
    const { env } = rig;
    env.answers.clear();
    env.refusesSockets = true;
    const { feed } = await rig.startLife();
    env.fire('hidden');
    await env.clock.advanceAsync(60_000);
    const { length } = env.asked;
    await env.clock.advanceAsync(3_600_000);
    expect(env.asked).toHaveLength(length);
    env.answers.set('/boards/front', { body: sampleBoard() });
    env.fire('visible');
    await settle();
    expect(feed.model.loaded).toBe(true);
  });

  it('tries at once when the network is back, and says when it goes', async () => {
    const { env, told } = rig;
    await rig.startLife();
    env.chance = 0.99;
    rig.socket().drop(1006);
    const before = told.length;
    env.fire('offline');
    expect(told.slice(before)).toEqual(['status']);
    expect(env.sockets).toHaveLength(1);
    env.fire('online');
    expect(env.sockets).toHaveLength(2);
  });

  it('gives a link up soon that says nothing more while the browser is offline', async () => {
    const { feed } = await rig.startLife();
    rig.env.fire('offline');
    rig.env.clock.advance(4999);
    expect(feed.status).toBe('live');
    rig.env.clock.advance(1);
    expect(feed.status).toBe('lost');
  });
});
