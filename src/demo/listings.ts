/** The invented stock market: indices and shares in Twelve Data's naming, with levels as they might stand late in 2026. */
import type { MarketHours } from '../system/market-hours.ts';
import type { Instrument, Walk } from './walks.ts';

export interface Exchange {
  readonly name: string;
  /** ISO 10383 market identifier. */
  readonly micCode: string;
  /** The id of the calendar by which it trades. */
  readonly calendar: string;
}

export interface Listing extends Instrument {
  readonly name: string;
  readonly type: 'Index' | 'Common Stock';
  readonly currency: string;
  readonly exchange: Exchange;
  readonly dayVolume: number;
}

/** A listing with the hours of its exchange. */
export interface TradedListing extends Listing {
  readonly hours: MarketHours;
}

const nyse: Exchange = { name: 'NYSE', micCode: 'XNYS', calendar: 'nyse' };
const nasdaq: Exchange = { name: 'NASDAQ', micCode: 'XNGS', calendar: 'nasdaq' };
const london: Exchange = { name: 'LSE', micCode: 'XLON', calendar: 'lse' };
const frankfurt: Exchange = { name: 'XETR', micCode: 'XETR', calendar: 'xetra' };
const tokyo: Exchange = { name: 'JPX', micCode: 'XTKS', calendar: 'tse' };

const wallStreet: Walk = { key: 'wall-street', dailyVolatility: 0.0075 };
const europe: Walk = { key: 'europe', dailyVolatility: 0.007 };
const own = (symbol: string, dailyVolatility: number): Walk => ({
  key: `listing/${symbol}`,
  dailyVolatility,
});

function index(
  symbol: string,
  name: string,
  base: number,
  exchange: Exchange,
  currency: string,
  walks: readonly Walk[],
): Listing {
  return { symbol, name, base, exchange, currency, type: 'Index', ...grain, walks, dayVolume: 2_800_000_000 };
}

function share(
  symbol: string,
  name: string,
  base: number,
  exchange: Exchange,
  volatility: number,
  dayVolume: number,
): Listing {
  const walks = [wallStreet, own(symbol, volatility)];
  return { symbol, name, base, exchange, currency: 'USD', type: 'Common Stock', ...grain, walks, dayVolume };
}

const grain = { decimals: 2, tickMs: 3_000 };

export const listings: readonly Listing[] = [
  index('SPX', 'S&P 500', 7_042, nyse, 'USD', [wallStreet, own('SPX', 0.0012)]),
  index('IXIC', 'NASDAQ Composite', 23_910, nasdaq, 'USD', [wallStreet, own('IXIC', 0.004)]),
  index('DJI', 'Dow Jones Industrial Average', 49_120, nyse, 'USD', [wallStreet, own('DJI', 0.003)]),
  index('FTSE', 'FTSE 100', 9_980, london, 'GBP', [europe, own('FTSE', 0.003)]),
  index('GDAXI', 'DAX', 25_060, frankfurt, 'EUR', [europe, own('GDAXI', 0.004)]),
  index('N225', 'Nikkei 225', 52_300, tokyo, 'JPY', [own('N225', 0.011)]),
  share('AAPL', 'Apple Inc', 284, nasdaq, 0.0075, 48_000_000),
  share('MSFT', 'Microsoft Corporation', 521, nasdaq, 0.007, 21_000_000),
  share('NVDA', 'NVIDIA Corporation', 204, nasdaq, 0.014, 170_000_000),
  share('AMZN', 'Amazon.com Inc', 247, nasdaq, 0.009, 39_000_000),
  share('JPM', 'JPMorgan Chase & Co', 316, nyse, 0.006, 9_000_000),
  share('ALB', 'Albemarle Corporation', 118, nyse, 0.017, 2_600_000),
  // The dearest there is: no board of the demonstration has it, what is replayed of its wrong price does.
  share('BRK.A', 'Berkshire Hathaway Inc', 627_400, nyse, 0.006, 1_500),
];

/** Every listing with its exchange's hours out of `calendars`, by id. Throws an Error for one that is missing there. */
export function tradedListings(calendars: ReadonlyMap<string, MarketHours>): readonly TradedListing[] {
  return listings.map((listing) => {
    const hours = calendars.get(listing.exchange.calendar);
    if (hours === undefined) throw new Error(`the demo has no calendar ${listing.exchange.calendar}`);
    return { ...listing, hours };
  });
}
