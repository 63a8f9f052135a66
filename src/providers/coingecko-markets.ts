/** CoinGecko's `coins/markets` answer as quotes by coin; knows no request. */
import { z } from 'zod';
import type { QuoteValue } from '../protocol/reading.ts';
import { UpstreamError } from '../system/upstream-error.ts';
import { type Outcome, refused } from './body.ts';
import { isRoundedAway } from './change.ts';
import { exactJsonBody, numberText } from './exact-json.ts';

const listed = z.looseObject({ id: z.string() });

// Any figure may be null for a coin that is hardly traded.
const coin = z.looseObject({
  current_price: numberText.nullable(),
  price_change_24h: numberText.nullable(),
  price_change_percentage_24h: numberText.nullable(),
  last_updated: z.iso.datetime().nullable(),
});
type Coin = z.infer<typeof coin>;

/**
 * By CoinGecko's own ids; unknown ones it leaves out. Throws an UpstreamError: `shape` for another structure, `empty`
 * for a list without any coin, which nobody asks for.
 */
export function parseMarkets(text: string): ReadonlyMap<string, Outcome> {
  const outcomes = new Map<string, Outcome>();
  for (const entry of exactJsonBody(text, z.array(z.unknown()))) {
    const id = listed.safeParse(entry).data?.id;
    if (id === undefined) continue;
    const outcome = outcomes.has(id) ? refused('shape', 'the coin is listed twice') : coinOutcome(entry);
    outcomes.set(id, outcome);
  }
  if (outcomes.size === 0) throw new UpstreamError('empty', 'no coin in the list');
  return outcomes;
}

function coinOutcome(entry: unknown): Outcome {
  const parsed = coin.safeParse(entry);
  if (!parsed.success) return refused('shape', 'the coin has not the expected fields');
  const { current_price: price, last_updated: updatedAt } = parsed.data;
  if (price === null || updatedAt === null)
    return refused('empty', 'the coin has no price, or no time of one');
  const value = quoteOf(price, parsed.data);
  if (value === undefined) return refused('shape', 'the change over 24 hours is there in part only');
  return { ok: true, observation: { asOf: Date.parse(updatedAt), value } };
}

/**
 * A coin younger than a day has no change. The price of 24 hours ago is not in the body, and is not made up from two
 * figures that were rounded apart.
 */
function quoteOf(price: string, coin: Coin): QuoteValue | undefined {
  const { price_change_24h: change, price_change_percentage_24h: changePct } = coin;
  if (change === null && changePct === null) return { kind: 'quote', price, basis: 'rolling24h' };
  if (change === null || changePct === null) return undefined;
  const known = { kind: 'quote', price, basis: 'rolling24h', change } as const;
  return isRoundedAway(changePct, change, price) ? known : { ...known, changePct };
}
