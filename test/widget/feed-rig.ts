/** A board's feed in a browser that a test turns by hand, with the server's end of its links. */
import type { SnapshotItem } from '../../src/protocol/snapshot.ts';
import { Feed } from '../../widget/feed.ts';
import { type FeedLife, keepAlive } from '../../widget/life/feed-life.ts';
import { settle } from '../support/fake-clock.ts';
import { type FakeEnv, type FakeSocket, fakeEnv, hello } from './fake-env.ts';
import { epoch, quote, sampleBoard } from './sample-board.ts';

/** The quote that tests look at. */
export const id = 'quote:SPX';

export interface FeedRig {
  readonly env: FakeEnv;
  /** What the feed has told since it was started. */
  readonly told: string[];
  /** True: figures are to be fetched now and then, without a link. */
  polls: boolean;
  /** Makes the feed, which asks for its snapshot. */
  start(): Feed;
  /** The same, near the reader's eyes and with the page's idle time spent. */
  startNear(): Promise<Feed>;
  /** The same, with its board come over the socket, if it has one, and taken over. */
  startLife(): Promise<{ readonly feed: Feed; readonly life: FeedLife }>;
  /** The newest socket. */
  socket(): FakeSocket;
  /** Greets over the newest socket and sends the board. */
  greet(items?: readonly SnapshotItem[], more?: Parameters<typeof hello>[1]): void;
  /** Loses the newest socket so many times, each time once there is one. */
  fail(times: number): void;
}

// In tenths of a second: an hour.
const longestWaits = 36_000;

/** The server knows the sample board as `front`. */
export function feedRig(): FeedRig {
  const env = fakeEnv();
  const told: string[] = [];
  env.answers.set('/boards/front', { etag: '"tag"', body: sampleBoard() });
  const rig: FeedRig = {
    env,
    told,
    polls: false,
    start() {
      const own = () => feed;
      const feed: Feed = new Feed({
        env,
        base: 'https://host/base',
        board: 'front',
        locale: 'en',
        polls: () => rig.polls,
        carrier: own,
      });
      feed.listen((change) => told.push(change));
      // It asks when the page has time.
      void env.breathe();
      return feed;
    },
    async startNear() {
      const feed = rig.start();
      feed.near();
      await settle();
      await env.breathe();
      return feed;
    },
    async startLife() {
      const feed = await rig.startNear();
      if (env.sockets.length > 0) rig.greet();
      const life = keepAlive(feed, env);
      await settle();
      return { feed, life };
    },
    socket() {
      const last = env.sockets.at(-1);
      if (last === undefined) throw new Error('no socket');
      return last;
    },
    greet(items = sampleBoard().items, more = {}) {
      rig.socket().say(hello(env, more));
      rig.socket().say({ t: 'snap', items });
    },
    fail(times) {
      for (let failed = 0; failed < times; failed += 1) {
        for (let waits = 0; env.open().length === 0; waits += 1) {
          if (waits > longestWaits) throw new Error('no new link is opened');
          env.clock.advance(100);
        }
        rig.socket().drop(1006);
      }
    },
  };
  return rig;
}

/** The price held of the quote. */
export function priceIn(feed: Feed): string | undefined {
  const reading = feed.model.held(id)?.reading;
  return reading && 'value' in reading && reading.value.kind === 'quote' ? reading.value.price : undefined;
}

export function update(price: string, s: number, e = epoch) {
  return { t: 'upd' as const, items: [quote(id, { price }, { e, s })] };
}
