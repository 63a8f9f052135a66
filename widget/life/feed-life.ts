/** Keeps a board coming for as long as it is shown: the ladder socket, events, polling; items beside it; both ends agreeing. */
import type { ItemId } from '../../src/protocol/item-id.ts';
import { type ServerMessage, subprotocol } from '../../src/protocol/messages.ts';
import type { BoardSnapshot } from '../../src/protocol/snapshot.ts';
import { eventsAddress, socketAddress } from '../addresses.ts';
import type { Cancel, HttpAnswer, LinkEnv } from '../env.ts';
import type { Feed } from '../feed.ts';
import { type AgreementEvents, createAgreement, disagreementMs, idsIn } from './agreement.ts';
import { createAsking } from './asking.ts';
import { createBeside } from './beside.ts';
import { createBoardWatch } from './board-watch.ts';
import { createClockDoubt, tellClockMs } from './clock-doubt.ts';
import { createConnection } from './connection.ts';
import { createEpochDoubt } from './epoch-doubt.ts';
import { createExtras } from './extras.ts';
import { pollAfterFailures, pollMsOf, statusOf } from './feed-status.ts';
import { type OpenSocket, ownSocket } from './link.ts';
import { createGate } from './live-gate.ts';
import { isOfBefore } from './old-answers.ts';
import { createSnapshotClient } from './snapshot-client.ts';

export interface FeedLife {
  /** Follows an item that is not on the board, until cancelled. `isNamed`: its name and credit are not asked for. */
  follow(id: ItemId, isNamed?: boolean): Cancel;
  /** False where the item does not come: nobody follows it, or the server takes no more of them, or has refused the board, or has it no more. */
  brings(id: ItemId): boolean;
  /** True where the server has said that it does not know the item. */
  isUnknown(id: ItemId): boolean;
  /** How figures are fetched has been chosen anew. */
  repace(): void;
  /** ms between two requests where figures are fetched now and then; 0 where they come over a link, or soon will. */
  pollMs(): number;
}

/** An item beside the board, and how it is left; `isNamed`: see `follow`. */
export interface Followed {
  readonly id: ItemId;
  readonly isNamed: boolean | undefined;
  leave: Cancel;
}

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
  let isPolling = false;
  let hasAnswered: boolean | undefined;
  // The server has the board no more: no link will come, neither for it nor for what is followed beside it.
  let isGone = false;

  const snapshots = createSnapshotClient(env, feed.url(), (answer) => watch.judge(() => show(answer)));
  const watch = createBoardWatch(feed, snapshots.load);
  const extras = createExtras(env, base, {
    detail({ id, meta, source, reading, spark }) {
      unknown.delete(id);
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
    changed: () => asking.changed(),
  });
  const beside = createBeside();
  const events: AgreementEvents = {
    outdated: watch.outdated,
    // The way out of every disagreement: ask for the whole board again.
    disagree() {
      feed.etag = undefined;
      changeOver(disagreementMs);
    },
  };
  const agreement = createAgreement(feed, events, beside);
  const way = (failures: number): OpenSocket => {
    const isByEvents = failures >= pollAfterFailures && failures % 2 === 1;
    const items = asking.opening(isByEvents);
    return items
      ? (events) => env.openEvents(eventsAddress(base, board, items), events)
      : (events) => env.openSocket(socketAddress(base, board, feed.etag), subprotocol, events);
  };
  const believed = createClockDoubt(feed);
  const isBegunAnew = createEpochDoubt(model);
  const connection = createConnection(env, way, {
    message(message: ServerMessage, isFirstSnap: boolean) {
      if (message.t === 'hello') {
        asking.greeted(message);
        model.demo ||= message.demo;
      }
      const before = feed.now();
      feed.take(believed(message), isFirstSnap);
      // Figures may be older than they looked, all of them; and a board that comes over this link goes by the same clock.
      if (Math.abs(feed.now() - before) >= tellClockMs) feed.tell('board');
      agreement.heard(message, isFirstSnap);
      extras.nameless(idsIn(message).filter((id) => !model.meta.has(id)));
      if (message.t === 'err') asking.refused(message);
      watch.heard();
    },
    state(state) {
      if (state.at === 'live') {
        hasBeenLive = true;
        hasAnswered = undefined;
        isGone = false;
        isBegunAnew(undefined);
        asking.live();
      }
      poll();
      enter();
    },
  });
  const asking = createAsking({ feed, env, extras, connection, beside });
  const gate = createGate(env, {
    open() {
      snapshots.hold(false);
      if (polls()) connection.close();
      else connection.open();
      poll();
      enter();
    },
    close() {
      connection.close();
      poll();
      snapshots.hold(true);
    },
    hurry() {
      connection.hurry();
      if (isPolling && hasAnswered === false) snapshots.load();
    },
    doubt() {
      connection.doubt();
      feed.tell('status');
    },
  });

  // Where nothing is held, there is nothing to be kept until the other link stands.
  function changeOver(windowMs: number): void {
    connection.move(model.readings().length > 0 ? windowMs : 0);
  }
  function show(answer: HttpAnswer | undefined): boolean {
    // Beside a live link a cached copy could only be older, or from before a restart.
    const isLive = connection.state().at === 'live';
    // No `hello` tells those who have no link.
    if (isBegunAnew(isLive ? undefined : answer)) {
      model.restart();
      feed.tell('afresh');
    }
    if (!isLive) beNoEarlierThan(answer?.body);
    const isGood = feed.show(answer, isLive);
    if (!isLive && !isOfBefore(model, answer)) hasAnswered = isGood;
    isGone = !isLive && answer?.status === 404;
    if (isGood && !isLive && (hasBeenLive || isPolling)) extras.refresh();
    enter();
    return isGood;
  }
  // Without a link nobody tells the time. A board of later than now says that the reader's clock is behind, by which old
  // figures would look live for as long; one of earlier says nothing, since a cache may have kept it.
  function beNoEarlierThan(body: unknown): void {
    const { builtAt } = (body ?? {}) as Partial<BoardSnapshot>;
    if (!(Number(builtAt) > feed.now())) return;
    feed.take({ t: 'hb', now: Number(builtAt), digest: '' }, false);
    feed.tell('board');
  }
  function pollMs(): number {
    return pollMsOf(connection.state(), polls());
  }
  function poll(): void {
    // What was fetched before says nothing of the way there is now; that nothing came does.
    if (!isPolling && hasAnswered) hasAnswered = undefined;
    const everyMs = gate.isOpen() ? pollMs() : 0;
    isPolling = everyMs > 0;
    snapshots.poll(everyMs);
  }
  function enter(): void {
    const circumstances = { hasBeenLive, isChosen: polls(), hasAnswered };
    if (model.loaded) feed.enter(statusOf(connection.state(), circumstances));
  }
  // The first snapshot is the feed's own, and may still be on its way.
  function begin(): void {
    if (isLoading && feed.status !== 'loading') {
      isLoading = false;
      if (!model.loaded) {
        snapshots.retry();
        tellMaker(feed, env);
      }
    }
    if (feed.isReady) gate.ready();
  }

  feed.isKept = true;
  // The feed has shown it by the reader's clock, and nothing else may ever come.
  if (!feed.hello) beNoEarlierThan(env.inlined(board));
  const adopt = ownSocket(feed);
  if (adopt !== undefined) {
    feed.socket = undefined;
    if (feed.hello) asking.greeted(feed.hello);
    connection.adopt(adopt, feed.hello?.heartbeat ?? 0, feed.isWhole);
    if (left.drainMs !== undefined) changeOver(left.drainMs);
  } else if (left.code !== undefined) connection.goOn(left.code);
  // What has come so far was heard by nobody who asks for names.
  if (feed.isWhole) agreement.heard({ t: 'upd', items: model.readings() }, false);
  watch.heard();
  const leave = feed.listen(begin);
  begin();
  feed.stopLife = () => {
    leave();
    gate.stop();
    connection.close();
    snapshots.stop();
    asking.stop();
    extras.stop();
  };
  return {
    follow: extras.follow,
    brings: (id) =>
      connection.state().at !== 'refused' && !isGone && (model.board.includes(id) || asking.asks(id)),
    isUnknown: (id) => unknown.has(id),
    repace: gate.again,
    pollMs,
  };
}

/**
 * A mistyped attribute or a policy that forgets the service looks like a service that is down, and the browser's own lines
 * name no attribute. Where a server has trouble of its own, or there is no network, the page is not at fault.
 */
function tellMaker(feed: Feed, env: Pick<LinkEnv, 'isOnline' | 'warn'>): void {
  const { answered = 'no answer' } = feed;
  if (Number(answered) >= 500 || !env.isOnline()) return;
  env.warn(
    `<masthead-strip> gets no board from ${feed.url()} (${answered}). Check its "board", its "server" (https://…, without /v1) and the page's connect-src.`,
  );
}
