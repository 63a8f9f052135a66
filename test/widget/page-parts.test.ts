import { describe, expect, it } from 'vitest';
import { conditions } from '../../src/protocol/reading.ts';
import { serverOf, socketAddress } from '../../widget/addresses.ts';
import type { Feed } from '../../widget/feed.ts';
import { createFrame } from '../../widget/frame.ts';
import { createPause } from '../../widget/pause.ts';
import { createPool } from '../../widget/pool.ts';
import { createStaleWatch } from '../../widget/stale-watch.ts';
import { symbolStrokes } from '../../widget/symbols.ts';
import { fakeEnv } from './fake-env.ts';

describe('addresses', () => {
  it.each([
    ['https://host/v1/masthead.js', 'https://host'],
    ['https://host:8/news/strip/v1/masthead.js?x=1#y', 'https://host:8/news/strip'],
  ])('of the server of %s is %s', (module, server) => expect(serverOf(module)).toBe(server));

  it('of the socket carry board and tag safely', () => {
    expect(socketAddress('http://h', 'a&b', 'W/"1"')).toBe('ws://h/v1/live?board=a%26b&have=W%2F%221%22');
    expect(socketAddress('https://h', 'a', undefined)).toBe('wss://h/v1/live?board=a');
  });
});

describe('the frame', () => {
  it('draws each thing once, all in one animation frame', async () => {
    const env = fakeEnv();
    const frame = createFrame(env);
    const drawn: string[] = [];
    const one = () => drawn.push('one');
    const two = () => drawn.push('two');
    for (const draw of [one, two, one, one]) frame.request(draw);
    expect(drawn).toEqual([]);
    await env.breathe();
    await env.breathe();
    expect(drawn).toEqual(['one', 'two']);
  });

  it('draws nothing that was cancelled', async () => {
    const env = fakeEnv();
    const frame = createFrame(env);
    const drawn: number[] = [];
    const draw = () => drawn.push(1);
    frame.request(draw);
    frame.cancel(draw);
    await env.breathe();
    expect(drawn).toEqual([]);
  });
});

describe('the pause', () => {
  it('is remembered once the reader has chosen, and not before', () => {
    const env = fakeEnv();
    const pause = createPause(env);
    expect(env.storage.size).toBe(0);
    pause.toggle();
    expect(createPause(env).isOn()).toBe(true);
    pause.toggle();
    expect(createPause(env).isOn()).toBe(false);
  });
});

describe('the pool', () => {
  it('shares a feed by server and board, and stops it with its last strip', () => {
    let stopped = 0;
    const made: string[] = [];
    const pool = createPool((base, board) => {
      made.push(`${base} ${board}`);
      return { stop: () => (stopped += 1) } as unknown as Feed;
    });
    const [first, second] = [pool.lease('a', 'x'), pool.lease('a', 'x')];
    pool.lease('a', 'y');
    expect(first.feed).toBe(second.feed);
    expect(made).toEqual(['a x', 'a y']);
    first.release();
    first.release();
    expect(stopped).toBe(0);
    second.release();
    expect(stopped).toBe(1);
    expect(pool.lease('a', 'x').feed).not.toBe(first.feed);
  });
});

describe('the stale watch', () => {
  it('looks again just after the earliest moment of all strips, with one timer', () => {
    const env = fakeEnv();
    const watch = createStaleWatch(env);
    const checks: string[] = [];
    const strip = (name: string, inMs: number | undefined) => ({
      nextInMs: () => inMs,
      recheck: () => void checks.push(name),
    });
    const leave = [
      watch.add(strip('a', 9000)),
      watch.add(strip('b', 5000)),
      watch.add(strip('c', undefined)),
    ];
    expect(env.clock.pending()).toBe(1);
    env.clock.advance(5000);
    expect(checks).toEqual([]);
    env.clock.advance(1);
    expect(checks).toEqual(['a', 'b', 'c']);
    for (const stop of leave) stop();
    expect(env.clock.pending()).toBe(0);
    expect(env.listeners()).toBe(0);
  });

  it('looks again within half a minute, and whenever the page comes back', () => {
    const env = fakeEnv();
    const watch = createStaleWatch(env);
    const checks: number[] = [];
    watch.add({ nextInMs: () => 3_600_000, recheck: () => void checks.push(1) });
    env.clock.advance(30_001);
    expect(checks).toHaveLength(1);
    env.fire('visible');
    expect(checks).toHaveLength(2);
  });
});

describe('the symbols', () => {
  it('differ for every sky, by day, and by night where the sun or moon is seen', () => {
    const pictures = conditions.map((condition) => JSON.stringify(symbolStrokes(condition, true)));
    expect(new Set(pictures).size).toBe(conditions.length);
    expect(symbolStrokes('clear', false)).not.toEqual(symbolStrokes('clear', true));
    expect(symbolStrokes('showers', false)).not.toEqual(symbolStrokes('showers', true));
  });

  it('are nothing for a sky that is unknown', () => {
    expect(symbolStrokes(undefined, true)).toEqual([]);
    expect(symbolStrokes('ash' as 'fog', true)).toEqual([]);
  });
});
