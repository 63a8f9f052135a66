/** The ECB's reference rates by day, out of its daily and its 90-day XML file; knows no pair and no change. */
import { XMLParser } from 'fast-xml-parser';
import { z } from 'zod';
import { isDecimal, signOf } from '../protocol/decimal.ts';
import { UpstreamError } from '../system/upstream-error.ts';

/** All rates of one fixing: units of the currency for one euro, as published. */
export interface Fixing {
  /** `YYYY-MM-DD`. */
  readonly day: string;
  /** By ISO 4217 code; undefined where the day names the currency but its rate cannot be read. EUR is not listed. */
  readonly rates: ReadonlyMap<string, string | undefined>;
}

/** A rate as text from either format. Rates are counts of currency: zero or less is no rate. */
export const rateText = z.string().refine((text) => isDecimal(text) && signOf(text) > 0);
export const currencyCode = z.string().regex(/^[A-Z]{3}$/);
export const isoDay = z.iso.date();

const rate = z.looseObject({ currency: currencyCode, rate: z.unknown() });
// A day without a readable date would make an older one pass for the fixing before: it spoils the file.
const day = z.looseObject({ time: isoDay, Cube: z.array(z.unknown()) });
const file = z.looseObject({
  Envelope: z.looseObject({
    Cube: z.tuple([z.looseObject({ Cube: z.array(day).max(10_000) })]),
  }),
});

// Figures stay text, and no entity is ever expanded: the files hold none.
const parser = new XMLParser({
  ignoreAttributes: false,
  attributeNamePrefix: '',
  parseTagValue: false,
  parseAttributeValue: false,
  processEntities: false,
  removeNSPrefix: true,
  isArray: (name) => name === 'Cube',
});

/** Newest first. Throws an UpstreamError of kind `shape` for anything but the ECB's XML. */
export function parseFixings(text: string): readonly Fixing[] {
  // An honest file declares no document type, and entities are declared in one.
  if (/<!DOCTYPE/i.test(text)) throw new UpstreamError('shape', 'the XML declares a document type');
  const parsed = file.safeParse(xml(text));
  if (!parsed.success) throw new UpstreamError('shape', 'the XML body has not the expected structure');
  const days = parsed.data.Envelope.Cube[0].Cube;
  return newestFirst(days.map(({ time, Cube }) => ({ day: time, rates: ratesOf(Cube) })));
}

export function newestFirst(fixings: readonly Fixing[]): readonly Fixing[] {
  return [...fixings].sort((a, b) => (a.day < b.day ? 1 : a.day > b.day ? -1 : 0));
}

function ratesOf(cubes: readonly unknown[]): Fixing['rates'] {
  const rates = new Map<string, string | undefined>();
  for (const cube of cubes) {
    const parsed = rate.safeParse(cube);
    if (!parsed.success) continue;
    const { currency, rate: published } = parsed.data;
    rates.set(currency, rates.has(currency) ? undefined : rateText.safeParse(published).data);
  }
  return rates;
}

function xml(text: string): unknown {
  try {
    return parser.parse(text, true);
  } catch {
    throw new UpstreamError('shape', 'the body is not well-formed XML');
  }
}
