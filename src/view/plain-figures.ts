/** Figures without Intl and without grouping, for the first paint: a page's first Intl formatter costs it 50 ms and more. */
import { type FigureFormats, scaleOf, withMinus } from './formats.ts';

export const plainFigures: FigureFormats = {
  number,
  percent: (text, decimals) => `${number(text, decimals)}%`,
  money: (text, _currency, decimals) => number(text, decimals),
};

/** Rounded as a float where digits are to go: exact to 15 of them, and not for long what a reader sees. */
function number(text: string, decimals = scaleOf(text)): string {
  return withMinus(
    scaleOf(text) > decimals
      ? // Twice, for what is left of a figure below zero may be `-0.00`.
        Number(Number(text).toFixed(decimals)).toFixed(decimals)
      : padded(text, decimals),
  );
}

function padded(text: string, decimals: number): string {
  const missing = decimals - scaleOf(text);
  return missing === 0 ? text : `${text}${text.includes('.') ? '' : '.'}${'0'.repeat(missing)}`;
}
