import { describe, expect, it } from 'vitest';
import { conditions } from '../../src/protocol/reading.ts';
import { eventsAddress, serverOf, socketAddress, trimmed } from '../../widget/addresses.ts';
import type { Feed } from '../../widget/feed.ts';
import { createPage } from '../../widget/page.ts';
import { paletteFor } from '../../widget/palette.ts';
import { createPause } from '../../widget/pause.ts';
import { placeOf } from '../../widget/place.ts';
import { createPool } from '../../widget/pool.ts';
import { symbolStrokes } from '../../widget/symbols.ts';
import { fakeEnv } from './fake-env.ts';

describe('addresses', () => {
  it.each([
    ['https://host/v1/masthead.js', 'https://host'],
    ['https://host/v1/0123456789/masthead.js', 'https://host'],
    ['https://host:8/news/strip/v1/masthead.js?x=1#y', 'https://host:8/news/strip'],
  ])('of the server of %s is %s', (module, server) => expect(serverOf(module)).toBe(server));

  it('of the socket carry board and tag safely', () => {
    expect(socketAddress('http://h', 'a&b', 'W/"1"')).toBe('ws://h/v1/live?board=a%26b&have=W%2F%221%22');
    expect(socketAddress('https://h', 'a', undefined)).toBe('wss://h/v1/live?board=a');
  });

  it('of events carry the board and the items beside it safely', () => {
    expect(eventsAddress('https://h/b', 'a&b', [])).toBe('https://h/b/v1/events?board=a%26b');
    expect(eventsAddress('https://h', 'a', ['weather:x', 'quote:Y'])).toBe(
      'https://h/v1/events?board=a&items=weather%3Ax,quote%3AY',
    );
  });

  it.each(['https://h/b', 'https://h/b//', 'https://h/b ', 'https://h/b/\n '])(
    'lose the slashes and the white space at their end: %j',
    (base) => expect(trimmed(base)).toBe('https://h/b'),
  );
});

describe('the place', () => {
  const board = ['quote:SPX', 'weather:lima-pe', 'weather:la-paz-bo'] as const;

  it('is the one that was asked for, by its name or its id', () => {
    for (const asked of ['quito-ec', 'weather:quito-ec'])
      expect(placeOf(board, asked)).toBe('weather:quito-ec');
  });

  it('is the board’s first where none was asked for, or none that is one', () => {
    for (const asked of [undefined, '', 'Quito, Ecuador'])
      expect(placeOf(board, asked)).toBe('weather:lima-pe');
    expect(placeOf(['quote:SPX'])).toBeUndefined();
  });
});

describe('the palette', () => {
  it.each([
    ['zh-CN', 'east-asian'],
    ['zh-Hant-TW', 'east-asian'],
    ['ja', 'east-asian'],
    ['zh-HK', 'western'],
    ['zh-Hans-SG', 'western'],
    ['zh-Hant-MO', 'western'],
    ['ko-KR', 'korean'],
    ['kok', 'western'],
    ['de', 'western'],
  ])('in %s is %s unless another is asked for', (locale, palette) => {
    for (const asked of [undefined, '', 'auto']) expect(paletteFor(asked, locale)).toBe(palette);
    expect(paletteFor('colour-blind', locale)).toBe('colour-blind');
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

describe('the page', () => {
  const load = () => Promise.reject(new Error('no chunk'));

  it('starts nothing before its first strip', () => {
    const env = fakeEnv();
    createPage(env, 'https://h', load);
    expect([env.asked, env.sockets, env.clock.pending(), env.listeners()]).toEqual([[], [], 0, 0]);
  });

  it('polls where the browser saves data, and where the reader wants it slower', () => {
    const env = fakeEnv();
    const page = createPage(env, 'https://h', load);
    expect(page.polls()).toBe(false);
    env.saving = true;
    expect(page.polls()).toBe(true);
    env.saving = false;
    page.wishes.set({ pace: 'minute' });
    expect(page.polls()).toBe(true);
  });
});

describe('the pool', () => {
  it('shares a feed by server, board and language, and stops it with its last strip', () => {
    let stopped = 0;
    const made: string[] = [];
    const pool = createPool((...of) => {
      made.push(of.join(' '));
      return { base: of[0], stop: () => (stopped += 1) } as unknown as Feed;
    });
    const [first, second] = [pool.lease('a', 'x', 'en'), pool.lease('a', 'x', 'en')];
    const next = pool.lease('a', 'y', 'en');
    pool.lease('a', 'x', 'de');
    expect(first.feed).toBe(second.feed);
    expect([pool.first('a'), pool.first('b')]).toEqual([first.feed, undefined]);
    expect(made).toEqual(['a x en', 'a y en', 'a x de']);
    first.release();
    first.release();
    expect(stopped).toBe(0);
    second.release();
    expect(stopped).toBe(1);
    expect(pool.first('a')).toBe(next.feed);
    expect(pool.lease('a', 'x', 'en').feed).not.toBe(first.feed);
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
