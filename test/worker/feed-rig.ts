/** One feed with everything around it scripted, for the tests of the feed. */
import type { ItemId } from '../../src/protocol/item-id.ts';
import type { Provider } from '../../src/providers/provider.ts';
import type { HeldItem } from '../../src/store/store.ts';
import { type Breaker, createBreakers } from '../../src/worker/breakers.ts';
import { createBudgets } from '../../src/worker/budget-meter.ts';
import { createFeed, type Feed } from '../../src/worker/feed.ts';
import type { Offer } from '../../src/worker/offer.ts';
import type { FeedPlan } from '../../src/worker/plan.ts';
import { createSourceDesk } from '../../src/worker/source-desk.ts';
import { type FakeClock, fakeClock } from '../support/fake-clock.ts';
import {
  type LogLine,
  makeHttp,
  makePlan,
  makeProvider,
  recordLog,
  recordMetrics,
  type ScriptedHttp,
} from '../support/worker-rig.ts';

export interface FeedRig {
  readonly feed: Feed;
  /** Of its provider. */
  readonly breaker: Breaker;
  readonly clock: FakeClock;
  readonly http: ScriptedHttp;
  readonly held: Map<ItemId, HeldItem>;
  readonly offered: readonly (readonly Offer[])[];
  readonly lines: readonly LogLine[];
  readonly counts: ReadonlyMap<string, number>;
  /** Whether what is offered can be written; true at first. */
  canWrite: boolean;
}

/** 12:00:10 on a Monday: well off second 0, so that due times stand as they are. */
export const start = Date.UTC(2026, 10, 23, 12, 0, 10);

export function openFeed(
  overrides: Partial<Provider>,
  { names = ['A', 'B'], plan = {}, key }: { names?: string[]; plan?: Partial<FeedPlan>; key?: string } = {},
): FeedRig {
  const clock = fakeClock(start);
  const http = makeHttp();
  const held = new Map<ItemId, HeldItem>();
  const offered: (readonly Offer[])[] = [];
  const { log, lines } = recordLog();
  const { metrics, values } = recordMetrics();
  const publish = async (offers: readonly Offer[]) => {
    offered.push(offers);
    if (!rig.canWrite) return false;
    for (const { draft } of offers) held.set(draft.id, { reading: { ...draft, e: 1, s: offered.length } });
    return true;
  };
  const provider = makeProvider(overrides);
  const breaker = createBreakers(clock, () => 0, metrics)(provider);
  const feedPlan = makePlan(provider, names, plan);
  const desk = createSourceDesk({
    held: (id) => held.get(id),
    clock,
    log,
    metrics: recordMetrics().metrics,
  });
  desk.plan([feedPlan]);
  const feed = createFeed({
    plan: feedPlan,
    http,
    budget: createBudgets(clock, metrics)(provider),
    breaker,
    desk,
    ...(key === undefined ? {} : { key }),
    firstDueAt: start,
    held: (id) => held.get(id),
    publish,
    clock,
    random: () => 0,
    log,
    metrics,
  });
  const rig: FeedRig = { feed, breaker, clock, http, held, offered, lines, counts: values, canWrite: true };
  return rig;
}

/** Of each offer its item and what it shows: the price, or the reason for the blank. */
export function shown(offers: readonly Offer[] | undefined): [ItemId, string][] {
  return (offers ?? []).map(({ draft }) => {
    if (!('value' in draft)) return [draft.id, draft.reason];
    return [draft.id, draft.value.kind === 'quote' ? draft.value.price : draft.value.kind];
  });
}

/** How long after now the feed is due, in ms, up to two days. */
export function waitOf({ feed, clock }: FeedRig): number {
  return feed.status().nextDueAt - clock.now();
}
