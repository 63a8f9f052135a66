import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import {
  bareTag,
  codingFor,
  createRepresentation,
  entityTag,
  matchesTag,
  tagOf,
} from '../../src/gateway/representation.ts';

describe('a representation', () => {
  const body = Buffer.from('masthead '.repeat(200));
  const representation = createRepresentation({
    contentType: 'text/plain',
    tag: tagOf(body),
    body,
    brotliQuality: 5,
  });

  it('is the same content in every coding', () => {
    expect(representation.bytes('identity')).toBe(body);
    expect(brotliDecompressSync(representation.bytes('br'))).toEqual(body);
    expect(gunzipSync(representation.bytes('gzip'))).toEqual(body);
  });

  it('is compressed once', () => {
    expect(representation.bytes('br')).toBe(representation.bytes('br'));
    expect(representation.bytes('br').length).toBeLessThan(body.length / 5);
  });
});

describe('a tag', () => {
  it('follows the content', () => {
    expect(tagOf('a')).toBe(tagOf(Buffer.from('a')));
    expect(tagOf('a')).not.toBe(tagOf('b'));
    expect(tagOf('a')).toMatch(/^[0-9a-f]{24}$/);
  });

  it('is found again in whatever a client or a cache makes of it', () => {
    for (const text of ['"abc"', 'W/"abc"', 'abc', ' "abc" ', '"abc-br"', 'W/"abc-gzip"', 'abc-br'])
      expect(bareTag(text)).toBe('abc');
    expect(bareTag(entityTag('abc', 'br'))).toBe('abc');
  });

  it('differs from coding to coding on the wire', () => {
    expect(new Set([entityTag('a', 'identity'), entityTag('a', 'br'), entityTag('a', 'gzip')]).size).toBe(3);
  });

  it('is matched anywhere in a list, by a star, and by nothing else', () => {
    expect(matchesTag('"x", W/"abc-br"', 'abc')).toBe(true);
    expect(matchesTag('*', 'abc')).toBe(true);
    expect(matchesTag('"abcd"', 'abc')).toBe(false);
    expect(matchesTag('', 'abc')).toBe(false);
    expect(matchesTag(undefined, 'abc')).toBe(false);
  });
});

describe('the coding', () => {
  it.each([
    [undefined, 'identity'],
    ['', 'identity'],
    ['identity', 'identity'],
    ['deflate', 'identity'],
    ['gzip', 'gzip'],
    ['gzip, deflate, br', 'br'],
    ['GZIP;q=0.5, Br;q=0.1', 'br'],
    ['br;q=0, gzip', 'gzip'],
    ['br; q=0.000, gzip;q=0', 'identity'],
    ['brotli', 'identity'],
  ])('for %j is %s', (header, coding) => {
    expect(codingFor(header)).toBe(coding);
  });
});
