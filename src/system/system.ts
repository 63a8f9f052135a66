/** Every side effect that the services may have, made once and handed down. */
import { type Clock, systemClock } from './clock.ts';
import { type StartBeat, startBeat } from './cron.ts';
import { createLog, type Log, type LogLevel } from './log.ts';
import { createMetrics, type Metrics } from './metrics.ts';
import { type Random, systemRandom } from './random.ts';

export interface System {
  readonly clock: Clock;
  readonly random: Random;
  readonly startBeat: StartBeat;
  readonly log: Log;
  readonly metrics: Metrics;
}

/** The real one. */
export function createSystem(logLevel: LogLevel): System {
  return {
    clock: systemClock,
    random: systemRandom,
    startBeat,
    log: createLog(logLevel),
    metrics: createMetrics(true),
  };
}
