/** CoinGecko's `market_chart` answer as the line of the last 24 hours; knows no request. */
import { z } from 'zod';
import { UpstreamError } from '../system/upstream-error.ts';
import { exactJsonBody, integer, numberText } from './exact-json.ts';
import type { SeriesPoint } from './provider.ts';

const dayMs = 86_400_000;

const chart = z.looseObject({ prices: z.array(z.unknown()).max(2_000) });
// [ms since the epoch, price], about every five minutes
const point = z.tuple([integer, numberText], z.unknown());

/** Oldest first; points that cannot be read leave a gap. Throws an UpstreamError where there is no line at all. */
export function parseChart(text: string, now: number): readonly SeriesPoint[] {
  const points = exactJsonBody(text, chart).prices.flatMap((entry): SeriesPoint[] => {
    const parsed = point.safeParse(entry);
    if (!parsed.success) return [];
    const [t, price] = parsed.data;
    return t > now - dayMs && t <= now ? [{ t, price }] : [];
  });
  if (points.length === 0) throw new UpstreamError('empty', 'no point of the last 24 hours');
  return points.sort((a, b) => a.t - b.t);
}
