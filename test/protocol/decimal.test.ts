import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  compareDecimals,
  divide,
  isDecimal,
  percentOf,
  roundDecimal,
  signOf,
  subtract,
} from '../../src/protocol/decimal.ts';

const scaled = fc.record({
  digits: fc.bigInt({ min: -(10n ** 15n), max: 10n ** 15n }),
  scale: fc.integer({ min: 0, max: 8 }),
});
type Scaled = { readonly digits: bigint; readonly scale: number };

/** The text of digits / 10^scale, built without the code under test. */
function textOf({ digits, scale }: Scaled): string {
  const plain = (digits < 0n ? -digits : digits).toString().padStart(scale + 1, '0');
  const cut = plain.length - scale;
  return `${digits < 0n ? '-' : ''}${plain.slice(0, cut)}${scale > 0 ? `.${plain.slice(cut)}` : ''}`;
}

/** The value in units of 10^-30: exact for all of these tests. */
function unitsOf(text: string): bigint {
  const [whole = '', fraction = ''] = text.replace('-', '').split('.');
  const units = BigInt(whole + fraction.padEnd(30, '0'));
  return text.startsWith('-') ? -units : units;
}

describe('decimal text', () => {
  it.each(['0', '-0.5', '12.30', '007', '9'.repeat(30), `0.${'1'.repeat(30)}`])('may be %s', (text) => {
    expect(isDecimal(text)).toBe(true);
  });

  it.each([
    '',
    '.',
    '.5',
    '5.',
    '+1',
    '--1',
    '1e5',
    '1e309',
    '1,000',
    '1 000',
    ' 1',
    '1\n',
    'NaN',
    'Infinity',
    '0x10',
    '١٢',
    '9'.repeat(31),
    7,
    null,
    undefined,
  ])('may not be %j', (value) => {
    expect(isDecimal(value)).toBe(false);
  });

  it('is demanded by every operation', () => {
    for (const bad of ['', '1e5', 'x'.repeat(1000)]) {
      expect(() => subtract(bad, '1')).toThrow(RangeError);
      expect(() => compareDecimals('1', bad)).toThrow(RangeError);
      expect(() => percentOf(bad, '1')).toThrow(RangeError);
      expect(() => divide('1', bad, 2)).toThrow(RangeError);
      expect(() => roundDecimal(bad, 2)).toThrow(RangeError);
      expect(() => signOf(bad)).toThrow(RangeError);
    }
  });
});

describe('a difference', () => {
  it('is exact where floats are not', () => {
    expect(subtract('0.3', '0.1')).toBe('0.2');
    expect(subtract('0.1', '0.30')).toBe('-0.20');
    expect(subtract('100', '99.99')).toBe('0.01');
  });

  it('is exact and as long as the longer of the two', () => {
    fc.assert(
      fc.property(scaled, scaled, (a, b) => {
        const result = subtract(textOf(a), textOf(b));
        expect(unitsOf(result)).toBe(unitsOf(textOf(a)) - unitsOf(textOf(b)));
        expect(result.split('.')[1]?.length ?? 0).toBe(Math.max(a.scale, b.scale));
      }),
    );
  });
});

describe('a comparison', () => {
  it('is about the value, not the spelling', () => {
    expect(compareDecimals('1.50', '1.5')).toBe(0);
    expect(compareDecimals('-1', '0.0')).toBe(-1);
    expect(compareDecimals('10', '9.99')).toBe(1);
  });

  it('has the sign of the difference', () => {
    fc.assert(
      fc.property(scaled, scaled, (a, b) => {
        const difference = unitsOf(textOf(a)) - unitsOf(textOf(b));
        expect(compareDecimals(textOf(a), textOf(b))).toBe(difference < 0n ? -1 : difference > 0n ? 1 : 0);
      }),
    );
  });

  it('with zero is the sign', () => {
    for (const [text, sign] of [
      ['-0.01', -1],
      ['0.00', 0],
      ['-0', 0],
      ['3', 1],
    ] as const)
      expect(signOf(text)).toBe(sign);
  });
});

describe('a percentage', () => {
  it('is rounded half away from zero', () => {
    expect(percentOf('1', '3', 2)).toBe('33.33');
    expect(percentOf('-2', '3', 2)).toBe('-66.67');
    expect(percentOf('1', '800', 2)).toBe('0.13');
    expect(percentOf('-1', '800', 2)).toBe('-0.13');
    expect(percentOf('1250.10', '90000.00')).toBe('1.3890');
  });

  it('of nothing is unknown, not zero', () => {
    expect(percentOf('5', '0.00')).toBeUndefined();
  });
});

describe('a quotient', () => {
  it('is rounded half away from zero', () => {
    expect(divide('1', '1.0850', 4)).toBe('0.9217');
    expect(divide('-1', '8', 2)).toBe('-0.13');
    expect(divide('2', '4', 0)).toBe('1');
    expect(divide('1', '0', 4)).toBeUndefined();
  });

  it('is off by at most half of its last place', () => {
    const divisor = scaled.filter(({ digits }) => digits !== 0n);
    fc.assert(
      fc.property(scaled, divisor, fc.integer({ min: 0, max: 10 }), (a, b, decimals) => {
        const quotient = unitsOf(divide(textOf(a), textOf(b), decimals) ?? '');
        const [dividend, by] = [unitsOf(textOf(a)), unitsOf(textOf(b))];
        const one = 10n ** 30n;
        const error = abs(quotient * by - dividend * one);
        expect(2n * error * 10n ** BigInt(decimals) <= abs(by) * one).toBe(true);
      }),
    );
  });
});

describe('rounding', () => {
  it.each([
    ['12.345', 2, '12.35'],
    ['-12.345', 2, '-12.35'],
    ['12.344', 2, '12.34'],
    ['1', 2, '1.00'],
    ['0.005', 2, '0.01'],
    ['999.999', 2, '1000.00'],
    ['1.5', 0, '2'],
    ['1.25', 2, '1.25'],
  ])('%s to %i places is %s', (text, decimals, rounded) => {
    expect(roundDecimal(text, decimals)).toBe(rounded);
  });
});

function abs(value: bigint): bigint {
  return value < 0n ? -value : value;
}
