/** From a quote's reading and meta to everything its tile says; draws nothing. */
import { type ItemMeta, localText } from '../protocol/meta.ts';
import { hasValue, type Reading } from '../protocol/reading.ts';
import { correctionWords } from './correction-words.ts';
import { movementOf } from './direction.ts';
import { displayText, httpsOnly } from './display-text.ts';
import { type QuoteFigures, quoteFigures, quoteValueOf } from './quote-figures.ts';
import { sentence, spokenQuote } from './spoken.ts';
import { blankWords, provenanceOf, tagOf } from './state-words.ts';
import type { ViewContext } from './view-context.ts';

/** Every string may be ''; none is ever absent, so that whoever draws has one shape to write. */
export interface QuoteTile extends QuoteFigures {
  /** A word or two beside the name: age, state, delay or session. */
  readonly tag: string;
  /** Something wrong was shown of it lately; `tag` or `spoken` says when. */
  readonly corrected: boolean;
  /** Why there is no price. */
  readonly note: string;
  /** The whole tile in plain sentences for speech. */
  readonly spoken: string;
  /** As-of, delay, state and source for whoever asks with a pointer. */
  readonly provenance: string;
  readonly href: string | undefined;
}

/** `reading` undefined: nothing has been heard of the item yet. Never throws, whatever the texts hold. */
export function quoteTile(meta: ItemMeta, reading: Reading | undefined, context: ViewContext): QuoteTile {
  const name = displayText(localText(meta.name, context.locale)) || displayText(meta.id);
  const figures = { ...quoteFigures(meta, reading, context), name };
  const value = quoteValueOf(reading);
  const [corrected, full] = correctionWords(reading, meta, context);
  const common = { ...figures, corrected: corrected !== '', href: httpsOnly(meta.href) };
  if (value !== undefined && reading !== undefined && hasValue(reading))
    return {
      ...common,
      tag: tagOf(reading, meta, context),
      note: '',
      spoken: spokenQuote(figures.name, value, movementOf(value, meta.cls), { meta, reading, context }),
      provenance: provenanceOf(reading, meta, context).join(' · '),
    };
  const note = blankWords(reading, context);
  return {
    ...common,
    tag: corrected,
    note,
    spoken: sentence(figures.name, [note, full], context.words),
    provenance: note,
  };
}
