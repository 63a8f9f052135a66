/** Notices that the beat has stopped, by a timer that does not depend on it, and starts it anew. */
import type { Cancel, Clock } from '../system/clock.ts';
import type { StartBeat } from '../system/cron.ts';
import type { Log } from '../system/log.ts';
import type { Metrics } from '../system/metrics.ts';

/** Every second. Cron cannot go faster, and no feed is asked that often. */
const everySecond = '* * * * * *';

/** Ten missed beats: a busy machine is forgiven, a scheduler that stopped is not. */
const silenceMs = 10_000;

export interface WatchedBeatOptions {
  readonly startBeat: StartBeat;
  readonly onBeat: () => void;
  readonly clock: Clock;
  readonly log: Log;
  readonly metrics: Metrics;
}

export interface WatchedBeat {
  /** False where it has been silent for longer than the watchdog allows. */
  isAlive(): boolean;
  stop(): void;
}

export function startWatchedBeat({
  startBeat,
  onBeat,
  clock,
  log,
  metrics,
}: WatchedBeatOptions): WatchedBeat {
  const stopped = metrics.counter('beat_restarts_total', 'Times the beat had stopped and was started anew');
  let lastAt = clock.monotonic();
  const begin = (): Cancel =>
    startBeat(everySecond, () => {
      lastAt = clock.monotonic();
      onBeat();
    });
  const isAlive = () => clock.monotonic() - lastAt <= silenceMs;

  let cancelBeat = begin();
  const cancelWatch = clock.every(silenceMs / 2, () => {
    if (isAlive()) return;
    log.error('the beat stopped and is started anew', { silentMs: Math.round(clock.monotonic() - lastAt) });
    stopped();
    cancelBeat();
    lastAt = clock.monotonic();
    cancelBeat = begin();
  });

  return {
    isAlive,
    stop() {
      cancelWatch();
      cancelBeat();
    },
  };
}
