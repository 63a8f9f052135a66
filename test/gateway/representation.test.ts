import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import {
  bareTag,
  codingFor,
  confirmedTag,
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
    expect(representation.form('identity').bytes).toBe(body);
    expect(brotliDecompressSync(representation.form('br').bytes)).toEqual(body);
    expect(gunzipSync(representation.form('gzip').bytes)).toEqual(body);
  });

  it('is compressed once', () => {
    expect(representation.form('br')).toBe(representation.form('br'));
    expect(representation.form('br').bytes.length).toBeLessThan(body.length / 5);
  });
});

describe('a tag', () => {
  it('follows the content', () => {
    expect(tagOf('a')).toBe(tagOf(Buffer.from('a')));
    expect(tagOf('a')).not.toBe(tagOf('b'));
    expect(tagOf('a')).toMatch(/^[0-9a-f]{24}$/);
  });

  it('is found again in whatever a client or a cache makes of it', () => {
    for (const text of [
      '"abc"',
      'W/"abc"',
      'abc',
      ' "abc" ',
      '"abc-br"',
      'W/"abc-gzip"',
      'abc-br',
      '"abc-br11"',
    ])
      expect(bareTag(text)).toBe('abc');
    expect(bareTag(entityTag('abc', 'br'))).toBe('abc');
  });

  it('differs from form to form on the wire', () => {
    const names = ['identity', 'br', 'br11', 'gzip'] as const;
    const tags = names.map((name) => entityTag('a', name));
    expect(new Set(tags).size).toBe(4);
    expect(tags.map(bareTag)).toEqual(['a', 'a', 'a', 'a']);
  });

  it.each([
    ['"a-br"', '"a-br11"', '"a-br"'],
    ['"a-br11"', '"a-br"', '"a-br11"'],
    ['"a-br", "a-br11"', '"a-br"', '"a-br"'],
    ['W/"a-br"', '"a-br11"', '"a-br"'],
    ['*', '"a-br11"', '"a-br11"'],
    ['"a-br"', '"a-gzip"', '"a-gzip"'],
    ['"a"', '"a-br"', '"a-br"'],
    [undefined, '"a-br11"', '"a-br11"'],
  ])('is confirmed to who holds %s, of which %s is current, as %s', (header, current, confirmed) => {
    expect(confirmedTag(header, 'a', current)).toBe(confirmed);
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
