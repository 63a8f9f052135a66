import { beforeEach, describe, expect, it } from 'vitest';
import { type Chunks, createChunks } from '../../widget/chunks.ts';
import { settle } from '../support/fake-clock.ts';
import { type FakeEnv, fakeEnv } from './fake-env.ts';

const finish = { finishStrip: () => () => {} };
let env: FakeEnv;
let chunks: Chunks;
/** Addresses asked for. */
let asked: string[];
/** What there is, by name; what is not here fails to come. */
let there: Map<string, unknown>;
let got: unknown[];

beforeEach(() => {
  env = fakeEnv();
  env.chance = 0;
  asked = [];
  got = [];
  there = new Map<string, unknown>([['finish', finish]]);
  chunks = createChunks(env, async (name, again) => {
    asked.push(`${name}.js${again}`);
    if (!there.has(name)) throw new TypeError('Failed to fetch dynamically imported module');
    return there.get(name);
  });
});

const take = (chunk: unknown) => void got.push(chunk);

describe('the idle chunk', () => {
  it('is loaded once, however many strips want it', async () => {
    for (let strips = 0; strips < 3; strips += 1) chunks.until('finish', take);
    await settle();
    chunks.until('finish', take);
    await settle();
    expect(asked).toEqual(['finish.js']);
    expect(got).toEqual([finish, finish, finish, finish]);
  });

  it('is tried again with another address, later each time, until it comes', async () => {
    there.clear();
    chunks.until('finish', take);
    await settle();
    for (const waitMs of [5000, 10_000, 15_000, 20_000]) {
      const { length } = asked;
      await env.clock.advanceAsync(waitMs - 1);
      expect(asked).toHaveLength(length);
      await env.clock.advanceAsync(1);
      expect(asked).toHaveLength(length + 1);
    }
    expect(asked.slice(0, 3)).toEqual(['finish.js', 'finish.js?again=1', 'finish.js?again=2']);
    expect(new Set(asked).size).toBe(asked.length);
    there.set('finish', finish);
    await env.clock.advanceAsync(25_000);
    expect(got).toEqual([finish]);
    expect(env.clock.pending()).toBe(0);
  });

  it('is tried again at a moment of its own, so that pages do not come back together', async () => {
    there.clear();
    env.chance = 0.5;
    chunks.until('finish', take);
    await settle();
    await env.clock.advanceAsync(7499);
    expect(asked).toHaveLength(1);
    await env.clock.advanceAsync(1);
    expect(asked).toHaveLength(2);
  });

  it('is one and the same for all strips after a failure too', async () => {
    there.clear();
    for (let strips = 0; strips < 3; strips += 1) chunks.until('finish', take);
    await settle();
    there.set('finish', finish);
    await env.clock.advanceAsync(5000);
    chunks.until('finish', take);
    await settle();
    expect(asked).toHaveLength(2);
    expect(new Set(asked).size).toBe(2);
    expect(got).toHaveLength(4);
  });

  it('is not given to a strip that has gone, and not tried for it again', async () => {
    chunks.until('finish', take)();
    await settle();
    expect(got).toEqual([]);
    there.clear();
    chunks = createChunks(env, () => Promise.reject(new Error('offline')));
    const leave = chunks.until('finish', take);
    await settle();
    expect(env.clock.pending()).toBe(1);
    leave();
    expect(env.clock.pending()).toBe(0);
  });

  it('is not tried again for a strip that has gone while it was on its way', async () => {
    there.clear();
    chunks.until('finish', take)();
    await settle();
    expect(env.clock.pending()).toBe(0);
  });
});

describe('any other chunk', () => {
  it('is loaded once, and can be asked for again where it did not come', async () => {
    await expect(chunks.load('panels')).rejects.toThrow('Failed to fetch');
    there.set('panels', finish);
    expect(await chunks.load('panels')).toBe(finish);
    expect(await chunks.load('panels')).toBe(finish);
    expect(asked).toEqual(['panels.js', 'panels.js?again=1']);
  });
});

describe('words', () => {
  it.each(['en', 'en-GB', 'nb', 'x'])('of %s are none, and none are loaded', async (locale) => {
    expect(await chunks.words(locale)).toBeUndefined();
    expect(asked).toEqual([]);
  });

  it('of another language are loaded by its name, once', async () => {
    there.set('words/zh-hant', { default: ['一'] });
    expect(await Promise.all([chunks.words('zh-TW'), chunks.words('zh-HK')])).toEqual([['一'], ['一']]);
    expect(asked).toEqual(['words/zh-hant.js']);
  });

  it('of a language that is slow to come are none after a second and a half', async () => {
    chunks = createChunks(env, () => new Promise<never>(() => {}));
    let words: unknown = 'awaited';
    void chunks.words('de').then((none) => {
      words = none;
    });
    await env.clock.advanceAsync(1499);
    expect(words).toBe('awaited');
    await env.clock.advanceAsync(1);
    expect(words).toBeUndefined();
  });

  it('of a language that will not come are none', async () => {
    expect(await chunks.words('de-AT')).toBeUndefined();
    expect(asked).toEqual(['words/de.js']);
    expect(env.clock.pending()).toBe(0);
  });
});
