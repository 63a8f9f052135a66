/** A quote's figures: what a tile shows from the first moment, before any of its words are there; draws nothing. */
import { isDecimal } from '../protocol/decimal.ts';
import { type ItemMeta, localText } from '../protocol/meta.ts';
import { hasValue, type QuoteValue, type Reading, type ValuedReading } from '../protocol/reading.ts';
import { changeText } from './change-text.ts';
import { arrows, type Movement, movementOf } from './direction.ts';
import { priceText } from './price-text.ts';
import { isStale } from './staleness.ts';
import type { FigureContext } from './view-context.ts';

/** How much trust the tile's look claims. */
export type Look = 'live' | 'closed' | 'held' | 'stale' | 'blank';

/** Every string may be ''; none is ever absent, so that whoever draws has one shape to write. */
export interface QuoteFigures {
  readonly look: Look;
  readonly name: string;
  readonly price: string;
  readonly direction: Movement['direction'];
  /** The direction as a colour: 'unknown' (no colour) where the value is stale, though its sign is known. */
  readonly tone: Movement['direction'];
  readonly arrow: string;
  readonly change: string;
}

/** `reading` undefined: nothing has been heard of the item yet. Never throws, whatever the texts hold. */
export function quoteFigures(
  meta: ItemMeta,
  reading: Reading | undefined,
  context: FigureContext,
): QuoteFigures {
  const name = firstText(localText(meta.name, context.locale));
  const value = quoteValueOf(reading);
  if (value === undefined) return { ...nothing, name, price: '—' };
  const movement = movementOf(value, meta.cls);
  const known = reading as ValuedReading;
  const stale = isStale(known, context.now);
  return {
    look: stale ? 'stale' : known.state,
    name,
    price: priceText(value.price, meta, context),
    direction: movement.direction,
    tone: stale ? 'unknown' : movement.direction,
    arrow: arrows[movement.direction],
    change: changeText(movement, meta, context),
  };
}

/** The reading's quote where it has one whose price can be read. */
export function quoteValueOf(reading: Reading | undefined): QuoteValue | undefined {
  const value = reading !== undefined && hasValue(reading) ? reading.value : undefined;
  return value?.kind === 'quote' && isDecimal(value.price) ? value : undefined;
}

/** A name as it came, bounded; `displayText` makes it fit to stay. Anything but text becomes ''. */
export function firstText(text: unknown): string {
  return typeof text === 'string' ? text.slice(0, 64) : '';
}

const nothing = { look: 'blank', direction: 'unknown', tone: 'unknown', arrow: '', change: '' } as const;
