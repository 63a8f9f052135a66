/** The elements of one quote's tile; shows what the view says and decides nothing. */
import type { ItemMeta } from '../src/protocol/meta.ts';
import type { QuoteTile } from '../src/view/quote-tile.ts';
import { drawing, html, say, svg, write } from './build.ts';
import { type SparkShape, sparkHeight, sparkWidth } from './spark-shape.ts';

export interface QuoteView {
  readonly element: HTMLElement;
  /** `fade`: the figure is new, and the reader does not mind motion. */
  show(tile: QuoteTile, shape: SparkShape, fade: boolean): void;
}

export const fadeMs = 450;

export function createQuoteView({ id, cls }: ItemMeta): QuoteView {
  const name = html('span', 'name');
  const tag = html('span', 'tag');
  const price = html('span', 'price');
  const arrow = html('span', 'arrow');
  const amount = html('span', 'amount');
  const change = html('span', 'change', [arrow, amount]);
  const note = html('span', 'note');
  const figures = html('span', 'figures', [price, change, note]);
  const spark = createSpark();
  const face = html('span', 'face', [html('span', 'head', [name, tag]), figures, spark.element], '');
  const spoken = html('span', 'sr', [], '');
  const link = html('a', 'tile', [face, spoken]);
  const element = html('li', `item ${cls}`, [link], 'item');
  // So that a page's own script can tell the tiles apart.
  write(element, 'data-item', id);
  // The eye reads the face and the ear the sentence: the same things, each said once.
  write(face, 'aria-hidden', 'true');

  return {
    element,
    show(tile, shape, fade) {
      write(element, 'data-look', tile.look);
      write(element, 'data-tone', tile.tone);
      write(element, 'data-corrected', tile.corrected ? '' : undefined);
      write(change, 'part', `change ${tile.tone}`);
      write(link, 'href', tile.href);
      write(face, 'title', tile.provenance);
      say(name, tile.name);
      say(tag, tile.tag);
      say(price, tile.price);
      say(arrow, tile.arrow);
      say(amount, tile.change);
      say(note, tile.note);
      say(spoken, tile.spoken);
      spark.show(shape);
      if (fade) figures.animate({ opacity: [0.25, 1] }, { duration: fadeMs, easing: 'ease-out' });
    },
  };
}

function createSpark(): { readonly element: Element; show(shape: SparkShape): void } {
  const base = svg('path', { class: 'base' });
  const line = svg('path', { class: 'line' });
  const end = svg('circle', { class: 'end', r: '1.6' });
  return {
    element: drawing('spark', `0 0 ${sparkWidth} ${sparkHeight}`, [base, line, end]),
    show(shape) {
      write(line, 'd', shape.line);
      write(base, 'd', shape.baseline === undefined ? '' : `M0 ${shape.baseline}H${sparkWidth}`);
      write(end, 'cx', shape.end && String(shape.end.x));
      write(end, 'cy', shape.end && String(shape.end.y));
      write(end, 'r', shape.end ? '1.6' : '0');
    },
  };
}
