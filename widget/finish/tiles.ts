/** The row's tiles: one for each quote that is shown, in order, drawn anew only where something changed. */
import type { ItemId } from '../../src/protocol/item-id.ts';
import type { ItemMeta } from '../../src/protocol/meta.ts';
import { quoteValueOf } from '../../src/view/quote-figures.ts';
import { quoteFace, quoteVoice } from '../../src/view/quote-tile.ts';
import type { ViewContext } from '../../src/view/view-context.ts';
import type { Sight } from '../env.ts';
import type { Held } from '../model.ts';
import { createQuoteView, type QuoteView } from '../quote-view.ts';
import { callEach } from './call-each.ts';
import { orBlank } from './or-blank.ts';
import { dressQuote, type QuoteDress } from './quote-dress.ts';
import { sparkShape } from './spark-shape.ts';

interface Tile {
  readonly view: QuoteView;
  readonly dress: QuoteDress;
  meta: ItemMeta;
  /** What is to be seen, and what is told of it. */
  held: Held | undefined;
  isDrawn: boolean;
  isTold: boolean;
}

export interface Tiles {
  /** Makes, drops and orders tiles so that they are those of the quotes, one for each. */
  arrange(quotes: readonly ItemMeta[]): void;
  /** `all`: time or words have changed, so that even unchanged readings may say something else. `unseen`: those too that are scrolled away. */
  draw(
    held: (id: ItemId) => Held | undefined,
    context: ViewContext,
    how: { all: boolean; unseen: boolean; still: boolean },
  ): void;
  /** True where something has changed of which the rest is to be told yet. */
  isUntold(): boolean;
  /** Tells the rest: sentences, and the lines of those that are seen. */
  tell(context: ViewContext): void;
}

/** Keeps its tiles at the beginning of `list`, and takes over those that stand there. `made`: told of each new one. */
export function createTiles(
  list: HTMLElement,
  standing: ReadonlyMap<ItemId, QuoteView>,
  made: (view: QuoteView, id: ItemId) => void,
  sight: Pick<Sight, 'watch' | 'sees'>,
): Tiles {
  let tiles = new Map<ItemId, Tile>();
  // A name or a zone can be as broken as a reading: the others are seen to all the same.
  const each = (see: (tile: Tile) => void) => callEach([...tiles.values()].map((tile) => () => see(tile)));
  const waiting = new Map(standing);

  function create(meta: ItemMeta): Tile {
    const view = waiting.get(meta.id) ?? createQuoteView(meta);
    waiting.delete(meta.id);
    made(view, meta.id);
    // The face, since what is not rendered goes by it too: a fade of what is not costs the page every frame of it.
    sight.watch(view.face);
    return { view, dress: dressQuote(view), meta, held: undefined, isDrawn: true, isTold: true };
  }

  return {
    arrange(quotes) {
      const before = tiles;
      tiles = new Map();
      for (const meta of quotes) {
        const { id } = meta;
        // A quote that is named twice has one tile: nothing would ever draw the other again.
        if (tiles.has(id)) continue;
        const tile = before.get(id) ?? create(meta);
        tile.meta = meta;
        tiles.set(id, tile);
        before.delete(id);
      }
      const gone = [...[...before.values()].map(({ view }) => view), ...waiting.values()];
      for (const { element } of gone) element.remove();
      waiting.clear();
      [...tiles.values()].forEach(({ view: { element } }, index) => {
        const there = list.children[index];
        if (there !== element) list.insertBefore(element, there ?? null);
      });
    },
    draw(held, context, { all, unseen, still }) {
      each((tile) => {
        const next = held(tile.meta.id);
        const before = tile.held;
        if (all || next !== before) tile.isDrawn = tile.isTold = false;
        tile.held = next;
        // Those that are scrolled away are drawn when they are seen: the page need not pay for what nobody looks at.
        if (tile.isDrawn || !(unseen || sight.sees(tile.view.face))) return;
        tile.isDrawn = true;
        tile.isTold = false;
        const [value, last] = [quoteValueOf(next?.reading), quoteValueOf(before?.reading)];
        const isNew = value && last && value.price !== last.price;
        tile.dress.show(
          orBlank((reading) => quoteFace(tile.meta, reading, context), next?.reading),
          isNew && !still,
        );
      });
    },
    isUntold: () => [...tiles.values()].some(({ isTold }) => !isTold),
    tell(context) {
      each((tile) => {
        if (tile.isTold) return;
        tile.isTold = true;
        const { meta, held, dress } = tile;
        dress.tell(orBlank((reading) => quoteVoice(meta, reading, context), held?.reading));
        if (!tile.isDrawn) return;
        const value = quoteValueOf(held?.reading);
        dress.draw(orBlank((line) => sparkShape(line, Number(value?.reference)), value && held?.spark));
      });
    },
  };
}
