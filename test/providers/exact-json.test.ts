/** JSON numbers as the text they were written as. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { exactJsonBody, integer, numberText } from '../../src/providers/exact-json.ts';
import { UpstreamError } from '../../src/system/upstream-error.ts';

const read = (text: string) => exactJsonBody(text, z.unknown());
const figure = (text: string) => numberText.safeParse(text).data;

describe('a number in JSON', () => {
  it('keeps every digit and every zero', () => {
    expect(read('[1.10, -0.000000000000000000012, 12345678901234567890, 0, 1e5, 1.50E-7]')).toEqual([
      '1.10',
      '-0.000000000000000000012',
      '12345678901234567890',
      '0',
      '1e5',
      '1.50E-7',
    ]);
  });

  it('is told from digits, quotes and backslashes within a string', () => {
    const body = { 'a "1" b': 'x\\', '7': '\\"8\\', deep: [{ n: '9', t: '\u00e9 10' }], no: [null, true] };
    expect(read(JSON.stringify(body))).toEqual(body);
  });

  it('is all that changes, whatever the body', () => {
    const asText = (node: unknown): unknown => {
      if (typeof node === 'number') return JSON.stringify(node);
      if (Array.isArray(node)) return node.map(asText);
      if (typeof node !== 'object' || node === null) return node;
      return Object.fromEntries(Object.entries(node).map(([key, value]) => [key, asText(value)]));
    };
    fc.assert(
      fc.property(fc.json(), (text) => {
        expect(JSON.stringify(read(text))).toBe(JSON.stringify(asText(JSON.parse(text))));
      }),
      { numRuns: 500 },
    );
  });

  it.each(['', '{', '01', '1.', '.5', '+1', '1 2', '"a', '{"a":1,}', 'NaN', '<html>1</html>'])(
    'is not sought in what is no JSON: %j',
    (text) => {
      expect(() => read(text)).toThrow(UpstreamError);
    },
  );
});

describe('decimal text', () => {
  it.each([
    ['49053', '49053'],
    ['18710831.0', '18710831.0'],
    ['-2246.57482218', '-2246.57482218'],
    ['1.2e-7', '0.00000012'],
    ['-1.25E+3', '-1250'],
    ['1.25e1', '12.5'],
    ['1e2', '100'],
    ['0.5e1', '5'],
    ['12.5e-2', '0.125'],
    ['1e0', '1'],
    ['-0.0', '-0.0'],
  ])('of %s is %s', (text, plain) => {
    expect(figure(text)).toBe(plain);
  });

  it.each([
    '1e309',
    '1e31',
    '1e-31',
    '1e9999',
    `1${'0'.repeat(30)}`,
    `0.${'1'.repeat(31)}`,
    '',
    'NaN',
    '1,5',
    ' 1',
    'true',
  ])('of %s there is none', (text) => {
    expect(figure(text)).toBeUndefined();
  });

  it('is the number itself, exponent or not', () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true, min: -1e15, max: 1e15 }), (number) => {
        const plain = figure(JSON.stringify(number));
        // Below a quadrillionth the digits of a float pass the thirtieth decimal.
        if (plain === undefined) expect(Math.abs(number)).toBeLessThan(1e-13);
        else expect(Number(plain)).toBe(JSON.parse(JSON.stringify(number)));
      }),
      { numRuns: 1000 },
    );
  });
});

it('takes whole numbers within what a float holds exactly', () => {
  expect(integer.parse('1700000000000')).toBe(1_700_000_000_000);
  for (const text of ['-1', '1.0', '1e3', '9999999999999999', '']) {
    expect(integer.safeParse(text).success).toBe(false);
  }
});
