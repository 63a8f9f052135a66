/** What a panel's words depend on: all that a tile's do, the panels' own table, and what is said as the tiles say it. */
import type { ViewContext } from '../view-context.ts';
import type { ItemWords } from './item-words.ts';
import type { ViewKit } from './view-kit.ts';

export interface PanelContext extends ViewContext {
  readonly panel: ItemWords;
  readonly kit: ViewKit;
}
