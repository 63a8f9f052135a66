/** The outer shapes that all of Twelve Data's answers share: its error object, one item alone or several by symbol. */
import { z } from 'zod';
import { kindOfStatus } from '../system/http-status.ts';
import { UpstreamError, type UpstreamErrorKind } from '../system/upstream-error.ts';
import { jsonBody, refused } from './body.ts';

// Comes with HTTP 200 as often as not, for the whole request or, in a batch, for one symbol.
const errorObject = z.looseObject({ status: z.literal('error'), code: z.unknown() });

const anyObject = z.record(z.string(), z.unknown());

/** What the body holds for each of `symbols`, as they were asked; undefined where it holds nothing. */
export type Entries = ReadonlyMap<string, unknown>;

/** Throws an UpstreamError for an error that concerns the whole request, and of kind `shape` for anything but an object. */
export function entriesOf(text: string, symbols: readonly string[]): Entries {
  const body = jsonBody(text, anyObject);
  const kind = errorKindOf(body);
  if (kind !== undefined) throw new UpstreamError(kind, 'Twelve Data answered with an error');
  const [only] = symbols;
  // One symbol: the object itself. Its key is looked for first, should a batch ever be keyed whatever its size.
  if (symbols.length === 1 && only !== undefined) {
    return new Map([[only, Object.hasOwn(body, only) ? body[only] : body]]);
  }
  return new Map(symbols.map((symbol) => [symbol, Object.hasOwn(body, symbol) ? body[symbol] : undefined]));
}

/** Undefined where `entry` is no error object. An error without a readable code says only that something is wrong. */
function errorKindOf(entry: unknown): UpstreamErrorKind | undefined {
  const parsed = errorObject.safeParse(entry);
  if (!parsed.success) return undefined;
  return typeof parsed.data.code === 'number' ? kindOfStatus(parsed.data.code) : 'status';
}

/** Why an entry is of no use before its fields are looked at; undefined where it may be. */
export function refusalOf(entry: unknown): ReturnType<typeof refused> | undefined {
  if (entry === undefined) return refused('not-found', 'the symbol is not in the answer');
  const kind = errorKindOf(entry);
  return kind && refused(kind, 'Twelve Data answered this symbol with an error');
}

/** London's pence and their like: prices that come in a hundredth of the currency that readers know. */
const minorUnits: ReadonlyMap<string, string> = new Map([
  ['GBp', 'GBP'],
  ['GBX', 'GBP'],
  ['ILA', 'ILS'],
  ['ZAc', 'ZAR'],
  ['ZAC', 'ZAR'],
]);

/**
 * True where an answer says what its prices are in: by `currency`, which all that is listed on an exchange has, or as a
 * pair such as EUR/USD, which names none. Without either a price may be in pence, and nothing else in it would say so.
 */
export function isDenominated(symbol: string, currency: unknown): boolean {
  return typeof currency === 'string' ? currency !== '' : symbol.includes('/');
}

/** The major currency of a minor unit such as GBp; undefined for any other. */
export function majorOf(currency: unknown): string | undefined {
  return typeof currency === 'string' ? minorUnits.get(currency) : undefined;
}
