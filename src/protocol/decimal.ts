/** Decimal text, the form in which prices travel: exact differences and percentages without floats. */

/** Digits and the number of them behind the point: 12.30 is { digits: 1230n, scale: 2 }. */
interface Decimal {
  readonly digits: bigint;
  readonly scale: number;
}

// 30 digits hold any price and keep a hostile "1e309" or a megabyte of nines out.
const pattern = /^-?\d{1,30}(\.\d{1,30})?$/;

/** True for plain decimal text such as `-12.30`: no exponent, no plus sign, no separators, no spaces. */
export function isDecimal(text: unknown): text is string {
  return typeof text === 'string' && pattern.test(text);
}

/** `a - b`, exact, with as many decimals as the longer of the two. Throws a RangeError where either is not decimal text. */
export function subtract(a: string, b: string): string {
  const [x, y] = align(parse(a), parse(b));
  return print({ digits: x.digits - y.digits, scale: x.scale });
}

/** -1, 0 or 1 as `a` is less than, equal to or greater than `b`. Throws a RangeError where either is not decimal text. */
export function compareDecimals(a: string, b: string): -1 | 0 | 1 {
  const [x, y] = align(parse(a), parse(b));
  return x.digits < y.digits ? -1 : x.digits > y.digits ? 1 : 0;
}

/**
 * `part / whole` in percent, rounded half away from zero to `decimals` places; undefined where `whole` is zero.
 * Throws a RangeError where either is not decimal text.
 */
export function percentOf(part: string, whole: string, decimals = 4): string | undefined {
  const [p, w] = align(parse(part), parse(whole));
  if (w.digits === 0n) return undefined;
  return print({
    digits: divideRounded(p.digits * 100n * 10n ** BigInt(decimals), w.digits),
    scale: decimals,
  });
}

/**
 * `a / b` rounded half away from zero to `decimals` places, as for a cross rate; undefined where `b` is zero.
 * Throws a RangeError where either is not decimal text.
 */
export function divide(a: string, b: string, decimals: number): string | undefined {
  const [x, y] = align(parse(a), parse(b));
  if (y.digits === 0n) return undefined;
  return print({ digits: divideRounded(x.digits * 10n ** BigInt(decimals), y.digits), scale: decimals });
}

/** Rounded half away from zero to `decimals` places, padded with zeros. Throws a RangeError where it is not decimal text. */
export function roundDecimal(text: string, decimals: number): string {
  const { digits, scale } = parse(text);
  if (scale <= decimals) return print({ digits: digits * 10n ** BigInt(decimals - scale), scale: decimals });
  return print({ digits: divideRounded(digits, 10n ** BigInt(scale - decimals)), scale: decimals });
}

/** The sign of decimal text: -1, 0 or 1. Throws a RangeError where it is not decimal text. */
export function signOf(text: string): -1 | 0 | 1 {
  check(text);
  if (!/[1-9]/.test(text)) return 0;
  return text.startsWith('-') ? -1 : 1;
}

function check(text: string): void {
  if (!isDecimal(text)) throw new RangeError(`not decimal text: ${text}`.slice(0, 60));
}

function parse(text: string): Decimal {
  check(text);
  const point = text.indexOf('.');
  if (point < 0) return { digits: BigInt(text), scale: 0 };
  return { digits: BigInt(text.slice(0, point) + text.slice(point + 1)), scale: text.length - point - 1 };
}

function align(a: Decimal, b: Decimal): readonly [Decimal, Decimal] {
  const scale = Math.max(a.scale, b.scale);
  return [widen(a, scale), widen(b, scale)];
}

function widen({ digits, scale }: Decimal, to: number): Decimal {
  return { digits: digits * 10n ** BigInt(to - scale), scale: to };
}

function divideRounded(a: bigint, b: bigint): bigint {
  const negative = a < 0n !== b < 0n;
  const [n, d] = [a < 0n ? -a : a, b < 0n ? -b : b];
  const rounded = (n * 2n + d) / (d * 2n);
  return negative ? -rounded : rounded;
}

function print({ digits, scale }: Decimal): string {
  const sign = digits < 0n ? '-' : '';
  const text = (digits < 0n ? -digits : digits).toString().padStart(scale + 1, '0');
  return scale === 0 ? sign + text : `${sign}${text.slice(0, -scale)}.${text.slice(-scale)}`;
}
