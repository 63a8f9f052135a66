/** Notices where the two ends of a link disagree: items without a name, readings missed. */
import { type ItemId, isItemId } from '../../src/protocol/item-id.ts';
import type { ServerMessage } from '../../src/protocol/messages.ts';
import { digestOf } from '../../src/protocol/order.ts';
import type { Feed } from '../feed.ts';
import type { Beside } from './beside.ts';

/**
 * Where a board loses an item, all its readers find at the same moment that they disagree: so long is their coming spread, and
 * it is over before the next heartbeat.
 */
export const disagreementMs = 15_000;

export interface AgreementEvents {
  /** An item without a name, or one that has gone: the board has changed since its snapshot was taken. Once for each item. */
  outdated(): void;
  /** This end has missed something. */
  disagree(): void;
}

export interface Agreement {
  /** After the feed has taken it. */
  heard(message: ServerMessage, isFirstSnap: boolean): void;
}

/** `beside`: of a link that is asked for items beside the board; their names are for others to see to. */
export function createAgreement(
  { model }: Pick<Feed, 'model'>,
  events: AgreementEvents,
  beside?: Pick<Beside, 'asks' | 'hasLeft'>,
): Agreement {
  // Whose readings the server counts into its digest: what it has sent over this link, not what HTTP brought.
  let audience = new Set<ItemId>(model.readings().map(({ id }) => id));
  const nameless = new Set<ItemId>();

  function name(ids: readonly ItemId[]): void {
    const own = ids.filter((id) => !model.meta.has(id) && !nameless.has(id) && !beside?.asks(id));
    for (const id of own) nameless.add(id);
    if (own.length > 0 && model.loaded) events.outdated();
  }

  return {
    heard(message, isFirstSnap) {
      if (model.isBehind) events.outdated();
      if (message.t === 'same') {
        audience = new Set(model.board);
        if (model.readings().length === 0 && model.board.length > 0) events.disagree();
      }
      if (message.t === 'snap') {
        if (isFirstSnap) audience = new Set();
        // It answers another request. Until then the server counts what it was asked for before.
        for (const id of audience) if (beside?.hasLeft(id) && !model.board.includes(id)) audience.delete(id);
      }
      const ids = idsIn(message);
      for (const id of ids) audience.add(id);
      name(ids);
      if (message.t === 'hb') {
        const held = model.readings().filter(({ id }) => audience.has(id));
        if (message.digest !== digestOf(held)) events.disagree();
      }
    },
  };
}

/** Of the readings that the message brings; none in one that brings none. */
export function idsIn(message: ServerMessage): ItemId[] {
  const items = message.t === 'snap' || message.t === 'upd' ? message.items : [];
  return items.map((item) => item?.id).filter(isItemId);
}
