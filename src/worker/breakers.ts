/** Keeps one breaker for each provider: while it is down as a whole, one of its feeds probes and the others wait. */
import type { Provider } from '../providers/provider.ts';
import type { Clock } from '../system/clock.ts';
import type { Metrics } from '../system/metrics.ts';
import type { Random } from '../system/random.ts';
import type { UpstreamError } from '../system/upstream-error.ts';
import {
  answered,
  type BreakerState,
  begun,
  type FeedKey,
  joined,
  left,
  noFeeds,
  unanswered,
  wakesAt,
} from './breaker.ts';
import type { FeedTrouble } from './feed-state.ts';
import { nextProbeAt } from './retry.ts';
import { isOurRestraint, isSilence } from './silence.ts';

/** One feed's part in its provider's breaker. Times are ms since the epoch. */
export interface BreakerSeat {
  /** To be asked before each try: why it must not be made now; undefined where it may. `isFirst`: the feed was never asked. */
  begin(isFirst?: boolean): FeedTrouble | undefined;
  answered(): void;
  /** How many of the provider's feeds fail now each for itself, this one among them; 1 where its trouble is all feeds'. */
  failed(error: UpstreamError, quietUntil: number | undefined): number;
  /** When this feed is due, where it waits for its provider. */
  wakesAt(): number | undefined;
  state(): 'closed' | 'open';
  /** To be told when the feed ends. */
  leave(): void;
}

export interface Breaker {
  join(): BreakerSeat;
}

/** One for each provider, the same whenever it is asked for. */
export function createBreakers(
  clock: Clock,
  random: Random,
  metrics: Metrics,
): (provider: Pick<Provider, 'id'>) => Breaker {
  const breakers = new Map<string, Breaker>();
  const gauge = metrics.gauge('breaker_state', '1 while a provider is down as a whole, else 0', ['provider']);
  return ({ id }) => {
    const show = (state: BreakerState) =>
      gauge(state.feeds.size === 0 ? undefined : Number(state.gate.kind === 'open'), { provider: id });
    const breaker = breakers.get(id) ?? createBreaker(id, { clock, random, show });
    breakers.set(id, breaker);
    return breaker;
  };
}

interface BreakerParts {
  readonly clock: Clock;
  readonly random: Random;
  readonly show: (state: BreakerState) => void;
}

function createBreaker(provider: string, { clock, random, show }: BreakerParts): Breaker {
  let state = noFeeds;
  let lastKey: FeedKey = 0;
  const set = (next: BreakerState) => {
    state = next;
    show(state);
  };
  const silence = (key: FeedKey, { kind, message }: UpstreamError, quietUntil: number | undefined) => {
    const at = clock.now();
    const failed = { lastTryAt: at, chance: random(), ...(quietUntil === undefined ? {} : { quietUntil }) };
    const cause = { kind, message: `waits: ${provider} is down: ${message}` };
    set(unanswered(state, key, { cause, at, probeAt: nextProbeAt(state.silences + 1, failed) }));
  };
  const seatOf = (key: FeedKey): BreakerSeat => ({
    begin(isFirst = false) {
      const { state: next, cause } = begun(state, key, clock.now(), isFirst);
      set(next);
      return cause;
    },
    answered: () => set(answered(state, key, clock.now(), true)),
    failed(error, quietUntil) {
      if (isOurRestraint(error)) return 1;
      if (isSilence(error)) {
        silence(key, error, quietUntil);
        return 1;
      }
      set(answered(state, key, clock.now(), false));
      return state.failing.size;
    },
    wakesAt: () => wakesAt(state, key, clock.now()),
    state: () => state.gate.kind,
    leave: () => set(left(state, key)),
  });
  return {
    join() {
      lastKey += 1;
      set(joined(state, lastKey));
      return seatOf(lastKey);
    },
  };
}
