/** Applies the server's messages to the model, keeps the server's clock, and notices where the two ends disagree. */
import type { ItemId } from '../src/protocol/item-id.ts';
import type { ServerMessage } from '../src/protocol/messages.ts';
import { digestOf } from '../src/protocol/order.ts';
import type { SnapshotItem } from '../src/protocol/snapshot.ts';
import type { Env } from './env.ts';
import type { Model } from './model.ts';

export interface ReceiverEvents {
  tell(change: 'items' | 'afresh'): void;
  /** An item without a name: the board has changed since its snapshot was taken. Once for each item. */
  nameless(): void;
  /** Items beside the board that have come without a name. */
  namelessExtras(ids: readonly ItemId[]): void;
  /** The server does not know these items, and follows none of those asked for with them. */
  refused(ids: readonly string[]): void;
  /** This end has missed something. */
  disagree(): void;
}

export interface Receiver {
  take(message: ServerMessage, isFirstSnap: boolean): void;
  /** The items beside the board, whose readings a board's snap does not end. */
  follow(ids: readonly ItemId[]): void;
  /** ms since the epoch by the server's clock as `hello` and `hb` tell it; the reader's own before. */
  now(): number;
}

export function createReceiver(env: Env, model: Model, events: ReceiverEvents): Receiver {
  let offsetMs = 0;
  let extras: readonly ItemId[] = [];
  // Whose readings the server counts into its digest: what it has sent over this link, not what HTTP brought.
  let audience = new Set<ItemId>();
  const nameless = new Set<ItemId>();

  function setClock(serverNow: number): void {
    if (Number.isFinite(serverNow)) offsetMs = serverNow - env.now();
  }

  function start(items: readonly ItemId[]): void {
    audience = new Set(items);
    model.keepOnly(new Set([...items, ...extras]));
  }

  function apply(items: readonly SnapshotItem[]): void {
    for (const { id } of items) audience.add(id);
    if (model.apply(items).length > 0) events.tell('items');
    const fresh = items.map(({ id }) => id).filter((id) => !model.meta.has(id) && !nameless.has(id));
    events.namelessExtras(fresh.filter((id) => extras.includes(id)));
    const own = fresh.filter((id) => !extras.includes(id));
    for (const id of own) nameless.add(id);
    if (own.length > 0 && model.loaded) events.nameless();
  }

  function agrees(digest: string): boolean {
    return digest === digestOf(model.readings().filter(({ id }) => audience.has(id)));
  }

  return {
    take(message, isFirstSnap) {
      switch (message.t) {
        case 'hello':
          setClock(message.now);
          if (message.epoch >= model.epoch()) return;
          model.restart();
          return events.tell('afresh');
        case 'same':
          start(model.board);
          if (model.readings().length === 0 && model.board.length > 0) events.disagree();
          return;
        case 'snap':
          if (isFirstSnap) start(message.items.map(({ id }) => id));
          return apply(message.items);
        case 'upd':
          return apply(message.items);
        case 'hb':
          setClock(message.now);
          if (!agrees(message.digest)) events.disagree();
          return;
        case 'err':
          if (message.code === 'unknown-item') events.refused(message.items ?? []);
      }
    },
    follow(ids) {
      for (const id of extras) if (!ids.includes(id) && !model.board.includes(id)) audience.delete(id);
      extras = [...ids];
    },
    now: () => env.now() + offsetMs,
  };
}
