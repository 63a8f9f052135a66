/** Asks each link for the items that are followed beside the board: by messages where it takes them, else by its address. */
import type { ItemId } from '../../src/protocol/item-id.ts';
import type { Err, Hello } from '../../src/protocol/messages.ts';
import type { Env } from '../env.ts';
import type { Feed } from '../feed.ts';
import type { Beside } from './beside.ts';
import type { Connection } from './connection.ts';
import type { Extras } from './extras.ts';
import { createSubscription } from './subscription.ts';

export interface Asking {
  /**
   * A link is about to be opened, one of events where `isByEvents` says so or the one that stands is of events and lacks an
   * item. Answers with what is to stand in its address then; undefined for a socket.
   */
  opening(isByEvents: boolean): readonly ItemId[] | undefined;
  greeted(hello: Hello): void;
  /** The board has come over the link. */
  live(): void;
  /** What is followed has changed; what changes in one breath, such as a place and its warnings, is asked for together. */
  changed(): void;
  /** The link has refused what it was asked for. */
  refused(err: Err): void;
  /** True where the link is asked for that item, or is about to be told of a change. */
  asks(id: ItemId): boolean;
  stop(): void;
}

export interface AskingParts {
  readonly feed: Pick<Feed, 'extras' | 'model' | 'tell'>;
  readonly env: Pick<Env, 'after'>;
  readonly extras: Pick<Extras, 'ids' | 'refused'>;
  readonly connection: Pick<Connection, 'send' | 'renew' | 'state'>;
  readonly beside: Pick<Beside, 'follow'>;
}

// Until a `hello` has told: the protocol's default.
const usualMaxItems = 64;

interface Way {
  readonly isByEvents: boolean;
  readonly streamed: readonly ItemId[];
}

export function createAsking({ feed, env, extras, connection, beside }: AskingParts): Asking {
  // The link that stands, and the one that is being opened beside it, which may fail: whether they are of events, and what
  // they were opened with, unless that was refused.
  let standing: Way = { isByEvents: false, streamed: [] };
  let opened = standing;
  // Of what is followed, as many as the server takes.
  let asked: readonly ItemId[] = [];
  // The next link is another stream: that no socket gets through was found out before the one that stands.
  let isRestreaming = false;
  let maxItems = usualMaxItems;
  // Where the server takes fewer than its limit lets one think.
  let most = Number.POSITIVE_INFINITY;
  let isAsking = false;

  const subscription = createSubscription(env, (items) => {
    // Ids need no escaping, and old libraries (Prototype 1.6) have JSON turn lists into texts.
    const list = items.map((id) => `"${id}"`).join();
    const isSent = !standing.isByEvents && connection.send(`{"t":"sub","items":[${list}]}`);
    if (isSent) beside.follow(items);
    return isSent;
  });

  /** How many items beside the board the server takes. */
  function room(): number {
    return Math.min(most, Math.max(0, maxItems - feed.model.board.length));
  }
  function ask(): void {
    isAsking = false;
    feed.extras = extras.ids(Number.POSITIVE_INFINITY);
    asked = extras.ids(room());
    if (standing.isByEvents) askByStream();
    subscription.want(asked);
    // A board among them has to come by another way.
    if (asked.length < feed.extras.length) feed.tell('status');
  }
  function askByStream(): void {
    // What a stream brings beyond that does no harm, and ends with it.
    const isMissing = asked.some((id) => !opened.streamed.includes(id));
    // One that is on its way is asked once it is there: to begin anew would only put it off.
    if (!isMissing || connection.state().at !== 'live') return;
    isRestreaming = true;
    connection.renew();
  }
  function changed(): void {
    if (!isAsking) queueMicrotask(ask);
    isAsking = true;
  }
  function trim(): void {
    const { length } = asked;
    if (length === 0) return;
    most = room() < length ? room() : length >> 1;
    changed();
  }

  return {
    opening(byEvents) {
      // Where nothing stands any more, a socket may get through by now.
      const isByEvents = byEvents || (isRestreaming && connection.state().at === 'live');
      isRestreaming = false;
      opened = { isByEvents, streamed: asked };
      return isByEvents ? asked : undefined;
    },
    greeted({ limits }) {
      const before = room();
      maxItems = limits?.maxItems || usualMaxItems;
      most = Number.POSITIVE_INFINITY;
      if (room() !== before) changed();
    },
    live() {
      standing = opened;
      beside.follow(standing.isByEvents ? standing.streamed : []);
      subscription.begin();
      if (standing.isByEvents) askByStream();
    },
    changed,
    refused({ code, items = [] }) {
      // A stream then brings none of them. A socket goes on with those that it had before.
      opened = { ...opened, streamed: [] };
      if (code === 'unknown-item') extras.refused(items);
      if (code === 'too-many-items') trim();
    },
    asks: (id) => isAsking || asked.includes(id),
    stop: subscription.stop,
  };
}
