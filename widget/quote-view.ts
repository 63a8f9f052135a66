/** The elements of one quote's tile: name, price and change. Shows what the view says and decides nothing. */
import type { ItemMeta } from '../src/protocol/meta.ts';
import type { Reading } from '../src/protocol/reading.ts';
import type { QuoteFigures } from '../src/view/quote-figures.ts';
import { html, say, write } from './build.ts';

export interface QuoteView {
  readonly element: HTMLElement;
  readonly link: HTMLAnchorElement;
  readonly face: HTMLElement;
  readonly head: HTMLElement;
  readonly figures: HTMLElement;
  readonly change: HTMLElement;
  /** What the first picture shows; while paused not the newest. */
  reading?: Reading | undefined;
  show(figures: QuoteFigures): void;
}

export function createQuoteView({ id }: Pick<ItemMeta, 'id'>): QuoteView {
  const name = html('span', 'name');
  const price = html('span', 'price');
  const arrow = html('span', 'arrow');
  const amount = html('span', 'amount');
  const change = html('span', 'change', [arrow, amount]);
  const figures = html('span', 'figures', [price, change]);
  const head = html('span', 'head', [name]);
  const face = html('span', 'face', [head, figures], '');
  const link = html('a', 'tile', [face]);
  const element = html('li', 'item', [link]);
  // So that a page's own script can tell the tiles apart.
  write(element, 'data-item', id);

  return {
    element,
    link,
    face,
    head,
    figures,
    change,
    show(tile) {
      write(element, 'data-look', tile.look);
      write(element, 'data-tone', tile.tone);
      say(name, tile.name);
      say(price, tile.price);
      say(arrow, tile.arrow);
      say(amount, tile.change);
    },
  };
}
