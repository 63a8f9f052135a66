/** The row's tiles: one for each quote of the board, in its order, drawn anew only where something changed. */
import type { ItemId } from '../src/protocol/item-id.ts';
import type { ItemMeta } from '../src/protocol/meta.ts';
import { quoteTile, quoteValueOf } from '../src/view/quote-tile.ts';
import type { ViewContext } from '../src/view/view-context.ts';
import type { Held } from './model.ts';
import { createQuoteView, type QuoteView } from './quote-view.ts';
import { sparkShape } from './spark-shape.ts';

interface Tile {
  readonly view: QuoteView;
  drawn: Held | undefined;
}

export interface Tiles {
  /** Makes, drops and orders tiles so that they are those of the board. */
  arrange(quotes: readonly ItemMeta[]): void;
  /** `all`: time or words have changed, so that even unchanged readings may say something else. */
  draw(
    held: (id: ItemId) => Held | undefined,
    context: ViewContext,
    how: { all: boolean; still: boolean },
  ): void;
}

/** Puts its tiles into `list` in front of `before`. */
export function createTiles(list: HTMLElement, before: HTMLElement): Tiles {
  let tiles = new Map<ItemMeta, Tile>();

  return {
    arrange(quotes) {
      const old = new Map<string, Tile>([...tiles].map(([meta, tile]) => [`${meta.id} ${meta.cls}`, tile]));
      const drop = new Set(tiles.values());
      tiles = new Map<ItemMeta, Tile>();
      for (const meta of quotes) {
        const tile = old.get(`${meta.id} ${meta.cls}`) ?? {
          view: createQuoteView(meta),
          drawn: undefined,
        };
        tiles.set(meta, tile);
        drop.delete(tile);
      }
      for (const { view } of drop) view.element.remove();
      const elements = [...tiles.values()].map(({ view }) => view.element);
      const standing = [...list.children].filter((child) => elements.includes(child as HTMLElement));
      if (elements.some((element, index) => element !== standing[index])) before.before(...elements);
    },
    draw(held, context, { all, still }) {
      for (const [meta, tile] of tiles) {
        const next = held(meta.id);
        if (!all && next === tile.drawn) continue;
        const value = quoteValueOf(next?.reading);
        const last = quoteValueOf(tile.drawn?.reading);
        const isNew = value !== undefined && last !== undefined && value.price !== last.price;
        const shape = sparkShape(
          value && next?.spark,
          value?.reference === undefined ? undefined : Number(value.reference),
        );
        tile.view.show(quoteTile(meta, next?.reading, context), shape, isNew && !still);
        tile.drawn = next;
      }
    },
  };
}
