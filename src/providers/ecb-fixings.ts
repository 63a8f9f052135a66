/** The ECB's reference rates by day, out of its daily and its 90-day XML file; knows no pair and no change. */
import { z } from 'zod';
import { currencyCode, type Fixing, isoDay, newestFirst, rateText } from './fixings.ts';
import { xmlBody } from './xml-body.ts';

const rate = z.looseObject({ currency: currencyCode, rate: z.unknown() });
// A day without a readable date would make an older one pass for the fixing before: it spoils the file.
const day = z.looseObject({ time: isoDay, Cube: z.array(z.unknown()) });
const file = z.looseObject({
  Envelope: z.looseObject({
    Cube: z.tuple([z.looseObject({ Cube: z.array(day).max(10_000) })]),
  }),
});

/** Newest first. Throws an UpstreamError of kind `shape` for anything but the ECB's XML. */
export function parseFixings(text: string): readonly Fixing[] {
  const days = xmlBody(text, file, ['Cube']).Envelope.Cube[0].Cube;
  return newestFirst(days.map(({ time, Cube }) => ({ day: time, rates: ratesOf(Cube) })));
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
