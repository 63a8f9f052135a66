/** Counts what happens between us and Redis, and says once that it is away, or what it refuses, and once that it is back. */
import type { Clock } from '../system/clock.ts';
import type { Log } from '../system/log.ts';
import type { Metrics } from '../system/metrics.ts';
import { isSaid } from './redis-link.ts';
import type { StoreHealth } from './store.ts';

type Link = 'commands' | 'channel';

export interface RedisTally {
  up(link: Link): void;
  /** It is more than a connection that is lost at once: what was told to be away is told to be back. */
  steady(link: Link): void;
  down(link: Link, reason: string): void;
  /** It does not come back for this reason, or refuses something while it is there. Told once in ten minutes. */
  trouble(link: Link, reason: string): void;
  repaired(): void;
  /** Below zero where our clock is behind that of Redis: by 5 s or more it is told, once in ten minutes. */
  late(lagMs: number): void;
  counts(): Pick<StoreHealth, 'lagMs' | 'repairs' | 'reconnects'>;
}

const againMs = 600_000;
/** As far as values' times may be ahead of the clock of who judges them. */
const clocksMayDifferMs = 5_000;

export function createRedisTally(clock: Clock, log: Log, metrics: Metrics): RedisTally {
  const isUp = metrics.gauge('redis_up', '1 while a connection to Redis answers', ['link']);
  const again = metrics.counter('redis_reconnects_total', 'Connections to Redis after the first', ['link']);
  const repaired = metrics.counter(
    'repair_total',
    'Times that reading Redis again brought what no announcement had',
  );
  const lag = metrics.histogram('pubsub_lag_seconds', 'From an announcement to its arrival', []);
  const were = new Map<Link, 'up' | 'down'>();
  /** Told to be away, and not to be back yet. */
  const away = new Set<Link>();
  /** When each trouble was told last, by the monotonic clock. */
  const told = new Map<string, number>();
  let lagMs: number | null = null;
  let repairs = 0;
  let reconnects = 0;
  repaired({}, 0);
  for (const link of ['commands', 'channel'] as const) isUp(0, { link });

  const warn = (event: string, detail: Readonly<Record<string, unknown>>, name = event) => {
    told.set(name, clock.monotonic());
    log.warn(event, detail);
  };
  const warnAgain: typeof warn = (event, detail, name = event) => {
    if (clock.monotonic() >= (told.get(name) ?? Number.NEGATIVE_INFINITY) + againMs)
      warn(event, detail, name);
  };

  return {
    up(link) {
      isUp(1, { link });
      if (were.has(link)) {
        reconnects += 1;
        again({ link });
      }
      were.set(link, 'up');
    },
    steady(link) {
      if (away.delete(link)) log.info('Redis is back', { link });
    },
    down(link, reason) {
      isUp(0, { link });
      const tell = away.has(link) ? warnAgain : warn;
      tell('Redis is away', { link, reason }, nameOf('Redis is away', link, reason));
      away.add(link);
      were.set(link, 'down');
    },
    trouble(link, reason) {
      const isThere = were.get(link) === 'up';
      const event = isThere ? (isSaid(reason) ? 'Redis refuses' : 'Redis is slow') : 'Redis is away';
      warnAgain(event, { link, reason }, nameOf(event, link, reason));
      if (!isThere) away.add(link);
    },
    repaired() {
      repairs += 1;
      repaired();
    },
    late(ms) {
      lagMs = ms;
      lag(Math.max(0, ms) / 1000);
      if (ms <= -clocksMayDifferMs) warnAgain('our clock is behind that of Redis', { byMs: -ms });
    },
    counts: () => ({ lagMs, repairs, reconnects }),
  };
}

/** By the server's own first word: what follows names a command, a script or an address. */
function nameOf(event: string, link: Link, reason: string): string {
  return [event, link, isSaid(reason) ? reason.split(' ', 1) : reason].join(' ');
}
