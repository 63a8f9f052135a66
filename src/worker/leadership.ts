/** Who may poll and write: takes the store's lease, keeps it, and knows by a clock that never goes back when it must have ended. */
import type { Stamp } from '../protocol/reading.ts';
import type { Acquired, ReadingSink, Refusal, StoreState, Term } from '../store/store.ts';
import type { Cancel, Clock } from '../system/clock.ts';
import type { Log } from '../system/log.ts';

/** The lease lasts 3 s and is renewed every second: a dead leader is followed within 5 s. */
export const leaseMs = 3_000;
const renewEveryMs = 1_000;

/** Half a second before the store lets another in we stop writing, whatever we know. */
const safetyMs = 500;

/** A store that has forgotten something is left this long to the one who wrote it and may have it in memory. */
const patienceMs = 1_200;

export interface LeadershipOptions {
  readonly owner: string;
  readonly sink: ReadingSink;
  readonly clock: Clock;
  readonly log: Log;
  /** What is known to be in the store under a fence of ours. */
  readonly known: (fence: number) => Term;
  /** The newest place in the order seen anywhere. */
  readonly seen: () => Stamp;
  /** Why this process should not lead; undefined while it is well. */
  readonly unwell: () => string | undefined;
  readonly onGained: (term: Extract<Acquired, { kind: 'held' }>, state: StoreState) => void;
  readonly onEnded: () => void;
  /** The store refused a renewal or a write of ours. */
  readonly onRefused: (reason: Refusal) => void;
}

export interface Leadership {
  /** Tries to take the lease at once, and again every second and whenever it may be free until it is ours. */
  start(): Promise<void>;
  /** Gives the lease up, so that another need not wait for its end. */
  stop(): Promise<void>;
  /** True while nobody else can hold the lease. */
  isLeading(): boolean;
  /** The fence under which we lead or last led; 0 where we never did. */
  epoch(): number;
  /** Ends the term for a reason that the store gave. What was lost is put right at once, but not more than once a second. */
  stepDown(reason: Refusal): void;
  /** How often the store refused us, by reason. */
  refusals(): Readonly<Record<Refusal, number>>;
}

export function createLeadership(options: LeadershipOptions): Leadership {
  const { owner, sink, clock, log } = options;
  const refused = { fenced: 0, lost: 0 };
  const cancels: Cancel[] = [];
  let fence = 0;
  let safeUntil = Number.NEGATIVE_INFINITY;
  let soughtAt = Number.NEGATIVE_INFINITY;
  let behindSince: number | undefined;
  let leading = false;
  let stopped = false;
  let running: Promise<void> | undefined;
  let again = false;

  const end = (reason: string) => {
    if (!leading) return;
    leading = false;
    log.warn('stepped down', { reason, epoch: fence });
    options.onEnded();
  };

  /** The store may have lost what another leader wrote last: that one comes first, for a while. */
  const mannerNow = (): 'patient' | 'now' => {
    const isOurs = options.seen().e <= fence;
    const isOver = behindSince !== undefined && clock.monotonic() - behindSince >= patienceMs;
    return isOurs || isOver ? 'now' : 'patient';
  };

  const seek = async () => {
    const askedAt = clock.monotonic();
    soughtAt = askedAt;
    const seen = options.seen();
    const floor = seen.e >= fence ? seen : { e: fence, s: 0 };
    const acquired = await sink.acquire({ owner, ttlMs: leaseMs, seen: floor, manner: mannerNow() });
    behindSince = acquired.kind === 'behind' ? (behindSince ?? askedAt) : undefined;
    if (acquired.kind !== 'held') return;
    // Read under the lease: nobody else writes from here on.
    const state = await sink.load().catch(async (error: unknown) => {
      await sink.release(owner).catch(() => {});
      throw error;
    });
    if (stopped) return sink.release(owner);
    fence = acquired.fence;
    safeUntil = askedAt + leaseMs - safetyMs;
    leading = true;
    log.info('leading', { epoch: fence });
    options.onGained(acquired, state);
  };

  const keep = async () => {
    const askedAt = clock.monotonic();
    const answer = await sink.renew(owner, leaseMs, options.known(fence));
    if (answer === 'ok') safeUntil = askedAt + leaseMs - safetyMs;
    else stepDown(answer);
  };

  const giveUp = async (reason: string) => {
    end(reason);
    await sink.release(owner);
  };

  const turn = async () => {
    const unwell = options.unwell();
    if (leading && clock.monotonic() > safeUntil) end('lease ran out');
    if (unwell !== undefined) return leading ? giveUp(unwell) : undefined;
    await (leading ? keep() : seek());
  };

  /** One at a time. */
  const takeTurn = (): Promise<void> => {
    running ??= (async () => {
      do {
        again = false;
        await turn().catch((error) => log.debug('store cannot be reached', { error: String(error) }));
      } while (again && !stopped);
    })().finally(() => {
      running = undefined;
    });
    return running;
  };

  /** Something happened since a turn under way began: it is followed by another. */
  const takeTurnNow = () => {
    again = running !== undefined;
    void takeTurn();
  };

  const stepDown = (reason: Refusal) => {
    if (!leading) return;
    refused[reason] += 1;
    options.onRefused(reason);
    end(reason);
    // Once a second at most: a store that forgets for ever must not be asked for ever.
    if (reason === 'lost' && clock.monotonic() - soughtAt >= renewEveryMs) takeTurnNow();
  };

  return {
    async start() {
      cancels.push(
        clock.every(renewEveryMs, () => void takeTurn()),
        sink.watchLease(takeTurnNow),
      );
      await takeTurn();
    },
    async stop() {
      stopped = true;
      for (const cancel of cancels) cancel();
      if (leading) options.onEnded();
      leading = false;
      await sink.release(owner).catch(() => {});
    },
    isLeading: () => leading && clock.monotonic() <= safeUntil,
    epoch: () => fence,
    stepDown,
    refusals: () => ({ ...refused }),
  };
}
