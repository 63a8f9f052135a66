/** From a quote's reading and meta to everything its tile says; draws nothing. */
import { type ItemMeta, localText } from '../protocol/meta.ts';
import type { Reading, ValuedReading } from '../protocol/reading.ts';
import { correctionWords } from './correction-words.ts';
import { movementOf } from './direction.ts';
import { displayText, httpsOnly } from './display-text.ts';
import { isolated } from './isolated.ts';
import { type QuoteFigures, quoteFigures, quoteValueOf } from './quote-figures.ts';
import { sentence, spokenQuote } from './spoken.ts';
import { blankWords, provenanceOf, tagOf } from './state-words.ts';
import type { ViewContext } from './view-context.ts';

/** What is seen. Every string may be ''; none is ever absent, so that whoever draws has one shape to write. */
export interface QuoteFace extends QuoteFigures {
  /** A word or two beside the name: age, state, delay or session. */
  readonly tag: string;
  /** Something wrong was shown of it lately; `tag` or `spoken` says when. */
  readonly corrected: boolean;
  /** Why there is no price. */
  readonly note: string;
  readonly href: string | undefined;
}

/** What is heard, and told to whoever asks. */
export interface QuoteVoice {
  /** The whole tile in plain sentences for speech. */
  readonly spoken: string;
  /** As-of, delay, state and source for whoever asks with a pointer. */
  readonly provenance: string;
}

export type QuoteTile = QuoteFace & QuoteVoice;

/** `reading` undefined: nothing has been heard of the item yet. Never throws, whatever the texts hold. */
export function quoteTile(meta: ItemMeta, reading: Reading | undefined, context: ViewContext): QuoteTile {
  return { ...quoteFace(meta, reading, context), ...quoteVoice(meta, reading, context) };
}

export function quoteFace(meta: ItemMeta, reading: Reading | undefined, context: ViewContext): QuoteFace {
  const known = quoteValueOf(reading) && (reading as ValuedReading);
  const [corrected] = correctionWords(reading, meta, context);
  const figures = quoteFigures(meta, reading, context);
  return {
    ...figures,
    // Before a word from right to left, a figure would have its sign behind it.
    change: /[\u0590-\u06ff]/.test(figures.change) ? isolated(figures.change) : figures.change,
    name: nameOf(meta, context),
    tag: known ? tagOf(known, meta, context) : corrected,
    corrected: corrected !== '',
    note: known ? '' : blankWords(reading, context),
    href: httpsOnly(meta.href),
  };
}

export function quoteVoice(meta: ItemMeta, reading: Reading | undefined, context: ViewContext): QuoteVoice {
  const name = nameOf(meta, context);
  const value = quoteValueOf(reading);
  if (value !== undefined) {
    const provenance = provenanceOf(reading as ValuedReading, meta, context);
    const spoken = spokenQuote(name, value, movementOf(value, meta.cls), { meta, provenance, context });
    return { spoken, provenance: provenance.join(' · ') };
  }
  const note = blankWords(reading, context);
  const [, corrected] = correctionWords(reading, meta, context);
  return { spoken: sentence(name, [note, corrected], context.words), provenance: note };
}

function nameOf(meta: ItemMeta, { locale }: ViewContext): string {
  return displayText(localText(meta.name, locale)) || displayText(meta.id);
}
