/** A stretch of one feed's life, minute by minute: asked when it is due, turned by the clock, and judged at each step. */
import type { ItemId } from '../../src/protocol/item-id.ts';
import { hasValue, type Reading } from '../../src/protocol/reading.ts';
import type { Answer, Observation } from '../../src/providers/provider.ts';
import { sortAnswers, wholeRefusal } from '../../src/worker/feed-answers.ts';
import { feedDueAt } from '../../src/worker/feed-due.ts';
import type { MarketCalendar } from '../../src/worker/market-day.ts';
import { standsStillSince } from '../../src/worker/newest-value.ts';
import type { FeedPlan } from '../../src/worker/plan.ts';
import { sessionTurns } from '../../src/worker/session-turns.ts';
import { createAgeing, isLate } from './market-alarms.ts';
import { minuteMs, sessionsOf } from './market-sessions.ts';

/** What a source answers at a moment (ms since the epoch), each later than the one before; undefined: it has nothing yet. */
export type Source = (now: number) => Observation | undefined;

export interface SimulatedFeed {
  readonly plan: FeedPlan;
  /** Of all its items; absent: theirs is none. */
  readonly calendar?: MarketCalendar;
  /** By item. Each answers at every try. */
  readonly sources: ReadonlyMap<ItemId, Source>;
}

/** Counts of minutes, but for `polls` and `warnings`. */
export interface Judgement {
  readonly polls: number;
  /** In which an item's market was open, all items together; those without a market are always open. */
  readonly open: number;
  /** All of these must be 0. */
  readonly wrong: {
    /** Called closed while its exchange trades. */
    readonly closedInSession: number;
    /** Called live while its exchange does not. */
    readonly liveOutside: number;
    /** Past `staleAt` though its source answers as it publishes. */
    readonly stale: number;
    /** Answers that were refused, and tries that would be told as `feed fails`. */
    readonly warnings: number;
    /** The feed is noted as standing still. */
    readonly stillAlarms: number;
    /** Its last answer is three intervals old while its exchange trades. */
    readonly lateAlarms: number;
    /** Metrics count a close among what ages, or an open market's value as older than it may be. */
    readonly agedAlarms: number;
  };
}

type Wrong = { -readonly [K in keyof Judgement['wrong']]: number };

export function judge(feed: SimulatedFeed, from: number, until: number): Judgement {
  const { plan, calendar } = feed;
  const wrong: Wrong = {
    closedInSession: 0,
    liveOutside: 0,
    stale: 0,
    warnings: 0,
    stillAlarms: 0,
    lateAlarms: 0,
    agedAlarms: 0,
  };
  const life = createLife(feed, from, wrong);
  const sessionNow = calendar && sessionsOf(calendar);
  let open = 0;
  for (let now = from; now < until; now += minuteMs) {
    life.goOn(now);
    const session = sessionNow?.(now);
    const isOpen = session === undefined || session.kind === 'open';
    for (const item of session?.kind === 'unknown' ? [] : plan.items) {
      const reading = life.readingOf(item.id);
      if (reading === undefined || !hasValue(reading)) continue;
      if (isOpen) open += 1;
      if (isOpen === (reading.state === 'closed')) wrong[isOpen ? 'closedInSession' : 'liveOutside'] += 1;
      if (now >= reading.staleAt) wrong.stale += 1;
      if (isOpen && isLate(plan, session, life.okAt(), now)) wrong.lateAlarms += 1;
      if (life.isAlarming(item, reading.delay, session, now)) wrong.agedAlarms += 1;
    }
    if (life.standsStill()) wrong.stillAlarms += 1;
  }
  return { polls: life.polls(), open, wrong };
}

/** The feed as a leader runs it, with nothing but its answers left out. */
function createLife({ plan, sources }: SimulatedFeed, from: number, wrong: Wrong) {
  const readings = new Map<ItemId, Reading>();
  const held = (id: ItemId) => {
    const reading = readings.get(id);
    return reading && { reading };
  };
  const plans = [plan];
  const ageing = createAgeing(plan, held);
  let [polls, dueAt, anchorAt, okAt] = [0, from, from, from];
  let stillSince: number | undefined;

  const write = (offers: ReturnType<typeof sessionTurns>): void => {
    for (const { draft } of offers) readings.set(draft.id, { ...draft, e: 1, s: 1 });
    if (offers.length === 0) return;
    ageing.tell();
    stillSince = standsStillSince(plan, held, okAt);
  };
  const poll = (now: number): void => {
    const answers = answersOf(sources, now);
    const asked =
      answers.length === sources.size
        ? plan.items
        : plan.items.filter(({ id }) => answers.some((answer) => answer.id === id));
    const sorted = sortAnswers({ ...plan, items: asked }, answers, held, now);
    okAt = now;
    write(sorted.offers);
    wrong.warnings += sorted.rules.length + (wholeRefusal(asked, sorted) === undefined ? 0 : 1);
    polls += 1;
    if (polls === 1) anchorAt = now;
    dueAt = feedDueAt(plan, held, { anchorAt, lastTryAt: now, failures: 0, chance: 0.5 });
  };
  return {
    goOn(now: number): void {
      while (dueAt <= now) poll(dueAt);
      write(sessionTurns(plans, held, now));
    },
    readingOf: (id: ItemId) => readings.get(id),
    isAlarming: ageing.isAlarming,
    standsStill: () => stillSince !== undefined,
    okAt: () => okAt,
    polls: () => polls,
  };
}

function answersOf(sources: SimulatedFeed['sources'], now: number): Answer[] {
  const answers: Answer[] = [];
  for (const [id, source] of sources) {
    const observation = source(now);
    if (observation !== undefined) answers.push({ id, ok: true, observation });
  }
  return answers;
}
