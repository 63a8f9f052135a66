/** A movement as a signed figure: `+0.58%`, `−3 bp`. Never decides a direction. */
import type { ItemMeta } from '../protocol/meta.ts';
import { type Movement, signs } from './direction.ts';
import { decimalsFor } from './formats.ts';
import type { FigureContext } from './view-context.ts';

/** The signed figure; '' where the change is unknown. */
export function changeText(movement: Movement, meta: ItemMeta, context: FigureContext): string {
  return movement.direction === 'unknown'
    ? ''
    : signs[movement.direction] + amountText(movement, meta, context);
}

/** The figure without its sign; `full`: with the word for percent, for speech. */
export function amountText(
  { unit, amount }: Exclude<Movement, { direction: 'unknown' }>,
  meta: ItemMeta,
  { formats, words }: FigureContext,
  full = false,
): string {
  switch (unit) {
    case 'percent':
      return formats.percent(amount, telling(amount, 2), full);
    case 'bp':
      return words.basisPoints.replace(
        '{0}',
        formats.number(amount, telling(amount, Number(Number(amount).toFixed(1)) % 1 === 0 ? 0 : 1)),
      );
    case 'price':
      return formats.number(amount, telling(amount, decimalsFor(amount, meta.decimals)));
  }
}

/** The decimals asked for, or more where those would show a change that is not zero as 0.00 beside an arrow. */
function telling(amount: string, decimals: number): number {
  const value = Number(amount);
  let enough = decimals;
  while (value !== 0 && !Number(value.toFixed(enough))) enough += 1;
  return enough;
}
