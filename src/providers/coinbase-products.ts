/** Coinbase Exchange's list of products: what may be asked for there. The provider does without; recordings of it are checked. */
import { z } from 'zod';
import { decimalText, jsonBody } from './body.ts';

// Longer than any ticker, and fit for a terminal.
const name = z.string().regex(/^[\x21-\x7e]{1,40}$/);

const product = z.looseObject({
  id: name,
  base_currency: name,
  quote_currency: name,
  quote_increment: decimalText,
  status: z.string(),
});

export interface Product {
  /** `BTC-USD`: the symbol under which it is asked for. */
  readonly id: string;
  readonly base: string;
  readonly quote: string;
  /** The smallest step of its price. */
  readonly increment: string;
  /** Whether it trades. */
  readonly online: boolean;
}

/** In the list's order. Throws an UpstreamError of kind `shape` for anything else. */
export function parseProducts(text: string): readonly Product[] {
  return jsonBody(text, z.array(product)).map((each) => ({
    id: each.id,
    base: each.base_currency,
    quote: each.quote_currency,
    increment: each.quote_increment,
    online: each.status === 'online',
  }));
}
