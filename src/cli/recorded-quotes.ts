/** Recorded answers that hold quotes, read by their own providers. */
import { ecb } from '../providers/ecb.ts';
import { parseFixings } from '../providers/ecb-fixings.ts';
import { fixingOutcome } from '../providers/fixing-quotes.ts';
import { parseRates } from '../providers/frankfurter-rates.ts';
import { kraken } from '../providers/kraken.ts';
import type { Provider } from '../providers/provider.ts';
import { twelvedata } from '../providers/twelvedata.ts';
import { parseQuoteCsv, parseQuotes } from '../providers/twelvedata-quote.ts';
import type { Recording } from './recorded-manifest.ts';
import { quoteReading, type Readings } from './recorded-readings.ts';
import { contextOf, servedText, symbolsOf } from './recorded-request.ts';

const dailyPath = '/stats/eurofxref/eurofxref-daily.xml';

/** One quote of a recording: its symbol there, the provider's own for it, its currency where a parser knows it. */
export interface Asked {
  readonly symbol: string;
  readonly asSymbol: string;
  readonly currency?: string | undefined;
}

export function readTickers(recording: Recording, text: string): Promise<Readings> {
  const asked = symbolsOf(recording).map((symbol) => ({ symbol, asSymbol: symbol }));
  return readQuotes(kraken, asked, recording, text);
}

/** The file lists currencies by their codes alone: each is a price of one euro. */
export async function readDailyFixing(recording: Recording, text: string): Promise<Readings> {
  const [newest] = parseFixings(await servedText(recording, text, ['text/xml', 'application/xml']));
  const codes = [...(newest?.rates.keys() ?? [])];
  const asked = codes.map((code) => ({ symbol: code, asSymbol: `EUR/${code}`, currency: code }));
  return readQuotes(ecb, asked, recording, text, dailyPath);
}

/** The provider asks for prices of one euro; a recording may be of another base. */
export async function readFrankfurterDay(recording: Recording, text: string): Promise<Readings> {
  const fixings = parseRates(await servedText(recording, text, ['application/json']));
  const [newest] = fixings;
  const readings = [...(newest?.rates.keys() ?? [])].flatMap((code) => {
    if (newest === undefined) return [];
    const outcome = fixingOutcome(`${newest.base ?? 'EUR'}/${code}`, newest, fixings);
    return [quoteReading(code, outcome, code)];
  });
  return { kind: 'quotes', readings };
}

export async function readTwelveData(recording: Recording, text: string): Promise<Readings> {
  if (recording.contentType?.startsWith('text/csv')) return readCsv(recording, text);
  const symbols = symbolsOf(recording);
  const outcomes = parseQuotes(await servedText(recording, text, ['application/json']), symbols);
  const asked = symbols.map((symbol) => {
    return { symbol, asSymbol: symbol, currency: outcomes.get(symbol)?.currency };
  });
  return readQuotes(twelvedata, asked, recording, text);
}

async function readCsv(recording: Recording, text: string): Promise<Readings> {
  const csv = await servedText(recording, text, ['text/csv']);
  const readings = symbolsOf(recording).map((symbol) => {
    const outcome = parseQuoteCsv(csv, symbol);
    return quoteReading(symbol, outcome, outcome.currency);
  });
  return { kind: 'quotes', readings };
}

/** `asked` of the provider in one request; with `only`, of what it asks that path alone was recorded. */
export async function readQuotes(
  provider: Provider,
  asked: readonly Asked[],
  recording: Recording,
  text: string,
  only?: string,
): Promise<Readings> {
  const asks = asked.map(({ asSymbol }, index) => ({ id: `quote:${index}` as const, symbol: asSymbol }));
  const answers = await provider.fetch(asks, contextOf(recording, text, only));
  const readings = asked.flatMap(({ symbol, currency }, index) => {
    const answer = answers[index];
    return answer ? [quoteReading(symbol, answer, currency)] : [];
  });
  return { kind: 'quotes', readings };
}
