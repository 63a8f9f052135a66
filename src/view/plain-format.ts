/** Formats without Intl, for the first paint: the first Intl formatter of a page costs it 50 ms and more. */
import { roundDecimal } from '../protocol/decimal.ts';
import { type Formats, isDayAlone, scaleOf, withMinus } from './formats.ts';

/** Figures without grouping, times in UTC and saying so. */
export const plainFormats: Formats = {
  number,
  percent: (text, decimals) => `${number(text, decimals)}%`,
  money: (text, currency, decimals, full) =>
    full ? `${number(text, decimals)} ${currency}` : number(text, decimals),
  moment(at, now) {
    const [day, time] = isoParts(at);
    return isDayAlone(at) || day !== isoParts(now)[0] ? day : `${time} UTC`;
  },
};

function number(text: string, decimals = scaleOf(text)): string {
  return withMinus(roundDecimal(text, decimals));
}

function isoParts(at: number): [day: string, time: string] {
  const iso = Number.isFinite(at) && Math.abs(at) < 8.64e15 ? new Date(at).toISOString() : '';
  return [iso.slice(0, 10), iso.slice(11, 16)];
}
