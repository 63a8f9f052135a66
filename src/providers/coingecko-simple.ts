/**
 * CoinGecko's `simple/price` answer: a second way to the same prices, which the provider does not ask for, so that an
 * operator's recording of either way can be checked. It carries no change and, unless asked, no time.
 */
import { z } from 'zod';
import { type Outcome, refused } from './body.ts';
import { exactJsonBody, numberText } from './exact-json.ts';

const prices = z.record(z.string(), z.record(z.string(), z.unknown()));

/**
 * The coin `id` in `currency` (lower case), as of `asOf` (ms since the epoch). CoinGecko leaves out what it does not
 * know, a name after a blank among it. Throws an UpstreamError of kind `shape` for anything but its JSON.
 */
export function simplePrice(text: string, id: string, currency: string, asOf: number): Outcome {
  const coin = new Map(Object.entries(exactJsonBody(text, prices))).get(id) ?? {};
  const figure = new Map(Object.entries(coin)).get(currency);
  if (figure === undefined) return refused('not-found', 'the coin or its currency is not in the answer');
  const { data: price } = numberText.safeParse(figure);
  if (price === undefined) return refused('shape', 'the price is no number');
  return { ok: true, observation: { asOf, value: { kind: 'quote', price } } };
}
