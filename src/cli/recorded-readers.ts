/** Which recorded answers there is a reader for: those of an endpoint that a provider here reads. */
import {
  readMarkets,
  readProductStats,
  readProducts,
  readProductTicker,
  readProductTrades,
  readSimplePrices,
} from './recorded-crypto.ts';
import type { Recording } from './recorded-manifest.ts';
import { readAlerts, readPeriods, readPoint, readReport } from './recorded-nws.ts';
import { readDailyFixing, readFrankfurterDay, readTickers, readTwelveData } from './recorded-quotes.ts';
import type { Readings } from './recorded-readings.ts';
import { readCsvFixings, readTimeSeries, readXmlFixings, readYieldCurves } from './recorded-series.ts';
import { readForecast } from './recorded-weather.ts';

/** Takes the recording and its unwrapped body. Rejects with an UpstreamError where the provider would. */
export type Reader = (recording: Recording, text: string) => Promise<Readings>;

/** By provider, then by endpoint as the manifest names it. */
const readers: Readonly<Record<string, Readonly<Record<string, Reader>>>> = {
  metno: {
    'locationforecast/2.0/compact': readForecast,
    'locationforecast/2.0/complete': readForecast,
  },
  nws: {
    points: readPoint,
    'gridpoints/forecast/hourly': readPeriods,
    // Of half days instead of hours, in the same form.
    'gridpoints/forecast': readPeriods,
    'stations/observations/latest': readReport,
    // What is no report is refused as one.
    'stations/observations': readReport,
    'alerts/active': readAlerts,
  },
  coinbase: {
    'products/ticker': readProductTicker,
    'products/stats': readProductStats,
    products: readProducts,
    'advanced-trade market ticker': readProductTrades,
  },
  coingecko: { 'coins/markets': readMarkets, 'simple/price': readSimplePrices },
  frankfurter: { 'v1/latest': readFrankfurterDay },
  treasury: { daily_treasury_yield_curve: readYieldCurves },
  kraken: { 'public/Ticker': readTickers },
  ecb: {
    'eurofxref-daily': readDailyFixing,
    'eurofxref-hist-90d': readXmlFixings,
    'EXR csvdata': readCsvFixings,
  },
  twelvedata: {
    quote: readTwelveData,
    'quote batch': readTwelveData,
    time_series: readTimeSeries,
    // An error that any endpoint gives.
    any: readTwelveData,
  },
};

/** Undefined where no provider reads such an answer; frames of a stream are read by none. */
export function readerOf({ provider, endpoint, transport }: Recording): Reader | undefined {
  return transport === 'ws' ? undefined : readers[provider]?.[endpoint];
}
