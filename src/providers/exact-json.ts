/** JSON whose numbers stay the decimal text that they were written as: a float would lose digits. Knows no provider. */
import { z } from 'zod';
import { isDecimal } from '../protocol/decimal.ts';
import { jsonBody } from './body.ts';

// The strings and the numbers of well-formed JSON; whatever stands between them holds neither quotes nor digits.
const tokens = /"[^"\\]*(?:\\.[^"\\]*)*"|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/g;

/** JSON text of the outer shape `schema`, which meets numbers as text. Throws an UpstreamError of kind `shape` for anything else. */
export function exactJsonBody<T>(text: string, schema: z.ZodType<T>): T {
  // Only in what is known to be JSON can tokens be told by their first character.
  jsonBody(text, z.unknown());
  return jsonBody(
    text.replace(tokens, (token) => (token.startsWith('"') ? token : `"${token}"`)),
    schema,
  );
}

/** A number of `exactJsonBody` as plain decimal text, exponents written out; refused where it is none or beyond 30 digits either side. */
export const numberText = z.string().transform((text, context) => {
  const plain = plainDecimal(text);
  if (plain !== undefined) return plain;
  context.addIssue({ code: 'custom', message: 'not a number that decimal text can hold' });
  return z.NEVER;
});

/** A whole number of `exactJsonBody`, such as a time. */
export const integer = z
  .string()
  .regex(/^\d{1,15}$/)
  .transform(Number);

function plainDecimal(text: string): string | undefined {
  const parts = /^(-?)(\d{1,30})(?:\.(\d{1,30}))?(?:[eE]([+-]?\d{1,3}))?$/.exec(text);
  if (parts === null) return undefined;
  const [, sign = '', whole = '', fraction = '', exponent] = parts;
  if (exponent === undefined) return text;
  const plain = sign + shifted(whole, fraction, Number(exponent));
  return isDecimal(plain) ? plain : undefined;
}

/** The digits with their point moved `by` places to the right. */
function shifted(whole: string, fraction: string, by: number): string {
  const digits = `${'0'.repeat(Math.max(0, -by))}${whole}${fraction}${'0'.repeat(Math.max(0, by - fraction.length))}`;
  const point = Math.max(0, -by) + whole.length + by;
  const decimals = digits.slice(point);
  return digits.slice(0, point).replace(/^0+(?=\d)/, '') + (decimals === '' ? '' : `.${decimals}`);
}
