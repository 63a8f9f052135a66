/** Keeps a board coming for as long as it is shown: the ladder socket, events, polling; items beside it; both ends agreeing. */
import type { ItemId } from '../../src/protocol/item-id.ts';
import { type ServerMessage, subprotocol } from '../../src/protocol/messages.ts';
import { eventsAddress, socketAddress } from '../addresses.ts';
import type { Cancel, LinkEnv } from '../env.ts';
import type { Feed, FeedStatus } from '../feed.ts';
import { createAgreement } from './agreement.ts';
import { type ConnectionState, createConnection } from './connection.ts';
import { createExtras } from './extras.ts';
import { type OpenSocket, ownSocket } from './link.ts';
import { createGate } from './live-gate.ts';
import { createSnapshotClient } from './snapshot-client.ts';

export interface FeedLife {
  /** Follows an item that is not on the board, until cancelled. */
  follow(id: ItemId): Cancel;
  /** True where the server has said that it does not know the item. */
  isUnknown(id: ItemId): boolean;
  /** How figures are fetched has been chosen anew. */
  repace(): void;
}

// From here on the socket is not to be counted on: every other attempt is by events, and plain requests go on meanwhile.
const pollAfterFailures = 3;
const forcedPollMs = 30_000;
// What the reader chose, or the browser for them: the painter says so.
const chosenPollMs = 60_000;

/** How the first link was left. */
export interface Left {
  /** Its close code, where it has ended by itself; 1006 where it fell silent. */
  code?: number;
  /** The server is going: another link is to take its place within so many ms. */
  drainMs?: number;
}

/** Takes the feed over as it stands. */
export function keepAlive(feed: Feed, env: LinkEnv, left: Left = {}): FeedLife {
  const { model, base, board, polls } = feed;
  const unknown = new Set<ItemId>();
  let hasBeenLive = feed.isWhole;
  let isLoading = true;
  let isAsking = false;
  let isByEvents = false;

  const snapshots = createSnapshotClient(env, feed.url(), (answer) => {
    // Beside a live link a cached copy could only be older, or from before a restart.
    const isLive = connection.state().at === 'live';
    const isGood = feed.show(answer, isLive);
    if (isGood && !isLive && (hasBeenLive || polls())) extras.refresh();
    enter();
    return isGood;
  });
  const extras = createExtras(env, base, {
    detail({ id, meta, source, reading, spark }) {
      model.meta.set(id, meta);
      if (source !== undefined && reading !== undefined && 'source' in reading)
        model.sources = { ...model.sources, [reading.source]: source };
      if (reading !== undefined) model.apply([spark === undefined ? reading : { ...reading, spark }]);
      feed.tell('board');
    },
    unknown(id) {
      unknown.add(id);
      feed.tell('board');
    },
    changed() {
      if (!isAsking) queueMicrotask(ask);
      isAsking = true;
    },
  });
  const agreement = createAgreement(feed, {
    nameless: () => snapshots.load(),
    namelessExtras: extras.nameless,
    refused: extras.refused,
    // The way out of every disagreement: ask for the whole board again.
    disagree() {
      feed.etag = undefined;
      connection.renew();
    },
  });
  const way = (failures: number): OpenSocket => {
    isByEvents = failures >= pollAfterFailures && failures % 2 === 1;
    return isByEvents
      ? (events) => env.openEvents(eventsAddress(base, board, feed.extras), events)
      : (events) => env.openSocket(socketAddress(base, board, feed.etag), subprotocol, events);
  };
  const connection = createConnection(env, way, {
    message(message: ServerMessage, isFirstSnap: boolean) {
      feed.take(message, isFirstSnap);
      agreement.heard(message, isFirstSnap);
    },
    state(state) {
      if (state.at === 'live') {
        hasBeenLive = true;
        if (!isByEvents && feed.extras.length > 0) subscribe();
      }
      snapshots.poll(pollMs(state));
      enter();
    },
  });
  const gate = createGate(env, {
    open() {
      if (polls()) connection.close();
      else connection.open();
      snapshots.poll(pollMs(connection.state()));
      enter();
    },
    close() {
      connection.close();
      snapshots.poll(0);
    },
    hurry: () => connection.hurry(),
    status: () => feed.tell('status'),
  });

  // A place and its warnings are asked for in one breath.
  function ask(): void {
    isAsking = false;
    feed.extras = extras.ids();
    agreement.follow(feed.extras);
    const { at } = connection.state();
    if (isByEvents && (at === 'live' || at === 'trying')) connection.renew();
    else subscribe();
  }
  function subscribe(): void {
    connection.send(JSON.stringify({ t: 'sub', items: feed.extras }));
  }
  function pollMs(state: ConnectionState): number {
    if (!gate.isOpen()) return 0;
    return polls() ? chosenPollMs : needsPolling(state) ? forcedPollMs : 0;
  }
  function enter(): void {
    const status = statusOf(connection.state(), hasBeenLive);
    if (model.loaded) feed.enter(polls() && status !== 'live' ? 'polled' : status);
  }
  // The first snapshot is the feed's own, and may still be on its way.
  function begin(): void {
    if (isLoading && feed.status !== 'loading') {
      isLoading = false;
      if (!model.loaded) snapshots.retry();
    }
    if (feed.isReady) gate.ready();
  }

  feed.isKept = true;
  const adopt = ownSocket(feed);
  if (adopt !== undefined) {
    feed.socket = undefined;
    connection.adopt(adopt, feed.heartbeatMs, feed.isWhole);
    if (left.drainMs !== undefined) connection.move(left.drainMs);
  } else if (left.code !== undefined) connection.goOn(left.code);
  // What has come so far was heard by nobody who asks for names.
  if (feed.isWhole) agreement.heard({ t: 'upd', items: model.readings() }, false);
  const leave = feed.listen(begin);
  begin();
  feed.stopLife = () => {
    leave();
    gate.stop();
    connection.close();
    snapshots.stop();
    extras.stop();
  };
  return { follow: extras.follow, isUnknown: (id) => unknown.has(id), repace: gate.again };
}

function isFailing(state: ConnectionState): boolean {
  return state.at === 'refused' || (state.at === 'trying' && state.failures > 0);
}

function needsPolling(state: ConnectionState): boolean {
  return isFailing(state) && !(state.at === 'trying' && state.failures < pollAfterFailures);
}

function statusOf(state: ConnectionState, hasBeenLive: boolean): FeedStatus {
  if (state.at === 'live') return 'live';
  return isFailing(state) && (hasBeenLive || needsPolling(state)) ? 'lost' : 'connecting';
}
