/** Recorded answers of Coinbase and CoinGecko, read by their own providers, or by the parsers beside them. */
import { coinbase } from '../providers/coinbase.ts';
import { parseStats, productObservation, type Ticker } from '../providers/coinbase-product.ts';
import { type Product, parseProducts } from '../providers/coinbase-products.ts';
import { parseTrades } from '../providers/coinbase-trades.ts';
import { coingecko } from '../providers/coingecko.ts';
import { simplePrice } from '../providers/coingecko-simple.ts';
import type { Recording } from './recorded-manifest.ts';
import { readQuotes } from './recorded-quotes.ts';
import { quoteReading, type Readings } from './recorded-readings.ts';
import { servedAt, servedText } from './recorded-request.ts';

const contentTypes = ['application/json'];

export function readMarkets(recording: Recording, text: string): Promise<Readings> {
  const [currency] = namesIn(recording, 'vs_currency');
  const asked = namesIn(recording, 'ids').map((id) => {
    return { symbol: id, asSymbol: id, currency: currency?.toUpperCase() };
  });
  // A refusal may be recorded without its question: then any coin will do.
  const asks = asked.length > 0 ? asked : [{ symbol: 'ANY', asSymbol: 'ANY' }];
  return readQuotes(coingecko, asks, recording, text);
}

/** Each coin in the first currency under its own id, in another one as `id in currency`. */
export async function readSimplePrices(recording: Recording, text: string): Promise<Readings> {
  const json = await servedText(recording, text, contentTypes);
  const ids = namesIn(recording, 'ids');
  const readings = namesIn(recording, 'vs_currencies').flatMap((currency, index) =>
    ids.map((id) => {
      const symbol = index === 0 ? id : `${id} in ${currency}`;
      return quoteReading(symbol, simplePrice(json, id, currency, servedAt), currency.toUpperCase());
    }),
  );
  return { kind: 'quotes', readings };
}

/** The price alone: the stats, of which the change is made, are another recording. */
export function readProductTicker(recording: Recording, text: string): Promise<Readings> {
  const product = productIn(recording);
  const asked = [{ symbol: product, asSymbol: product, currency: product.split('-')[1] }];
  return readQuotes(coinbase, asked, recording, text, `/products/${product}/ticker`);
}

export async function readProductStats(recording: Recording, text: string): Promise<Readings> {
  const { open, last } = parseStats(await servedText(recording, text, contentTypes));
  return productReading(recording, { price: last, at: servedAt }, open);
}

export async function readProductTrades(recording: Recording, text: string): Promise<Readings> {
  const json = await servedText(recording, text, contentTypes);
  return productReading(recording, parseTrades(json, productIn(recording)), undefined);
}

export async function readProducts(recording: Recording, text: string): Promise<Readings> {
  const products = parseProducts(await servedText(recording, text, contentTypes));
  const online = products.filter((product) => product.online).length;
  const [first, last] = [products[0], products.at(-1)].map(namesOf);
  const reading = { count: products.length, online, ...(first && { first }), ...(last && { last }) };
  return { kind: 'lookup', readings: [reading] };
}

function namesOf(product: Product | undefined) {
  if (product === undefined) return undefined;
  const { id, base, quote, increment } = product;
  return { id, base, quote, increment };
}

function productReading(recording: Recording, ticker: Ticker, open: string | undefined): Readings {
  const product = productIn(recording);
  const observation = productObservation(ticker, open);
  const reading = quoteReading(product, { ok: true, observation }, product.split('-')[1]);
  return { kind: 'quotes', readings: [reading] };
}

/** Coinbase takes either case and answers in capitals. */
function productIn(recording: Recording): string {
  return namesIn(recording, 'product')[0]?.toUpperCase() ?? 'ANY-USD';
}

/** The texts under `name` in the question, without the blanks that once made CoinGecko drop them. */
function namesIn({ request }: Recording, name: string): readonly string[] {
  return [request?.[name]].flat().flatMap((each) => (typeof each === 'string' ? each.trim() : []));
}
