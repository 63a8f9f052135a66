/** Counts what happens between us and Redis, and says once that it is away and once that it is back. */
import type { Log } from '../system/log.ts';
import type { Metrics } from '../system/metrics.ts';
import type { StoreHealth } from './store.ts';

type Link = 'commands' | 'channel';

export interface RedisTally {
  up(link: Link): void;
  down(link: Link, reason: string): void;
  repaired(): void;
  late(lagMs: number): void;
  counts(): Pick<StoreHealth, 'lagMs' | 'repairs' | 'reconnects'>;
}

export function createRedisTally(log: Log, metrics: Metrics): RedisTally {
  const isUp = metrics.gauge('redis_up', '1 while a connection to Redis answers', ['link']);
  const again = metrics.counter('redis_reconnects_total', 'Connections to Redis after the first', ['link']);
  const repaired = metrics.counter(
    'repair_total',
    'Times that reading Redis again brought what no announcement had',
  );
  const lag = metrics.histogram('pubsub_lag_seconds', 'From an announcement to its arrival', []);
  const were = new Map<Link, 'up' | 'down'>();
  let lagMs: number | null = null;
  let repairs = 0;
  let reconnects = 0;
  repaired({}, 0);
  for (const link of ['commands', 'channel'] as const) isUp(0, { link });

  return {
    up(link) {
      isUp(1, { link });
      if (were.has(link)) {
        reconnects += 1;
        again({ link });
        log.info('Redis is back', { link });
      }
      were.set(link, 'up');
    },
    down(link, reason) {
      isUp(0, { link });
      log.warn('Redis is away', { link, reason });
      were.set(link, 'down');
    },
    repaired() {
      repairs += 1;
      repaired();
    },
    late(ms) {
      lagMs = ms;
      lag(ms / 1000);
    },
    counts: () => ({ lagMs, repairs, reconnects }),
  };
}
