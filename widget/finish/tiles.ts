/** The row's tiles: one for each quote that is shown, in order, drawn anew only where something changed. */
import type { ItemId } from '../../src/protocol/item-id.ts';
import type { ItemMeta } from '../../src/protocol/meta.ts';
import { quoteValueOf } from '../../src/view/quote-figures.ts';
import { quoteTile } from '../../src/view/quote-tile.ts';
import type { ViewContext } from '../../src/view/view-context.ts';
import type { Held } from '../model.ts';
import { createQuoteView, type QuoteView } from '../quote-view.ts';
import { dressQuote, type QuoteDress } from './quote-dress.ts';
import { sparkShape } from './spark-shape.ts';

interface Tile {
  readonly view: QuoteView;
  readonly dress: QuoteDress;
  meta: ItemMeta;
  drawn: Held | undefined;
}

export interface Tiles {
  /** Makes, drops and orders tiles so that they are those of the quotes. */
  arrange(quotes: readonly ItemMeta[]): void;
  /** `all`: time or words have changed, so that even unchanged readings may say something else. */
  draw(
    held: (id: ItemId) => Held | undefined,
    context: ViewContext,
    how: { all: boolean; still: boolean },
  ): void;
}

/** Keeps its tiles at the beginning of `list`, and takes over those that stand there. `made`: told of each new one. */
export function createTiles(
  list: HTMLElement,
  standing: ReadonlyMap<ItemId, QuoteView>,
  made: (view: QuoteView, id: ItemId) => void,
): Tiles {
  let tiles = new Map<string, Tile>();
  const waiting = new Map(standing);

  function create(meta: ItemMeta): Tile {
    const view = waiting.get(meta.id) ?? createQuoteView(meta);
    waiting.delete(meta.id);
    made(view, meta.id);
    return { view, dress: dressQuote(view), meta, drawn: undefined };
  }

  return {
    arrange(quotes) {
      const before = tiles;
      tiles = new Map();
      for (const meta of quotes) {
        const key = `${meta.id} ${meta.cls}`;
        const tile = before.get(key) ?? create(meta);
        tile.meta = meta;
        tiles.set(key, tile);
        before.delete(key);
      }
      for (const { view } of [...before.values(), ...[...waiting.values()].map((view) => ({ view }))])
        view.element.remove();
      waiting.clear();
      [...tiles.values()].forEach(({ view: { element } }, index) => {
        const there = list.children[index];
        if (there !== element) list.insertBefore(element, there ?? null);
      });
    },
    draw(held, context, { all, still }) {
      for (const tile of tiles.values()) {
        const next = held(tile.meta.id);
        if (!all && next === tile.drawn) continue;
        const value = quoteValueOf(next?.reading);
        const last = quoteValueOf(tile.drawn?.reading);
        const isNew = value !== undefined && last !== undefined && value.price !== last.price;
        const shape = sparkShape(
          value && next?.spark,
          value?.reference === undefined ? undefined : Number(value.reference),
        );
        tile.dress.show(quoteTile(tile.meta, next?.reading, context), shape, isNew && !still);
        tile.drawn = next;
      }
    },
  };
}
