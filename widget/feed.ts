/** All that comes of one board on one server, for every strip of the page that shows it. Knows no DOM. */
import type { ItemId } from '../src/protocol/item-id.ts';
import { encode } from '../src/protocol/messages.ts';
import { socketAddress } from './addresses.ts';
import { type ConnectionState, createConnection } from './connection.ts';
import type { Cancel, Env } from './env.ts';
import { createExtras } from './extras.ts';
import { createGate } from './live-gate.ts';
import { Model } from './model.ts';
import { createReceiver } from './receiver.ts';
import { createSnapshotClient, type SnapshotFailure } from './snapshot-client.ts';

/** How it stands with the way to the server. `lost`: figures are held, but none are coming. */
export type FeedStatus = 'loading' | SnapshotFailure | 'connecting' | 'live' | 'lost';

/** `items`: readings; `board`: names, order or credits too; `afresh`: what was held so far does not count any more. */
export type FeedChange = 'status' | 'items' | 'board' | 'afresh';

export interface Feed {
  readonly model: Model;
  status(): FeedStatus;
  /** ms since the epoch by the server's clock, as far as it is known. */
  now(): number;
  /** True where the server has said that it does not know the item. */
  isUnknown(id: ItemId): boolean;
  listen(listener: (change: FeedChange) => void): Cancel;
  /** A strip of this board has come near the viewport. */
  near(): void;
  /** Follows an item that is not on the board, until cancelled. */
  follow(id: ItemId): Cancel;
  stop(): void;
}

// From here on the socket is not to be counted on, and plain requests keep the figures going.
const pollAfterFailures = 3;

/** Fetches the snapshot at once; opens a socket only when a strip is near. */
export function createFeed(env: Env, base: string, board: string): Feed {
  const model = new Model();
  const listeners = new Set<(change: FeedChange) => void>();
  const unknown = new Set<ItemId>();
  let etag: string | undefined;
  let failure: SnapshotFailure | undefined;
  let hasBeenLive = false;
  let isNear = false;

  const tell = (change: FeedChange) => {
    if (change === 'afresh') etag = undefined;
    for (const listener of listeners) listener(change);
  };
  const answered = () => {
    if (isNear) gate.near();
  };
  const snapshots = createSnapshotClient(env, `${base}/v1/boards/${encodeURIComponent(board)}`, {
    board(snapshot, tag) {
      etag = tag;
      // Beside a live link a cached copy could only be older, or from before a restart.
      model.applySnapshot(isLive() ? { ...snapshot, items: [] } : snapshot);
      tell('board');
      if (!isLive() && hasBeenLive) extras.refresh();
      answered();
    },
    failed(reason) {
      failure = reason;
      tell('status');
      answered();
    },
  });
  const extras = createExtras(env, base, {
    detail(detail) {
      model.applyDetail(detail);
      tell('board');
    },
    unknown(id) {
      unknown.add(id);
      tell('board');
    },
    changed: () => subscribe(),
  });
  const receiver = createReceiver(env, model, {
    tell,
    nameless: () => snapshots.load(),
    namelessExtras: extras.nameless,
    refused: extras.refused,
    // The way out of every disagreement: ask for the whole board again.
    disagree() {
      etag = undefined;
      connection.renew();
    },
  });
  const connection = createConnection(env, () => socketAddress(base, board, etag), {
    message: receiver.take,
    state(state) {
      if (state.at === 'live') {
        hasBeenLive = true;
        if (extras.ids().length > 0) subscribe();
      }
      snapshots.poll(needsPolling(state));
      tell('status');
    },
  });
  const gate = createGate(env, {
    open() {
      connection.open();
      snapshots.poll(needsPolling(connection.state()));
    },
    close() {
      connection.close();
      snapshots.poll(false);
    },
    hurry: () => connection.hurry(),
  });

  function subscribe(): void {
    receiver.follow(extras.ids());
    connection.send(encode({ t: 'sub', items: extras.ids() }));
  }
  function isLive(): boolean {
    return connection.state().at === 'live';
  }

  snapshots.load();
  return {
    model,
    status: () => (model.loaded ? statusOf(connection.state(), hasBeenLive) : (failure ?? 'loading')),
    now: receiver.now,
    isUnknown: (id) => unknown.has(id),
    listen(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    near() {
      isNear = true;
      if (model.loaded || failure !== undefined) gate.near();
    },
    follow: extras.follow,
    stop() {
      listeners.clear();
      gate.stop();
      connection.close();
      snapshots.stop();
      extras.stop();
    },
  };
}

function needsPolling(state: ConnectionState): boolean {
  return state.at === 'refused' || (state.at === 'trying' && state.failures >= pollAfterFailures);
}

function statusOf(state: ConnectionState, hasBeenLive: boolean): FeedStatus {
  if (state.at === 'live') return 'live';
  const failing = state.at === 'refused' || (state.at === 'trying' && state.failures > 0);
  return failing && (hasBeenLive || needsPolling(state)) ? 'lost' : 'connecting';
}
