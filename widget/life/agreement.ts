/** Notices where the two ends of a link disagree: items without a name, readings missed, items refused. */
import { type ItemId, isItemId } from '../../src/protocol/item-id.ts';
import type { Err, ServerMessage } from '../../src/protocol/messages.ts';
import { digestOf } from '../../src/protocol/order.ts';
import type { Feed } from '../feed.ts';

/**
 * Where a board loses an item, all its readers find at the same moment that they disagree: so long is their coming spread, and
 * it is over before the next heartbeat.
 */
export const disagreementMs = 15_000;

export interface AgreementEvents {
  /** An item without a name, or one that has gone: the board has changed since its snapshot was taken. Once for each item. */
  outdated(): void;
  /** Items beside the board that have come without a name. */
  namelessExtras(ids: readonly ItemId[]): void;
  /** The server follows none of the items that were asked for last. */
  refused(err: Err): void;
  /** This end has missed something. */
  disagree(): void;
}

export interface Agreement {
  /** After the feed has taken it. */
  heard(message: ServerMessage, isFirstSnap: boolean): void;
  /** The items beside the board that have been asked for over this link, in place of those before. */
  follow(ids: readonly ItemId[]): void;
}

export function createAgreement({ model }: Pick<Feed, 'model'>, events: AgreementEvents): Agreement {
  let extras: readonly ItemId[] = [];
  // Whose readings the server counts into its digest: what it has sent over this link, not what HTTP brought.
  let audience = new Set<ItemId>(model.readings().map(({ id }) => id));
  const nameless = new Set<ItemId>();
  // All that were ever extras: another item that the board does not name may still be the board's.
  const beside = new Set<ItemId>();

  function name(ids: readonly ItemId[]): void {
    const fresh = ids.filter((id) => !model.meta.has(id) && !nameless.has(id));
    events.namelessExtras(fresh.filter((id) => extras.includes(id)));
    const own = fresh.filter((id) => !extras.includes(id));
    for (const id of own) nameless.add(id);
    if (own.length > 0 && model.loaded) events.outdated();
  }

  // Until it has answered, the server counts what it was asked for before.
  function letGo(): void {
    for (const id of beside) if (!extras.includes(id) && !model.board.includes(id)) audience.delete(id);
  }

  return {
    heard(message, isFirstSnap) {
      if (model.isBehind) events.outdated();
      if (message.t === 'same') {
        audience = new Set(model.board);
        if (model.readings().length === 0 && model.board.length > 0) events.disagree();
      }
      if (message.t === 'snap' || message.t === 'upd') {
        const ids = message.items.map((item) => item?.id).filter(isItemId);
        if (isFirstSnap) audience = new Set(ids);
        else if (message.t === 'snap') letGo();
        for (const id of ids) audience.add(id);
        name(ids);
      }
      if (message.t === 'hb') {
        const held = model.readings().filter(({ id }) => audience.has(id));
        if (message.digest !== digestOf(held)) events.disagree();
      }
      if (message.t === 'err') events.refused(message);
    },
    follow(ids) {
      extras = [...ids];
      for (const id of ids) beside.add(id);
    },
  };
}
