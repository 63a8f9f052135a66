/** Twelve Data's `time_series` answer as the line of the current or last session; knows no request. */
import { z } from 'zod';
import { decimalText } from './body.ts';
import type { SeriesPoint } from './provider.ts';
import { entriesOf, isDenominated, refusalOf } from './twelvedata-body.ts';
import { major } from './twelvedata-quote.ts';

/** Length of a bar: 48 of them reach back over any exchange's session to the night before it. */
export const barMinutes = 15;
const barMs = barMinutes * 60_000;
// Longer than any exchange's midday break, shorter than any night.
const nightMs = 4 * 3_600_000;
const dayMs = 86_400_000;

const series = z.looseObject({
  meta: z.looseObject({ symbol: z.string(), currency: z.unknown().optional() }),
  values: z.array(z.unknown()).max(5000),
});
// `datetime` is in UTC because `timezone=UTC` was asked for; it is when the bar begins.
const bar = z.looseObject({
  datetime: z.string().regex(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/),
  open: decimalText,
  close: decimalText,
});

interface Bar {
  readonly t: number;
  readonly open: string;
  readonly close: string;
}

/** By symbol as asked, those without a line left out. Throws an UpstreamError where the whole answer is an error. */
export function parseSeries(
  text: string,
  symbols: readonly string[],
  now: number,
): ReadonlyMap<string, readonly SeriesPoint[]> {
  const entries = entriesOf(text, symbols);
  const lines = symbols.map((symbol) => [symbol, lineOf(entries.get(symbol), now)] as const);
  return new Map(lines.filter(([, line]) => line.length > 0));
}

function lineOf(entry: unknown, now: number): readonly SeriesPoint[] {
  const parsed = series.safeParse(entry);
  if (refusalOf(entry) || !parsed.success) return [];
  const { meta, values } = parsed.data;
  if (!isDenominated(meta.symbol, meta.currency)) return [];
  const bars = values.flatMap((value) => barOf(value, meta.currency) ?? []).filter(({ t }) => t < now);
  const session = lastSession(bars.sort((a, b) => a.t - b.t));
  const [first] = session;
  if (first === undefined) return [];
  // A close is the price at its bar's end, which for the running bar has not come yet.
  const closes = session.map(({ t, close }) => ({ t: Math.min(t + barMs, now), price: close }));
  return [{ t: first.t, price: first.open }, ...closes];
}

function barOf(value: unknown, currency: unknown): Bar | undefined {
  const parsed = bar.safeParse(value);
  if (!parsed.success) return undefined;
  const { datetime, open, close } = parsed.data;
  const t = Date.parse(`${datetime.replace(' ', 'T')}Z`);
  return Number.isNaN(t) ? undefined : { t, open: major(open, currency), close: major(close, currency) };
}

/** What follows the last night; where trade never rests, as with currencies, the newest UTC day. */
function lastSession(bars: readonly Bar[]): readonly Bar[] {
  const start = bars.findLastIndex(({ t }, index) => t - (bars[index - 1]?.t ?? t) > nightMs);
  if (start > 0) return bars.slice(start);
  const newest = bars.at(-1)?.t ?? 0;
  return bars.filter(({ t }) => t >= Math.floor(newest / dayMs) * dayMs);
}
