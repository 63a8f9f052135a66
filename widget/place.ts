/** Whose weather and warnings a strip shows: the place it was told, or the board's first. */
import { type ItemId, isItemId, kindOf } from '../src/protocol/item-id.ts';

/** `asked`: the name of a weather item, with or without its kind. Undefined where neither page nor board names one. */
export function placeOf(board: readonly ItemId[], asked = ''): ItemId | undefined {
  const wanted = `weather:${asked.replace(/^weather:/, '')}`;
  return isItemId(wanted) ? wanted : board.find((id) => kindOf(id) === 'weather');
}
