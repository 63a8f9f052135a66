/** Of quotes in JSON: what may be shown of an item, told from the body by its own names. */
import type { QuoteValue } from '../../src/protocol/reading.ts';
import { type JsonTree, jsonTree, texts, under } from './json-tree.ts';
import { bodiesAt, firstOf, isAmong, type Oracle, type Published } from './published.ts';

/** The texts that may stand for each part of a quote. */
interface Said {
  readonly price: readonly string[];
  readonly times: readonly number[];
  readonly reference: readonly string[];
  /** As published; undefined where we work them out of the two prices. */
  readonly change?: readonly string[];
  readonly changePct?: readonly string[];
}

const timesOf = (all: readonly string[]) => all.map((text) => Date.parse(text));

export const coinbaseOracle: Oracle = (published) => {
  const [ticker, stats] = ['ticker', 'stats'].map((what) =>
    jsonTree(bodiesAt(published.served, new RegExp(`^/products/${published.item.symbol}/${what} `))[0] ?? ''),
  );
  return judged(published, [
    {
      price: texts(ticker, 'price'),
      times: timesOf(texts(ticker, 'time')),
      reference: texts(stats, 'open'),
    },
  ]);
};

const krakenNames: Readonly<Record<string, readonly string[]>> = {
  XBTUSD: ['XXBTZUSD', 'XBTUSD', 'XBT/USD'],
  ETHUSD: ['XETHZUSD', 'ETHUSD', 'ETH/USD'],
};

export const krakenOracle: Oracle = (published) => {
  const tree = jsonTree(bodiesAt(published.served, /\/Ticker /)[0] ?? '');
  const entries = (krakenNames[published.item.symbol] ?? []).flatMap((name) => under(tree, 'result', name));
  return judged(
    published,
    entries.map((entry) => ({
      price: texts(entry, 'c', '0'),
      times: [published.now],
      reference: texts(entry, 'o'),
    })),
  );
};

export const coingeckoOracle: Oracle = (published) => {
  const coins = under(jsonTree(bodiesAt(published.served, /^\/coins\/markets /)[0] ?? ''), '*').filter(
    (coin) => texts(coin, 'id').includes(published.item.symbol),
  );
  return judged(
    published,
    coins.map((coin) => ({
      price: texts(coin, 'current_price'),
      times: timesOf(texts(coin, 'last_updated')),
      reference: [],
      change: texts(coin, 'price_change_24h'),
      changePct: texts(coin, 'price_change_percentage_24h'),
    })),
  );
};

export const twelvedataOracle: Oracle = (published) => {
  const { symbol } = published.item;
  const key = [...published.served.keys()].find((each) => each.startsWith('/quote ')) ?? '';
  const tree = jsonTree(published.served.get(key) ?? '');
  const isAlone = key.includes(`"symbol":"${symbol}"`);
  const entries = [...under(tree, symbol), ...(isAlone && tree !== undefined ? [tree] : [])];
  return judged(
    published,
    entries.flatMap((entry) => currenciesOf(entry).map((currency) => twelvedataSaid(entry, currency))),
  );
};

const minor = ['GBp', 'GBX', 'ILA', 'ZAc', 'ZAC'];

/** Each that stands there; none is one, too. */
function currenciesOf(entry: JsonTree): readonly string[] {
  const named = texts(entry, 'currency');
  return named.length === 0 ? [''] : named;
}

function twelvedataSaid(entry: JsonTree, currency: string): Said {
  const inMajor = minor.includes(currency);
  const prices = (name: string) => texts(entry, name).map((text) => (inMajor ? `${text}e-2` : text));
  const seconds = [...texts(entry, 'last_quote_at'), ...texts(entry, 'timestamp')].map(Number);
  return {
    price: prices('close'),
    times: [...seconds.map((each) => each * 1000), ...timesOf(texts(entry, 'datetime'))],
    reference: prices('previous_close'),
    change: prices('change'),
    changePct: texts(entry, 'percent_change'),
  };
}

/** Right where one of the entries says all of it: figures of two entries make no quote. */
function judged(published: Published, entries: readonly Said[]): string | undefined {
  const { value, asOf } = published.reading;
  if (value.kind !== 'quote') return 'not a quote';
  const complaints = entries.map((said) => complaint(value, asOf, said));
  if (complaints.includes(undefined)) return coherent(value);
  return complaints[0] ?? `the body says nothing of ${published.item.symbol}`;
}

function complaint(value: QuoteValue, asOf: number, said: Said): string | undefined {
  const { price, reference, change, changePct } = value;
  return firstOf(
    !isAmong(price, said.price) && `price ${price} is none of ${said.price.join(' ')}`,
    !said.times.includes(asOf) && `time ${asOf} is none of ${said.times.join(' ')}`,
    reference !== undefined &&
      !isAmong(reference, said.reference) &&
      `reference ${reference} is none of ${said.reference.join(' ')}`,
    said.change && change !== undefined && !isAmong(change, said.change) && `change ${change} is not said`,
    said.changePct &&
      changePct !== undefined &&
      !isAmong(changePct, said.changePct) &&
      `percentage ${changePct} is not said`,
  );
}

/** A figure rounded by its publisher, at a moment a little later. */
const pctTolerance = 0.1;

/** Whether price, reference and change tell one story, whoever worked it out. */
export function coherent({
  price,
  basis,
  reference,
  change,
  changePct,
  changeBp,
}: QuoteValue): string | undefined {
  const [at, from] = [Number(price), Number(reference)];
  const moved = change === undefined ? undefined : Number(change);
  const pct = changePct === undefined ? undefined : Number(changePct);
  const start = reference === undefined ? at - (moved ?? Number.NaN) : from;
  const expected = (100 * (at - start)) / start;
  const scale = Math.max(Math.abs(at), Math.abs(start));
  return firstOf(
    basis === undefined && (moved ?? pct ?? changeBp) !== undefined && 'a change without a basis',
    reference !== undefined &&
      moved !== undefined &&
      Math.abs(moved - (at - from)) > 1e-4 * scale &&
      `change ${change} is not that from ${reference} to ${price}`,
    pct !== undefined &&
      Number.isFinite(expected) &&
      Math.abs(pct - expected) > pctTolerance + Math.abs(expected) / 50 &&
      `${changePct} percent from ${reference ?? start} to ${price}`,
    pct !== undefined &&
      moved !== undefined &&
      moved * pct < 0 &&
      `change ${change} and ${changePct} percent`,
    changeBp !== undefined &&
      Math.abs(Number(changeBp) - 100 * (at - from)) > 1e-6 * (1 + scale) &&
      `${changeBp} basis points from ${reference} to ${price}`,
  );
}
