/** From a quote's reading and meta to everything its tile says; draws nothing. */
import { isDecimal } from '../protocol/decimal.ts';
import { type ItemMeta, localText } from '../protocol/meta.ts';
import { hasValue, type QuoteValue, type Reading, type ValuedReading } from '../protocol/reading.ts';
import { changeText } from './change-text.ts';
import { correctionWords } from './correction-words.ts';
import { arrows, type Movement, movementOf } from './direction.ts';
import { displayText, httpsOnly } from './display-text.ts';
import { priceText } from './price-text.ts';
import { sentence, spokenQuote } from './spoken.ts';
import { isStale } from './staleness.ts';
import { blankWords, provenanceOf, tagOf } from './state-words.ts';
import type { ViewContext } from './view-context.ts';

/** How much trust the tile's look claims. */
export type Look = 'live' | 'closed' | 'held' | 'stale' | 'blank';

/** Every string may be ''; none is ever absent, so that whoever draws has one shape to write. */
export interface QuoteTile {
  readonly look: Look;
  readonly name: string;
  readonly tag: string;
  readonly price: string;
  readonly direction: Movement['direction'];
  /** The direction as a colour: 'unknown' (no colour) where the value is stale, though its sign is known. */
  readonly tone: Movement['direction'];
  readonly arrow: string;
  readonly change: string;
  /** Something wrong was shown of it lately; `tag` or `spoken` says when. */
  readonly corrected: boolean;
  /** Why there is no price. */
  readonly note: string;
  /** The whole tile in one sentence for speech. */
  readonly spoken: string;
  /** As-of, delay, state and source for whoever asks with a pointer. */
  readonly provenance: string;
  readonly href: string | undefined;
}

/** `reading` undefined: nothing has been heard of the item yet. Never throws, whatever the texts hold. */
export function quoteTile(meta: ItemMeta, reading: Reading | undefined, context: ViewContext): QuoteTile {
  const value = quoteValueOf(reading);
  return value !== undefined && reading !== undefined && hasValue(reading)
    ? valuedTile(meta, reading, value, context)
    : blankTile(meta, reading, context);
}

/** The reading's quote where it has one whose price can be read. */
export function quoteValueOf(reading: Reading | undefined): QuoteValue | undefined {
  if (reading === undefined || !hasValue(reading) || reading.value.kind !== 'quote') return undefined;
  return isDecimal(reading.value.price) ? reading.value : undefined;
}

function valuedTile(
  meta: ItemMeta,
  reading: ValuedReading,
  value: QuoteValue,
  context: ViewContext,
): QuoteTile {
  const movement = movementOf(value, meta.cls);
  const stale = isStale(reading, context.now);
  const name = nameOf(meta, context);
  return {
    look: stale ? 'stale' : reading.state,
    name,
    tag: tagOf(reading, meta, context),
    price: priceText(value.price, meta, context),
    direction: movement.direction,
    tone: stale ? 'unknown' : movement.direction,
    arrow: arrows[movement.direction],
    change: changeText(movement, meta, context),
    corrected: correctionWords(reading, meta, context)[0] !== '',
    note: '',
    spoken: spokenQuote(name, value, movement, { meta, reading, context }),
    provenance: provenanceOf(reading, meta, context).join(' · '),
    href: httpsOnly(meta.href),
  };
}

function blankTile(meta: ItemMeta, reading: Reading | undefined, context: ViewContext): QuoteTile {
  const name = nameOf(meta, context);
  const note = blankWords(reading, context);
  const [corrected, full] = correctionWords(reading, meta, context);
  return {
    look: 'blank',
    name,
    tag: corrected,
    price: '—',
    direction: 'unknown',
    tone: 'unknown',
    arrow: '',
    change: '',
    corrected: corrected !== '',
    note,
    spoken: sentence(name, [note, full]),
    provenance: note,
    href: httpsOnly(meta.href),
  };
}

function nameOf(meta: ItemMeta, { locale }: ViewContext): string {
  return displayText(localText(meta.name, locale)) || displayText(meta.id);
}
