/** What a quote's tile gains: tag, note, line and sentence. Shows what the view says and decides nothing. */
import type { QuoteFace, QuoteVoice } from '../../src/view/quote-tile.ts';
import { drawing, html, say, svg, write } from '../build.ts';
import type { QuoteView } from '../quote-view.ts';
import { type SparkShape, sparkHeight, sparkWidth } from './spark-shape.ts';

export interface QuoteDress {
  /** `fade`: the figure is new, and the reader does not mind motion. */
  show(face: QuoteFace, fade: boolean | undefined): void;
  draw(shape: SparkShape): void;
  /** What is not looked at in the first moment: the sentence for the ear, the source for the pointer. */
  tell(voice: QuoteVoice): void;
}

const fadeMs = 450;

export function dressQuote(view: QuoteView): QuoteDress {
  const { element, link, face, head, figures, change } = view;
  const tag = html('span', 'tag');
  const note = html('span', 'note');
  const spoken = html('span', 'sr', [], '');
  const base = svg('path', { class: 'base' });
  const line = svg('path', { class: 'line' });
  const end = svg('circle', { class: 'end' });
  let fading: Animation | undefined;
  let sentence = '';
  let toldIn: string | undefined;
  // Firefox copies what stands side by side as one word.
  head.append(' ', tag, ' ');
  figures.append(note);
  face.append(drawing('spark', `0 0 ${sparkWidth} ${sparkHeight}`, [base, line, end]));
  link.append(spoken);
  const speak = () => say(spoken, sentence);
  link.addEventListener('blur', speak);

  return {
    show(tile, fade) {
      view.show(tile);
      write(element, 'data-corrected', tile.corrected ? '' : undefined);
      write(change, 'part', `change ${tile.tone}`);
      write(link, 'href', tile.href);
      say(tag, tile.tag);
      say(note, tile.note);
      // One that is under way goes on: begun anew at each tick, a figure would never be seen at its full strength.
      if (!fade || fading?.playState === 'running') return;
      // Made once: to play it again costs a fifth of another one.
      if (fading === undefined)
        fading = figures.animate({ opacity: [0.25, 1] }, { duration: fadeMs, easing: 'ease-out' });
      else fading.play();
    },
    draw(shape) {
      write(line, 'd', shape.line);
      write(base, 'd', shape.baseline === undefined ? '' : `M0 ${shape.baseline}H${sparkWidth}`);
      write(end, 'cx', shape.end && String(shape.end.x));
      write(end, 'cy', shape.end && String(shape.end.y));
      write(end, 'r', shape.end ? '1.6' : '0');
    },
    tell(voice) {
      write(face, 'title', voice.provenance);
      sentence = voice.spoken;
      // Screen readers say the name of what has the focus anew with each change: a tick waits until the focus goes, a state
      // or a correction does not.
      const state = `${tag.textContent}${note.textContent}`;
      if (state !== toldIn || !link.matches(':focus')) speak();
      toldIn = state;
      // The eye reads the face and the ear the sentence: the same things, each said once.
      write(face, 'aria-hidden', 'true');
    },
  };
}
