/** The one place where a change gets its direction: sign, arrow, colour, words and line all ask here. */
import { isDecimal } from '../protocol/decimal.ts';
import type { ItemClass } from '../protocol/meta.ts';
import type { QuoteValue } from '../protocol/reading.ts';

export type Direction = 'up' | 'down' | 'flat';
export type ChangeUnit = 'percent' | 'bp' | 'price';

/** Which way a quote went against its basis, and by how much; `amount` is decimal text without a sign. */
export type Movement =
  | { readonly direction: 'unknown' }
  | { readonly direction: Direction; readonly unit: ChangeUnit; readonly amount: string };

export const arrows: Readonly<Record<Movement['direction'], string>> = {
  up: '▲',
  down: '▼',
  flat: '■',
  unknown: '',
};

/** U+2212: as wide as a plus and as a figure, where a hyphen is neither. */
export const signs: Readonly<Record<Movement['direction'], string>> = {
  up: '+',
  down: '\u2212',
  flat: '',
  unknown: '',
};

/**
 * The movement that the value itself states: yields in basis points and never in percent, others in percent, either
 * in price units where that is all there is. Flat only where the change is exactly zero; unknown stays unknown.
 */
export function movementOf(value: QuoteValue, cls: ItemClass): Movement {
  const relative = cls === 'yield' ? value.changeBp : value.changePct;
  if (isDecimal(relative)) return movement(relative, cls === 'yield' ? 'bp' : 'percent');
  return isDecimal(value.change) ? movement(value.change, 'price') : { direction: 'unknown' };
}

function movement(signed: string, unit: ChangeUnit): Movement {
  // Exact: no decimal text that is not zero is too small for a float to have a sign (30 digits, and a float has 324).
  const sign = Number(signed);
  return {
    direction: sign > 0 ? 'up' : sign < 0 ? 'down' : 'flat',
    unit,
    amount: signed.replace('-', ''),
  };
}
