/** What a panel's words depend on: all that a tile's do, and the panels' own table. */

import type { ViewContext } from '../view-context.ts';
import type { ItemWords } from './item-words.ts';

export interface PanelContext extends ViewContext {
  readonly panel: ItemWords;
}
