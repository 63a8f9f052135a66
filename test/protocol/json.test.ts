import { describe, expect, it } from 'vitest';
import { parseJson } from '../../src/protocol/json.ts';

describe('a text that may be JSON', () => {
  it.each([
    ['{"a":[1]}', { a: [1] }],
    ['null', null],
  ])('is what it says: %j', (text, value) => expect(parseJson(text)).toEqual(value));

  it.each(['', '{', 'undefined', null, undefined])('is nothing where it is none: %j', (text) =>
    expect(parseJson(text)).toBeUndefined(),
  );
});
