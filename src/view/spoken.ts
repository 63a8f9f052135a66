/** Tiles as sentences for speech: name, value, direction in words, basis, as-of, delay, state and source. */
import type { ItemMeta } from '../protocol/meta.ts';
import type { QuoteValue, ValuedReading } from '../protocol/reading.ts';
import { amountText } from './change-text.ts';
import type { Movement } from './direction.ts';
import { priceSpoken } from './price-text.ts';
import { provenanceOf } from './state-words.ts';
import type { ViewContext } from './view-context.ts';

/** What a sentence is about. */
export interface Subject {
  readonly meta: ItemMeta;
  readonly reading: ValuedReading;
  readonly context: ViewContext;
}

export function spokenQuote(
  name: string,
  value: QuoteValue,
  movement: Movement,
  { meta, reading, context }: Subject,
): string {
  const basis = value.basis === undefined ? '' : (context.words.basis[value.basis] ?? '');
  const moved = movementSpoken(movement, meta, context);
  return sentence(name, [
    priceSpoken(value.price, meta, context),
    movement.direction === 'unknown' ? moved : `${moved} ${basis}`.trim(),
    ...provenanceOf(reading, meta, context),
  ]);
}

export function spokenBlank(name: string, why: string): string {
  return sentence(name, [why]);
}

/** `name: part, part, part.`, leaving out what is empty. */
export function sentence(name: string, parts: readonly string[]): string {
  return `${name}: ${parts.filter(Boolean).join(', ')}.`;
}

function movementSpoken(movement: Movement, meta: ItemMeta, context: ViewContext): string {
  const { words } = context;
  switch (movement.direction) {
    case 'unknown':
      return words.changeUnknown;
    case 'flat':
      return words.unchanged;
    case 'up':
      return `${words.up} ${amountText(movement, meta, context)}`;
    case 'down':
      return `${words.down} ${amountText(movement, meta, context)}`;
  }
}
