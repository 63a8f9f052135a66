/**
 * The ECB's reference rates out of its data portal's CSV (`EXR`, `format=csvdata`): a second way to the same figures,
 * which the provider does not fetch, so that an operator's recording of either way can be checked.
 */
import { UpstreamError } from '../system/upstream-error.ts';
import { currencyCode, type Fixing, isoDay, newestFirst, rateText } from './fixings.ts';

/**
 * Newest first. Columns are found by name, since a request decides which there are; `detail=dataonly` gives none whose
 * text needs quotes, so that a row of another width is one with a decimal comma, and its rate unreadable. Throws an
 * UpstreamError of kind `shape` for anything else.
 */
export function parseCsvFixings(text: string): readonly Fixing[] {
  const [header = '', ...lines] = text.trim().split(/\r?\n/);
  const names = header.split(',');
  const [currencyAt, dayAt, rateAt] = ['CURRENCY', 'TIME_PERIOD', 'OBS_VALUE'].map((name) =>
    names.indexOf(name),
  );
  const byDay = new Map<string, Map<string, string | undefined>>();
  for (const cells of lines.map((line) => line.split(','))) {
    const day = isoDay.safeParse(cells[dayAt ?? -1]);
    const currency = currencyCode.safeParse(cells[currencyAt ?? -1]);
    if (!day.success || !currency.success) throw new UpstreamError('shape', 'a row without currency or day');
    const rates = byDay.get(day.data) ?? new Map<string, string | undefined>();
    const whole = cells.length === names.length;
    const rate = whole ? rateText.safeParse(cells[rateAt ?? -1]).data : undefined;
    byDay.set(day.data, rates.set(currency.data, rates.has(currency.data) ? undefined : rate));
  }
  if (byDay.size === 0) throw new UpstreamError('shape', 'no row of rates');
  return newestFirst([...byDay].map(([day, rates]) => ({ day, rates })));
}
