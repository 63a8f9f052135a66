/** Who may poll and write: takes the store's lease, keeps it, and knows by a clock that never goes back when it must have ended. */
import type { Acquired, ReadingSink, StoreState } from '../store/store.ts';
import type { Cancel, Clock } from '../system/clock.ts';
import type { Log } from '../system/log.ts';

/** The lease lasts 3 s and is renewed every second: a dead leader is followed within 5 s. */
export const leaseMs = 3_000;
const renewEveryMs = 1_000;

/** Half a second before the store lets another in we stop writing, whatever we know. */
const safetyMs = 500;

export interface LeadershipOptions {
  readonly owner: string;
  readonly sink: ReadingSink;
  readonly clock: Clock;
  readonly log: Log;
  readonly onGained: (term: Extract<Acquired, { kind: 'held' }>, state: StoreState) => void;
  readonly onEnded: () => void;
}

export interface Leadership {
  /** Tries to take the lease at once, and again every second until it is ours. */
  start(): Promise<void>;
  /** Gives the lease up, so that another need not wait for its end. */
  stop(): Promise<void>;
  /** True while nobody else can hold the lease. */
  isLeading(): boolean;
  /** The fence under which we lead or last led; 0 where we never did. */
  epoch(): number;
  /** Ends the term for a reason that the store gave. A new one is sought within a second: at once could go round for ever. */
  stepDown(reason: 'fenced' | 'lost'): void;
}

export function createLeadership(options: LeadershipOptions): Leadership {
  const { owner, sink, clock, log } = options;
  let fence = 0;
  let safeUntil = Number.NEGATIVE_INFINITY;
  let leading = false;
  let busy = false;
  let stopped = false;
  let cancel: Cancel | undefined;

  const end = (reason: string) => {
    if (!leading) return;
    leading = false;
    log.warn('stepped down', { reason, epoch: fence });
    options.onEnded();
  };

  const seek = async () => {
    const { epoch } = await sink.load();
    const askedAt = clock.monotonic();
    const acquired = await sink.acquire(owner, leaseMs, Math.max(fence, epoch));
    if (acquired.kind !== 'held') return;
    // Read again under the lease: another may have written between the first look and now.
    const state = await sink.load();
    if (stopped) return sink.release(owner);
    fence = acquired.fence;
    safeUntil = askedAt + leaseMs - safetyMs;
    leading = true;
    log.info('leading', { epoch: fence });
    options.onGained(acquired, state);
  };

  const keep = async () => {
    const askedAt = clock.monotonic();
    const answer = await sink.renew(owner, leaseMs, fence);
    if (answer === 'ok') safeUntil = askedAt + leaseMs - safetyMs;
    else end(answer);
  };

  const turn = async () => {
    if (busy) return;
    busy = true;
    try {
      if (leading && clock.monotonic() > safeUntil) end('lease ran out');
      await (leading ? keep() : seek());
    } catch (error) {
      log.debug('store cannot be reached', { error: String(error) });
    } finally {
      busy = false;
    }
  };

  return {
    async start() {
      cancel = clock.every(renewEveryMs, () => void turn());
      await turn();
    },
    async stop() {
      stopped = true;
      cancel?.();
      if (leading) options.onEnded();
      leading = false;
      await sink.release(owner).catch(() => {});
    },
    isLeading: () => leading && clock.monotonic() <= safeUntil,
    epoch: () => fence,
    stepDown: end,
  };
}
