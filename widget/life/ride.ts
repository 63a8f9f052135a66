/** Brings a board over the link of another feed of the page, so that a page has one link to each server. */
import { type ItemId, kindOf } from '../../src/protocol/item-id.ts';
import type { ItemMeta } from '../../src/protocol/meta.ts';
import { isNewer } from '../../src/protocol/order.ts';
import type { Cancel, Env } from '../env.ts';
import type { Feed, FeedChange } from '../feed.ts';
import type { FeedLife, Followed } from './feed-life.ts';
import { createOldAnswers, isOfBefore } from './old-answers.ts';
import { createSnapshotClient } from './snapshot-client.ts';

/**
 * Takes `feed` over, whose board has been loaded: its items are followed beside those of `carrier`, which `link` keeps
 * going. `getOff` takes it over in turn once that link is gone for good, or does not bring the whole board.
 */
export function ride(
  feed: Feed,
  carrier: Feed,
  link: FeedLife,
  env: Pick<Env, 'after' | 'random' | 'getJson' | 'isVisible'>,
  getOff: () => FeedLife,
): FeedLife {
  const { model } = feed;
  const followed = new Set<Followed>();
  const riding = new Map<ItemId, Cancel>();
  let own: FeedLife | undefined;
  let hasAnswered: boolean | undefined;
  let isBehind = false;
  let ofCarrier = carrier.model.board.join();

  const shape = () => model.board.join();
  const answers = createOldAnswers(shape, () => shape() !== ofCarrier);
  const snapshots = createSnapshotClient(env, feed.url(), (answer) =>
    answers.judge(() => {
      // Beside a live link a cached copy could only be older, or from before a restart.
      const isGood = feed.show(answer, carrier.status === 'live');
      if (!isOfBefore(model, answer)) hasAnswered = isGood;
      hear('board');
      return isGood;
    }),
  );

  // Nobody tells what has become of this board. That another has changed tells of a reload, which may have changed this one too;
  // where it is the same in another language, it has.
  function watchCarrier(): void {
    const before = ofCarrier;
    ofCarrier = carrier.model.board.join();
    if (before === '' || before === ofCarrier) return;
    answers.expect();
    snapshots.load();
  }
  function board(): void {
    const missing = model.board.filter((id) => !carrier.model.board.includes(id));
    for (const [id, leave] of riding) {
      if (missing.includes(id)) continue;
      riding.delete(id);
      leave();
    }
    for (const id of missing) if (!riding.has(id)) riding.set(id, link.follow(id, true));
  }
  function name(): void {
    for (const { id } of followed) {
      const [known, meta] = [model.meta.get(id), carrier.model.meta.get(id)];
      // A board's names are in its own language alone, an item's in all.
      const isBetter = meta !== undefined && namesOf(meta) >= namesOf(known);
      if (isBetter) model.meta.set(id, meta);
    }
    model.sources = { ...carrier.model.sources, ...model.sources };
    feed.tell('board');
  }
  function take(): void {
    // Both go by the server's clock, which its link alone tells.
    feed.take({ t: 'hb', now: carrier.now(), digest: '' }, false);
    const ids = [...model.board, ...[...followed].map(({ id }) => id)];
    const items = ids.flatMap((id) => {
      const before = model.held(id);
      const { reading, spark } = carrier.model.held(id) ?? {};
      if (reading === undefined || !(isNewer(reading, before?.reading) || before?.spark === undefined))
        return [];
      return [{ ...reading, ...(spark !== undefined && { spark }) }];
    });
    feed.take({ t: 'upd', items }, false);
  }
  function enter(): void {
    const isLive = carrier.status === 'live';
    // What the board is made of may have changed meanwhile, and nobody tells.
    if (isLive && isBehind) snapshots.load();
    isBehind = !isLive && feed.isWhole;
    feed.isWhole ||= isLive;
    snapshots.hold(!env.isVisible());
    const pollMs = env.isVisible() ? link.pollMs() : 0;
    if (pollMs === 0) hasAnswered = undefined;
    snapshots.poll(pollMs);
    const ofLink = carrier.status === 'loading' ? 'connecting' : carrier.status;
    feed.enter(hasAnswered === undefined ? ofLink : hasAnswered ? 'polled' : 'lost');
  }
  function isThere(): boolean {
    const { status } = carrier;
    return feed.carrier() === carrier && status !== 'unknownBoard' && status !== 'unreachable';
  }
  function isBrought(): boolean {
    // Warnings beside the board may be refused in silence.
    const beside = [...followed].map(({ id }) => id).filter((id) => kindOf(id) !== 'alerts');
    return [...model.board, ...beside].every((id) => link.brings(id) || link.isUnknown(id));
  }
  function hear(change: FeedChange): void {
    const isOver = !isThere();
    if (change === 'board' && !isOver) {
      watchCarrier();
      board();
    }
    if (isOver || !isBrought()) {
      leave();
      return;
    }
    if (change === 'afresh') {
      model.restart();
      feed.tell('afresh');
      // What the first board has come by without a link brings nothing of this one.
      if (link.pollMs() > 0) snapshots.load();
    }
    if (change === 'board') name();
    take();
    if (change !== 'items') enter();
  }
  function stop(): void {
    for (const end of [unlisten, unwatch, snapshots.stop, ...riding.values()]) end();
  }
  function leave(): void {
    stop();
    own = getOff();
    for (const each of followed) {
      each.leave();
      each.leave = own.follow(each.id, each.isNamed);
    }
  }
  // A link is opened for those who look at either.
  function watch(): void {
    if (feed.isReady) carrier.near();
  }

  feed.isKept = true;
  feed.stopLife = stop;
  const unlisten = carrier.listen(hear);
  const unwatch = feed.listen(watch);
  watch();
  hear('board');
  return {
    follow(id, isNamed) {
      if (own !== undefined) return own.follow(id, isNamed);
      const each: Followed = { id, isNamed, leave: link.follow(id, isNamed) };
      followed.add(each);
      hear('board');
      return () => {
        followed.delete(each);
        each.leave();
      };
    },
    brings: (id) => (own ?? link).brings(id),
    isUnknown: (id) => (own ?? link).isUnknown(id),
    repace: () => (own ?? link).repace(),
    pollMs: () => (own ?? link).pollMs(),
  };
}

function namesOf(meta: ItemMeta | undefined): number {
  return Object.keys(meta?.name ?? {}).length;
}
