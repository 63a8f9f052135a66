/** Follows what a strip shows and its board has not: a place with its warnings, and the reader's own quotes. */
import { type ItemId, kindOf } from '../../src/protocol/item-id.ts';
import type { Cancel } from '../env.ts';
import type { Feed } from '../feed.ts';
import type { FeedLife } from '../life/feed-life.ts';
import { placeOf } from '../place.ts';

export interface Guests {
  /** The place that is shown; undefined where neither the page nor the board names one. */
  place(): ItemId | undefined;
  /** The item of the place's warnings, which need not exist. A board that has the place alone wants none. */
  alerts(): ItemId | undefined;
  /** The board has come or changed. */
  update(): void;
  readonly stop: Cancel;
}

/** `asked`: the name of a weather item, with or without its kind. `quotes`: the reader's, in place of the board's. */
export function followGuests(
  { model }: Pick<Feed, 'model'>,
  life: Pick<FeedLife, 'follow'>,
  asked: string | undefined,
  quotes: readonly ItemId[] = [],
): Guests {
  const followed = new Map<ItemId, Cancel>();
  let place: ItemId | undefined;

  const follow = (ids: readonly ItemId[]) => {
    for (const [id, leave] of followed) {
      if (ids.includes(id)) continue;
      followed.delete(id);
      leave();
    }
    for (const id of ids) if (!followed.has(id)) followed.set(id, life.follow(id));
  };
  const alerts = () => place && alertsOf(place);
  return {
    place: () => place,
    alerts,
    update() {
      place = placeOf(model.board, asked);
      const isGuest = (id: ItemId) => !model.board.includes(id);
      const ofPlace = place !== undefined && isGuest(place) ? [place, alertsOf(place)] : [];
      follow([...ofPlace, ...quotes.filter(isGuest)]);
    },
    stop: () => follow([]),
  };
}

function alertsOf(place: ItemId): ItemId {
  return `alerts:${place.slice(kindOf(place).length + 1)}`;
}
