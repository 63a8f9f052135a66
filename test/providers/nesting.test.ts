import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { jsonBody } from '../../src/providers/body.ts';
import { exactJsonBody } from '../../src/providers/exact-json.ts';
import { isNestedTooDeep, maxNesting } from '../../src/providers/nesting.ts';
import { xmlBody } from '../../src/providers/xml-body.ts';
import { UpstreamError } from '../../src/system/upstream-error.ts';

const arrays = (levels: number) => '['.repeat(levels) + ']'.repeat(levels);
const objects = (levels: number) => `${'{"a":'.repeat(levels)}1${'}'.repeat(levels)}`;
const elements = (levels: number) => '<a>'.repeat(levels) + '</a>'.repeat(levels);

const kindOf = (work: () => unknown) => {
  try {
    work();
    return 'read';
  } catch (error) {
    return error instanceof UpstreamError ? error.kind : error;
  }
};

describe('the depth of a body', () => {
  it.each([
    ['arrays', (text: string) => jsonBody(text, z.unknown()), arrays],
    ['objects', (text: string) => jsonBody(text, z.unknown()), objects],
    ['arrays whose figures stay text', (text: string) => exactJsonBody(text, z.unknown()), arrays],
    ['elements', (text: string) => xmlBody(text, z.unknown(), []), elements],
  ])('of %s is bounded', (_of, read, nested) => {
    expect(kindOf(() => read(nested(maxNesting)))).toBe('read');
    expect(kindOf(() => read(nested(maxNesting + 1)))).toBe('shape');
    expect(kindOf(() => read(nested(100_000)))).toBe('shape');
    // Never closed: the end is not needed to see it.
    expect(kindOf(() => read(nested(100_000).slice(0, 100_000)))).toBe('shape');
  });

  it('counts what is open, not what was ever opened', () => {
    const wide = `[${Array.from({ length: 1_000 }, () => '[{"a":[]}]').join()}]`;
    expect(isNestedTooDeep(wide)).toBe(false);
    expect(isNestedTooDeep(`[${wide},${arrays(maxNesting)}]`)).toBe(true);
  });

  it('is not raised by brackets within texts', () => {
    expect(isNestedTooDeep(JSON.stringify(['['.repeat(1_000), `"${'{'.repeat(1_000)}`, '\\']))).toBe(false);
    expect(isNestedTooDeep(JSON.stringify({ [`\\"${'['.repeat(1_000)}`]: 1 }))).toBe(false);
  });

  it('is found behind texts of every kind', () => {
    const text = JSON.stringify(['"', '\\', '\\"', '[', '', '\u2028']);
    expect(isNestedTooDeep(`[${text},${arrays(maxNesting - 1)}]`)).toBe(false);
    expect(isNestedTooDeep(`[${text},${arrays(maxNesting)}]`)).toBe(true);
  });

  it('of a body that breaks off is left to the parser', () => {
    for (const text of ['', '"', '"\\', '["[[', ']]]]', '[}']) expect(isNestedTooDeep(text)).toBe(false);
  });
});

describe('XML that is not well formed', () => {
  it.each(['', '<a>', '<a></b>', '<a></a><b></b>', '<a x=1></a>', '<a', '{}'])(
    'as in %j is refused',
    (text) => {
      expect(kindOf(() => xmlBody(text, z.unknown(), []))).toBe('shape');
    },
  );
});
