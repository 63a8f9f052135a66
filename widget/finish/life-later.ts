/** Watches over a feed's first link for as long as that is all it takes, and calls the chunk that does the rest when it is not. */
import type { ServerMessage } from '../../src/protocol/messages.ts';
import type { Chunks } from '../chunks.ts';
import type { Cancel, LifeEnv, PageEvent } from '../env.ts';
import type { Feed } from '../feed.ts';
import { createAgreement, disagreementMs } from '../life/agreement.ts';
import { isLate, tellClockMs } from '../life/clock-doubt.ts';
import type { FeedLife, Followed, Left } from '../life/feed-life.ts';
import type * as Life from '../life/index.ts';
import { type Link, openLink, ownSocket } from '../life/link.ts';

// A reader who has stayed so long may stay for hours: the rest is then there before a loss can keep it away.
const settledMs = 120_000;
// A page that is being left is hidden too, and must not begin to load anything.
const hiddenMs = 1000;

/** Takes the feed over as it stands; goes on until `feed.stopLife` is called. `lifeOf`: of another feed of the page. */
export function lifeLater(
  feed: Feed,
  env: LifeEnv,
  chunks: Pick<Chunks, 'until'>,
  lifeOf: (feed: Feed) => FeedLife,
): FeedLife {
  const { model } = feed;
  const followed = new Set<Followed>();
  const left: Left = {};
  let life: FeedLife | undefined;
  let stopAsking: Cancel | undefined;
  let isLeft = false;
  let link: Link | undefined;
  let hiding: Cancel = () => {};

  const call = () => {
    stopAsking ??= chunks.until('life', (chunk) => {
      stop();
      life = (chunk as typeof Life).keepAlive(feed, env, left, lifeOf);
      for (const each of followed) each.leave = life.follow(each.id, each.isNamed);
    });
  };
  const callAnew = () => {
    if (stopAsking === undefined) return;
    stopAsking();
    stopAsking = undefined;
    call();
  };
  const end = () => {
    link?.close();
    feed.socket = undefined;
  };
  const agreement = createAgreement(feed, {
    outdated: call,
    // As where the server goes: what comes over this link is good until another one stands.
    disagree() {
      left.drainMs ??= disagreementMs;
      feed.etag = undefined;
      call();
    },
  });
  const hear = (message: ServerMessage) => {
    const wasWhole = feed.isWhole;
    const before = feed.now();
    // It may have waited in a page that was frozen. Whether the next one agrees is seen by the chunk that stays.
    if (!isLate(message, feed)) feed.hear(message);
    if (Math.abs(feed.now() - before) >= tellClockMs) feed.tell('board');
    agreement.heard(message, feed.isWhole && !wasWhole);
    if (message.t !== 'drain') return;
    left.drainMs = message.window;
    call();
  };
  // The feed may open it later than this chunk comes.
  const watch = () => {
    const own = ownSocket(feed);
    if (own !== undefined)
      link ??= openLink(env, own, feed.hello?.heartbeat ?? 0, {
        message: hear,
        closed(code) {
          end();
          left.code = code;
          if (model.loaded) feed.enter(feed.isWhole ? 'lost' : 'connecting');
          call();
        },
      });
  };
  // The life of a feed begins with its link, its names and its first board: where one is wanting it has to see to it.
  const begin = () => {
    // A board that the page brought may be another server's.
    model.demo ||= feed.hello?.demo;
    if (isLeft) return;
    const isUnnamed = feed.status !== 'loading' && !model.loaded;
    watch();
    if (isUnnamed || (feed.isReady && feed.socket === undefined)) call();
  };
  const on: Partial<Record<PageEvent, () => void>> = {
    hidden() {
      hiding();
      hiding = env.after(hiddenMs, call);
    },
    visible: () => hiding(),
    // At once, for the browser keeps no page that has a link.
    hide() {
      end();
      isLeft = true;
      if (model.loaded) feed.enter('connecting');
    },
    show() {
      isLeft = false;
      begin();
    },
    online: callAnew,
    offline() {
      link?.doubt();
      feed.tell('status');
    },
  };
  const leavePage = env.onPage((event) => on[event]?.());
  const settled = env.after(settledMs, call);
  const unlisten = feed.listen(begin);
  const stop = () => {
    for (const leave of [link?.leave, hiding, settled, leavePage, unlisten, stopAsking]) leave?.();
  };

  feed.stopLife = () => {
    stop();
    end();
    // A feed that comes over this link has to see to another.
    feed.tell('status');
  };
  if (!env.isVisible()) on.hidden?.();
  // What has come so far was heard by nobody who asks for names.
  if (feed.isWhole) agreement.heard({ t: 'upd', items: model.readings() }, false);
  begin();
  return {
    follow(id, isNamed) {
      if (life !== undefined) return life.follow(id, isNamed);
      const each: Followed = { id, isNamed, leave: () => {} };
      followed.add(each);
      call();
      return () => {
        followed.delete(each);
        each.leave();
      };
    },
    // Nothing speaks against it yet.
    brings: (id) => life?.brings(id) ?? true,
    isUnknown: (id) => life?.isUnknown(id) ?? false,
    repace() {
      if (life !== undefined) life.repace();
      else if (feed.polls()) call();
    },
    pollMs: () => life?.pollMs() ?? 0,
  };
}
