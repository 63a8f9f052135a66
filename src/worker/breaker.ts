/** Pure: whether a provider is down as a whole, as the tries of its feeds tell, and which of them may probe it then. */
import type { FeedTrouble } from './feed-state.ts';
import { longestWaitMs, returnAt } from './retry.ts';

/** One feed of the provider, by a number of its own. */
export type FeedKey = number;

/** Times are ms since the epoch. */
type Gate =
  | {
      readonly kind: 'closed';
      /** When each feed that waited for the provider's return is due. */
      readonly returning: ReadonlyMap<FeedKey, number>;
    }
  | {
      readonly kind: 'open';
      readonly cause: FeedTrouble;
      readonly probeAt: number;
      /** When that was decided: a clock that is set back behind it says nothing of `probeAt`. */
      readonly at: number;
      /** Those that wait; the first makes the next probe. */
      readonly queue: readonly FeedKey[];
    };

export interface BreakerState {
  readonly feeds: ReadonlySet<FeedKey>;
  /** Whose last try failed, whatever the kind. */
  readonly failing: ReadonlySet<FeedKey>;
  /** Tries in a row without any answer of the provider's, and whose they were. */
  readonly silences: number;
  readonly silent: ReadonlySet<FeedKey>;
  readonly gate: Gate;
}

/** A try that the provider did not answer. */
export interface Silence {
  readonly cause: FeedTrouble;
  readonly at: number;
  readonly probeAt: number;
}

/** One feed's trouble may be its own, as with a place whose forecast is broken; two in a row are the provider's. */
const enoughFeeds = 2;

export const noFeeds: BreakerState = {
  feeds: new Set(),
  failing: new Set(),
  silences: 0,
  silent: new Set(),
  gate: { kind: 'closed', returning: new Map() },
};

export function joined(state: BreakerState, key: FeedKey): BreakerState {
  return { ...state, feeds: new Set([...state.feeds, key]) };
}

export function left(state: BreakerState, key: FeedKey): BreakerState {
  return {
    ...state,
    feeds: withoutKey(state.feeds, key),
    failing: withoutKey(state.failing, key),
    silent: withoutKey(state.silent, key),
    gate: gateWithout(state.gate, key),
  };
}

/**
 * A feed would try now: `cause` says why it must not, and it waits in line from then on. `isFirst`: it was never asked,
 * and nobody knows whether its own address answers; once it may find out.
 */
export function begun(
  state: BreakerState,
  key: FeedKey,
  now: number,
  isFirst = false,
): { readonly state: BreakerState; readonly cause?: FeedTrouble } {
  const { gate } = state;
  // One feed alone has its own waits.
  if (gate.kind === 'closed' || state.feeds.size < enoughFeeds || isFirst)
    return { state: { ...state, gate: gateWithout(gate, key) } };
  const isNext = gate.queue.length === 0 || gate.queue[0] === key;
  const mayProbe = isNext && (now >= gate.probeAt || now < gate.at);
  if (!mayProbe) return { state: { ...state, gate: queued(gate, key) }, cause: gate.cause };
  // Until its outcome is known, and for no longer than a probe may take if it never is, all others wait.
  const probing = { ...gate, queue: gate.queue.filter((other) => other !== key) };
  return { state: { ...state, gate: { ...probing, at: now, probeAt: now + longestWaitMs } } };
}

/**
 * The provider answered: `isGood` where the feed could use it. Whoever answers at all is not down, be it to a poll that a
 * feed had under way when it ended; what is wrong with that feed's own answer is nobody's concern any more.
 */
export function answered(state: BreakerState, key: FeedKey, now: number, isGood: boolean): BreakerState {
  const { gate } = state;
  const waited = gate.kind === 'open' ? gate.queue : [];
  const returning = new Map(waited.map((other, place) => [other, returnAt(now, place)]));
  return {
    ...state,
    failing: isGood ? withoutKey(state.failing, key) : withFeed(state, state.failing, key),
    silences: 0,
    silent: new Set(),
    gate: gate.kind === 'open' ? { kind: 'closed', returning } : gate,
  };
}

/** Of a feed that has ended it counts only where others wait for the outcome of its probe. */
export function unanswered(state: BreakerState, key: FeedKey, { cause, at, probeAt }: Silence): BreakerState {
  const { feeds, gate } = state;
  if (!feeds.has(key) && gate.kind === 'closed') return state;
  const silences = state.silences + 1;
  const silent = withFeed(state, state.silent, key);
  const isDown = silences >= enoughFeeds && silent.size >= Math.min(enoughFeeds, feeds.size);
  const queue = gate.kind === 'open' ? gate.queue : [];
  return {
    ...state,
    failing: withFeed(state, state.failing, key),
    silences,
    silent,
    gate: gate.kind === 'open' || isDown ? { kind: 'open', cause, at, probeAt, queue } : gate,
  };
}

/** When a feed that waits is due; undefined for one that does not wait. */
export function wakesAt({ gate }: BreakerState, key: FeedKey, now: number): number | undefined {
  if (gate.kind === 'closed') return gate.returning.get(key);
  const place = gate.queue.indexOf(key);
  if (place < 0) return undefined;
  return (now < gate.at ? now : gate.probeAt) + place * longestWaitMs;
}

function queued(gate: Extract<Gate, { kind: 'open' }>, key: FeedKey): Gate {
  return gate.queue.includes(key) ? gate : { ...gate, queue: [...gate.queue, key] };
}

function gateWithout(gate: Gate, key: FeedKey): Gate {
  if (gate.kind === 'open') return { ...gate, queue: gate.queue.filter((other) => other !== key) };
  if (!gate.returning.has(key)) return gate;
  return { ...gate, returning: new Map([...gate.returning].filter(([other]) => other !== key)) };
}

/** A feed that has ended would stand in `keys` for ever: nobody takes it out a second time. */
function withFeed({ feeds }: BreakerState, keys: ReadonlySet<FeedKey>, key: FeedKey): ReadonlySet<FeedKey> {
  return feeds.has(key) ? new Set([...keys, key]) : keys;
}

function withoutKey(keys: ReadonlySet<FeedKey>, key: FeedKey): ReadonlySet<FeedKey> {
  return new Set([...keys].filter((other) => other !== key));
}
