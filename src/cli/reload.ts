/** Puts a config into effect while the process runs, or keeps the one it has. Knows no signal and no file. */
import type { Config } from '../config/config.ts';
import { ConfigError } from '../config/config-problem.ts';
import type { Log } from '../system/log.ts';
import type { Metrics } from '../system/metrics.ts';

export interface ReloadOptions {
  /** Rejects with a ConfigError where the config is bad. */
  readonly load: () => Promise<Config>;
  /** Gives the settings that need a restart. */
  readonly reconfigure: (config: Config) => readonly string[];
  readonly log: Log;
  readonly metrics: Metrics;
}

/** The result is to be called for each wish to reload; several wishes while one is being met make one more. */
export function createReload({ load, reconfigure, log, metrics }: ReloadOptions): () => void {
  const isGood = metrics.gauge(
    'config_last_reload_successful',
    '0 where the config on disk could not be taken: a restart would fail',
  );
  isGood(1);
  let isRunning = false;
  let isWanted = false;

  const once = async (): Promise<void> => {
    try {
      const config = await load();
      const restarts = reconfigure(config);
      isGood(1);
      log.info('config reloaded', { items: config.items.length, boards: config.boards.size });
      if (restarts.length > 0) log.warn('a part of the config waits for a restart', { settings: restarts });
    } catch (error) {
      isGood(0);
      log.error('config not reloaded, the one before stays', troubleOf(error));
    }
  };

  const run = async (): Promise<void> => {
    isRunning = true;
    while (isWanted) {
      isWanted = false;
      await once();
    }
    isRunning = false;
  };

  return () => {
    isWanted = true;
    if (!isRunning) void run();
  };
}

function troubleOf(error: unknown): {
  readonly file?: string;
  readonly problems?: unknown;
  readonly error?: string;
} {
  return error instanceof ConfigError
    ? { file: error.file, problems: error.problems }
    : { error: error instanceof Error ? error.message : String(error) };
}
