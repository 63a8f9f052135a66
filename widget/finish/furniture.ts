/** What a strip gains around its figures: buttons for more, for choices and for a summary, the credits, and a voice. */
import type { Words } from '../../src/view/words.ts';
import { drawing, html, svg, write } from '../build.ts';
import type { Cancel, LifeEnv } from '../env.ts';
import type { StripView } from '../strip-view.ts';
import { createCredits } from './credits-view.ts';

export interface Furniture {
  readonly next: HTMLButtonElement;
  readonly settings: HTMLButtonElement;
  /** Seen while it has the focus. */
  readonly summary: HTMLButtonElement;
  readonly credits: HTMLElement;
  /** Says it aloud, again too where it was said before. `isSeen`: it is to be read for a moment as well. */
  announce(text: string, isSeen?: boolean): void;
}

const chevron = 'M6 3.2L10.8 8L6 12.8';
const sliders = 'M2.5 5h4M10.5 5h3M2.5 11h2M8.5 11h5M8.5 3v4M6.5 9v4';

// A region that is new has to be known before what changes in it is heard, and the same text has to be gone for a moment.
const silenceMs = 100;
// As long as a screen reader may take to notice. What stayed would be found later, and be old.
const heardMs = 1000;
const readMs = 5000;

export function furnish(
  { root, list, pause }: StripView,
  words: Words,
  env: Pick<LifeEnv, 'after'>,
): Furniture {
  const next = button('next', words.next, chevron);
  const settings = button('settings', words.settings, sliders);
  const summary = html('button', 'summary sr', [words.readSummary], 'summary');
  const credits = createCredits();
  const status = html('span', 'sr', [], '');
  // What comes before another has been said is said with it.
  const unsaid = new Set<string>();
  let turn: Cancel | undefined;
  const put = (look: string, ...texts: string[]) => {
    write(status, 'class', look);
    status.replaceChildren(...texts);
  };
  write(settings, 'aria-haspopup', 'dialog');
  write(status, 'role', 'status');
  list.append(credits);
  pause.after(summary);
  root.append(next, settings, status);
  return {
    next,
    settings,
    summary,
    credits,
    announce(text, isSeen) {
      turn?.();
      put('sr');
      unsaid.add(text);
      turn = env.after(silenceMs, () => {
        put(isSeen ? 'said' : 'sr', [...unsaid].join(' '));
        unsaid.clear();
        turn = env.after(isSeen ? readMs : heardMs, () => put('sr'));
      });
    },
  };
}

function button(name: string, label: string, path: string): HTMLButtonElement {
  const element = html('button', name, [drawing('glyph', '0 0 16 16', [svg('path', { d: path })])]);
  write(element, 'aria-label', label);
  return element;
}
