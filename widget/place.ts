/** Whose weather and warnings a strip shows: the place it was told, or the board's first. Follows what the board lacks. */
import { type ItemId, isItemId, kindOf } from '../src/protocol/item-id.ts';
import type { Cancel } from './env.ts';
import type { Feed } from './feed.ts';

export interface Place {
  /** Undefined where neither the page nor the board names one. */
  id(): ItemId | undefined;
  /** The item of the place's warnings, which need not exist. A board that has the place alone wants none. */
  alertsId(): ItemId | undefined;
  /** The board has come or changed. */
  update(): void;
  stop(): void;
}

/** `asked`: the name of a weather item, with or without its kind. */
export function createPlace(feed: Pick<Feed, 'model' | 'follow'>, asked: string | undefined): Place {
  const wanted = asked === undefined ? undefined : `weather:${asked.replace(/^weather:/, '')}`;
  let place: ItemId | undefined;
  let followed: readonly Cancel[] = [];

  const stop = () => {
    for (const unfollow of followed) unfollow();
  };
  return {
    id: () => place,
    alertsId: () => place && alertsOf(place),
    update() {
      const { board } = feed.model;
      const next = isItemId(wanted) ? wanted : board.find((id) => kindOf(id) === 'weather');
      if (next === place) return;
      stop();
      place = next;
      const isGuest = next !== undefined && !board.includes(next);
      followed = isGuest ? [next, alertsOf(next)].map((id) => feed.follow(id)) : [];
    },
    stop,
  };
}

function alertsOf(place: ItemId): ItemId {
  return `alerts:${place.slice(place.indexOf(':') + 1)}`;
}
