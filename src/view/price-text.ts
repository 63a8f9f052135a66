/** A price as its class is written: money with its sign, yields in percent, rates and points as bare figures. */
import type { ItemMeta } from '../protocol/meta.ts';
import { fill } from './fill.ts';
import { decimalsFor } from './formats.ts';
import type { FigureContext, ViewContext } from './view-context.ts';

/** For the eye. `price` is decimal text; `meta.decimals` absent: as published. */
export function priceText(price: string, meta: ItemMeta, { formats }: FigureContext): string {
  const decimals = decimalsFor(price, meta.decimals);
  if (meta.cls === 'yield') return formats.percent(price, decimals);
  // A rate's name is its pair (`USD/BOB`) and an index counts points: a sign before either would say something else.
  const currency = meta.cls === 'fx' || meta.cls === 'index' ? undefined : meta.currency;
  return !currency ? formats.number(price, decimals) : formats.money(price, currency, decimals);
}

/** For the ear: with the unit in words wherever there is one. */
export function priceSpoken(price: string, meta: ItemMeta, { formats, words }: ViewContext): string {
  const decimals = decimalsFor(price, meta.decimals);
  if (meta.cls === 'yield') return formats.percent(price, decimals, true);
  if (meta.cls === 'index') return fill(words.points, formats.number(price, decimals));
  const { currency } = meta;
  return !currency ? formats.number(price, decimals) : formats.money(price, currency, decimals, true);
}
