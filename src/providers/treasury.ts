/** The US Treasury's par yield curve, once a business day after the close of New York. Knows no schedule and no store. */
import { UpstreamError } from '../system/upstream-error.ts';
import { answerOf } from './body.ts';
import { newestFirst } from './fixings.ts';
import type { Provider, ProviderContext } from './provider.ts';
import { type Curve, parseCurves } from './treasury-curves.ts';
import { monthAt, yieldCadence, yieldOutcome } from './treasury-yields.ts';

const minuteMs = 60_000;
const path = '/resource-center/data-chart-center/interest-rates/pages/xml';

export const treasury: Provider = {
  id: 'treasury',
  origin: 'treasury',
  kinds: ['quote'],
  baseUrl: 'https://home.treasury.gov',
  terms: {
    licence: 'Public domain (US government work)',
    attribution: {
      name: 'US Treasury',
      text: 'Par yields from the US Treasury',
      href: 'https://home.treasury.gov/resource-center/data-chart-center/interest-rates/TextView?type=daily_treasury_yield_curve',
    },
    display: 'free',
    needs: 'nothing',
    source: 'https://home.treasury.gov/subfooter/site-policies-and-notices',
  },
  // One month's feed holds all maturities.
  limits: { batchMax: 50, minIntervalMs: 5 * minuteMs },
  cadence: yieldCadence,
  delay: 'eod',
  async fetch(asks, context) {
    const curves = await fetchCurves(context);
    const [newest] = curves;
    if (newest === undefined) throw new UpstreamError('empty', 'no curve in two months');
    return asks.map(({ id, symbol }) => answerOf(id, yieldOutcome(symbol, newest, curves)));
  },
};

/** This month's and the last one's, newest first. */
async function fetchCurves(context: ProviderContext): Promise<readonly Curve[]> {
  const current = await fetchMonth(monthAt(context.now), context);
  const before = fetchMonth(monthAt(context.now, 1), context);
  // Until a month has its first curve the newest is in the month before; later that is good for change and line alone.
  const past = current.length === 0 ? await before : ((await context.attempt(before)) ?? []);
  return newestFirst([...current, ...past]);
}

async function fetchMonth(month: string, { http }: ProviderContext): Promise<readonly Curve[]> {
  const { text } = await http.get(path, {
    query: { data: 'daily_treasury_yield_curve', field_tdr_date_value_month: month },
    contentTypes: ['application/xml', 'text/xml', 'application/atom+xml'],
  });
  return parseCurves(text);
}
