/** Hostile text in the bodies that only recordings hold: CSV files, and the second ways to a provider's figures. */
import { describe, expect, it } from 'vitest';
import { parseProducts } from '../../src/providers/coinbase-products.ts';
import { parseTrades } from '../../src/providers/coinbase-trades.ts';
import { simplePrice } from '../../src/providers/coingecko-simple.ts';
import { parseCsvFixings } from '../../src/providers/ecb-csvdata.ts';
import { parseQuoteCsv } from '../../src/providers/twelvedata-quote.ts';
import { UpstreamError } from '../../src/system/upstream-error.ts';
import { hostileStrings } from '../support/hostile-strings.ts';
import { shapedStrings } from '../support/shaped-strings.ts';
import { troublesIn } from '../support/sound-reading.ts';
import { csvPlaces, jsonPlaces, type TextPlace } from '../support/text-places.ts';
import { noon } from './fake-http.ts';

const fixings =
  'KEY,CURRENCY,TIME_PERIOD,OBS_VALUE\nEXR.D.USD,USD,2026-11-20,1.1520\nEXR.D.USD,USD,2026-11-19,1.1502';
const quotes =
  'symbol;name;currency;datetime;close;previous_close;change;percent_change\nIBM;Made Up;USD;2026-11-20;301.50;300.00;1.50;0.50';
const trades = {
  trades: [{ product_id: 'BTC-USD', price: '91204.12', time: '2026-11-23T11:59:59Z', side: 'BUY' }],
};
const product = {
  id: 'BTC-USD',
  base_currency: 'BTC',
  quote_currency: 'USD',
  quote_increment: '0.01',
  status: 'online',
};

interface Reader {
  readonly name: string;
  readonly places: readonly TextPlace[];
  readonly body: string;
  readonly read: (text: string) => unknown;
}

const csv = (name: string, body: string, delimiter: string, read: Reader['read']): Reader => {
  return { name, body, places: csvPlaces(body, delimiter), read };
};
const json = (name: string, body: unknown, read: Reader['read']): Reader => {
  const text = JSON.stringify(body);
  return { name, body: text, places: jsonPlaces(text), read };
};

const readers: readonly Reader[] = [
  csv('the ECB’s CSV', fixings, ',', (text) =>
    parseCsvFixings(text).map(({ day, rates }) => ({
      day,
      quotes: [...rates].map(([code, price]) => ({ code, price })),
    })),
  ),
  csv('Twelve Data’s CSV', quotes, ';', (text) => parseQuoteCsv(text, 'IBM')),
  json('Coinbase’s trades', trades, (text) => parseTrades(text, 'BTC-USD')),
  json('Coinbase’s products', [product, { ...product, id: 'ETH-USD' }], parseProducts),
  json('CoinGecko’s simple price', { bitcoin: { usd: 91204.12 } }, (text) =>
    simplePrice(text, 'bitcoin', 'usd', noon),
  ),
];

function outcomeOf(read: Reader['read'], text: string): unknown {
  try {
    return read(text);
  } catch (error) {
    return error;
  }
}

describe.each(readers)('$name', ({ places, body, read }) => {
  it('is read while nothing is wrong with it', () => {
    expect(read(body)).not.toHaveProperty('refusal');
  });

  it.each(places)('gives nothing of a hostile $name but what is clean and bounded', ({ holding, count }) => {
    const troubles = [...hostileStrings, ...shapedStrings].flatMap((text) =>
      [0, 1, count].flatMap((turn) => troublesIn(outcomeOf(read, holding(text, turn)))),
    );
    expect([...new Set(troubles)]).toEqual([]);
  });
});

it('an error of a reader is an UpstreamError whose words are ours', () => {
  expect(outcomeOf(parseProducts, '<script>')).toEqual(new UpstreamError('shape', 'the body is not JSON'));
});
