/** Tiles as sentences for speech, in the language's own order; then as-of, delay, state and source. */
import type { ItemMeta } from '../protocol/meta.ts';
import type { QuoteValue } from '../protocol/reading.ts';
import { amountText } from './change-text.ts';
import type { Movement } from './direction.ts';
import { fill } from './fill.ts';
import { own } from './own.ts';
import { priceSpoken } from './price-text.ts';
import type { ViewContext } from './view-context.ts';
import type { Words } from './words.ts';

/** What a sentence is about. */
export interface Subject {
  readonly meta: ItemMeta;
  /** As-of, delay, state and source, in words. */
  readonly provenance: readonly string[];
  readonly context: ViewContext;
}

export function spokenQuote(
  name: string,
  value: QuoteValue,
  movement: Movement,
  { meta, provenance, context }: Subject,
): string {
  const { words } = context;
  const amount = movement.direction === 'unknown' ? '' : amountSpoken(movement, meta, context);
  const told = fill(
    templateOf(movement, words),
    name,
    priceSpoken(value.price, meta, context),
    amount,
    own(words.basis, value.basis) ?? '',
  );
  return sentences([tidy(told), listed(provenance, words)], words);
}

type Known = Exclude<Movement, { direction: 'unknown' }>;

function amountSpoken(movement: Known, meta: ItemMeta, context: ViewContext): string {
  const forms: Partial<Record<string, string>> = context.words.basisPointsSpoken;
  // To one decimal at the most, as it is told.
  const form = context.formats.plural(Number(Number(movement.amount).toFixed(1)));
  const basisPoints = forms[form] ?? context.words.basisPointsSpoken.other;
  return amountText(movement, meta, { ...context, words: { basisPoints } }, true);
}

/** `name: part, part, part.` in the language's own signs, leaving out what is empty. */
export function sentence(name: string, parts: readonly string[], words: Words): string {
  return fill(words.about, name, ended(parts, words));
}

/** `Part, part.`: a sentence by itself, leaving out what is empty. */
export function listed(parts: readonly string[], words: Words): string {
  return ended(parts, words).replace(/^./u, (first) => first.toUpperCase());
}

/** A last word that is shortened, such as `25 nov.`, has its stop already. */
function ended(parts: readonly string[], { comma, stop }: Words): string {
  const told = parts.filter(Boolean).join(comma);
  return told.endsWith(stop) ? told : told + stop;
}

/** Sentences one after the other, leaving out what is empty; the last one ends as it came, and none with two stops. */
export function sentences(texts: readonly string[], words: Words): string {
  const { stop } = words;
  const told = texts.filter(Boolean);
  return told
    .map((text, at) => (at < told.length - 1 ? ended([text], words) : text))
    .join(gapOf(words))
    .replaceAll(stop + stop, stop);
}

/** What stands between two sentences: a full-width stop has its room in itself. */
export function gapOf({ stop }: Words): string {
  return stop === '。' ? '' : ' ';
}

/** Without the gap that a basis leaves where none is stated. */
function tidy(text: string): string {
  return text.replace(/ {2,}/g, ' ').trim();
}

function templateOf({ direction }: Movement, words: Words): string {
  const { quoteUp: up, quoteDown: down, quoteFlat: flat, quoteUnknown: unknown } = words;
  return { up, down, flat, unknown }[direction];
}
