/** Formats for tests that are about no locale's own. */
import { type DurationUnit, type Formats, isDayAlone } from '../../src/view/formats.ts';
import { plainFigures } from '../../src/view/plain-figures.ts';

const symbols: Readonly<Record<DurationUnit, string>> = { second: 's', minute: 'min', hour: 'h', day: 'd' };

/** Figures without grouping, times in UTC and saying so. */
export const plainFormats: Formats = {
  ...plainFigures,
  money: (text, currency, decimals, full) =>
    plainFigures.number(text, decimals) + (full ? ` ${currency.slice(0, 10)}` : ''),
  duration: (count, unit) => `${count} ${symbols[unit]}`,
  relative: (count, unit) =>
    count > 0 ? `in ${count} ${symbols[unit]}` : `${Math.abs(count)} ${symbols[unit]} ago`,
  plural: () => 'other',
  moment(at, now) {
    const [day, time] = isoParts(at);
    return isDayAlone(at) || day !== isoParts(now)[0] ? day : `${time} UTC`;
  },
};

function isoParts(at: number): [day: string, time: string] {
  const iso = Number.isFinite(at) && Math.abs(at) < 8.64e15 ? new Date(at).toISOString() : '';
  return [iso.slice(0, 10), iso.slice(11, 16)];
}
