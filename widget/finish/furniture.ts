/** What a strip gains around its figures: buttons for more, for choices and for a summary, the credits, and a voice. */
import type { Words } from '../../src/view/words.ts';
import { drawing, html, say, svg, write } from '../build.ts';
import type { StripView } from '../strip-view.ts';
import { createCredits } from './credits-view.ts';

export interface Furniture {
  readonly next: HTMLButtonElement;
  readonly settings: HTMLButtonElement;
  /** Seen while it has the focus. */
  readonly summary: HTMLButtonElement;
  readonly credits: HTMLElement;
  /** What has to be said aloud though nobody asked. */
  announce(text: string): void;
  /** What a reader asked for, each time that they ask. */
  read(text: string): void;
}

const chevron = 'M6 3.2L10.8 8L6 12.8';
const sliders = 'M2.5 5h4M10.5 5h3M2.5 11h2M8.5 11h5M8.5 3v4M6.5 9v4';

export function furnish({ root, list, pause }: StripView, words: Words): Furniture {
  const next = button('next', words.next, chevron);
  const settings = button('settings', words.settings, sliders);
  const summary = html('button', 'summary sr', [words.readSummary], 'summary');
  const credits = createCredits();
  const status = html('span', 'sr', [], '');
  const answer = html('span', 'sr', [], '');
  write(settings, 'aria-haspopup', 'dialog');
  write(status, 'role', 'status');
  write(answer, 'aria-live', 'polite');
  list.append(credits);
  pause.after(summary);
  root.append(next, settings, status, answer);
  return {
    next,
    settings,
    summary,
    credits,
    announce: (text) => say(status, text),
    // Anew even where it says the same: only what is new is read.
    read: (text) => answer.replaceChildren(text),
  };
}

function button(name: string, label: string, path: string): HTMLButtonElement {
  const element = html('button', name, [drawing('glyph', '0 0 16 16', [svg('path', { d: path })])]);
  write(element, 'aria-label', label);
  return element;
}
