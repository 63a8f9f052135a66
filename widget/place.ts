/** Whose weather a strip shows: the place it was told, or the board's first. Follows a place that the board lacks. */
import { type ItemId, isItemId, kindOf } from '../src/protocol/item-id.ts';
import type { Cancel } from './env.ts';
import type { Feed } from './feed.ts';

export interface Place {
  /** Undefined where neither the page nor the board names one. */
  id(): ItemId | undefined;
  /** The board has come or changed. */
  update(): void;
  stop(): void;
}

/** `asked`: the name of a weather item, with or without its kind. */
export function createPlace(feed: Pick<Feed, 'model' | 'follow'>, asked: string | undefined): Place {
  const wanted = asked === undefined ? undefined : `weather:${asked.replace(/^weather:/, '')}`;
  let place: ItemId | undefined;
  let unfollow: Cancel = () => {};

  return {
    id: () => place,
    update() {
      const { board } = feed.model;
      const next = isItemId(wanted) ? wanted : board.find((id) => kindOf(id) === 'weather');
      if (next === place) return;
      unfollow();
      place = next;
      unfollow = next === undefined || board.includes(next) ? () => {} : feed.follow(next);
    },
    stop: () => unfollow(),
  };
}
