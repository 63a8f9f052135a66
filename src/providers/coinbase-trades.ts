/**
 * The `ticker` answer of Coinbase's Advanced Trade, which is a list of trades: a second way to the same price, which the
 * provider does not ask for, so that an operator's recording of either way can be checked.
 */
import { z } from 'zod';
import { UpstreamError } from '../system/upstream-error.ts';
import { decimalText, jsonBody } from './body.ts';
import type { Ticker } from './coinbase-product.ts';

const trade = z.looseObject({ product_id: z.string(), price: decimalText, time: z.iso.datetime() });
const answer = z.looseObject({ trades: z.array(trade).max(1_000) });

/** The newest trade of `productId`. Throws an UpstreamError: `empty` where it has none, `shape` for anything else. */
export function parseTrades(text: string, productId: string): Ticker {
  const trades = jsonBody(text, answer).trades.filter(({ product_id }) => product_id === productId);
  const times = trades.map(({ price, time }) => ({ price, at: Date.parse(time) }));
  const [first, ...others] = times;
  if (first === undefined) throw new UpstreamError('empty', 'no trade of the product');
  // The newest comes first, and of two in one millisecond the first is the newer.
  return others.reduce((newest, each) => (each.at > newest.at ? each : newest), first);
}
