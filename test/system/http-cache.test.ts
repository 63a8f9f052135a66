import { describe, expect, it } from 'vitest';
import { createHttpCache, type Held } from '../../src/system/http-cache.ts';

const held = (text: string): Held => ({
  answer: {
    status: 200,
    contentType: 'application/json',
    text,
    confirmedAt: 1,
    freshUntil: 2,
    from: 'network',
  },
  etag: '"a"',
  lastModified: undefined,
});

describe('what is held of an upstream, for another process', () => {
  it('is told once after each change, and taken up as it was', () => {
    const ours = createHttpCache();
    expect(ours.news()).toBeUndefined();
    ours.put('https://a.example/x', held('1'));
    const news = ours.news() ?? '';
    expect(ours.news()).toBeUndefined();
    const theirs = createHttpCache();
    theirs.remember(news);
    expect(theirs.get('https://a.example/x')).toMatchObject({
      etag: '"a"',
      answer: { text: '1', freshUntil: 2 },
    });
    // What was told by another is no news.
    expect(theirs.news()).toBeUndefined();
  });

  it('does not take the place of what was heard itself', () => {
    const ours = createHttpCache();
    ours.put('https://a.example/x', held('old'));
    const theirs = createHttpCache();
    theirs.put('https://a.example/x', held('new'));
    theirs.remember(ours.news() ?? '');
    expect(theirs.get('https://a.example/x')?.answer.text).toBe('new');
  });

  it('leaves the oldest bodies out where there are too many', () => {
    const ours = createHttpCache();
    for (const name of ['a', 'b', 'c']) ours.put(name, held('x'.repeat(400_000)));
    const theirs = createHttpCache();
    theirs.remember(ours.news() ?? '');
    expect(['a', 'b', 'c'].map((name) => theirs.get(name) !== undefined)).toEqual([false, true, true]);
  });

  it.each(['', '{}', '[1]', '[["a",{}]]', '[["a",null]]'])(
    'is nothing where it cannot be read: %j',
    (text) => {
      const cache = createHttpCache();
      cache.remember(text);
      expect(cache.get('a')).toBeUndefined();
    },
  );
});
