/** `masthead start`: serves a config until it is asked to stop. */
import { createApp } from '../app.ts';
import { readEnvironment } from '../config/environment.ts';
import { loadConfig } from '../config/load.ts';
import { providers } from '../providers/index.ts';
import { projectPath } from '../system/project.ts';
import { createSystem } from '../system/system.ts';
import { type Command, UsageError, untilStopped } from './command.ts';

export const start: Command = {
  name: 'start',
  summary: 'serve the feeds of a config',
  help: `Usage: masthead start

Polls the feeds of MASTHEAD_CONFIG (default: config/default.yaml) and serves the strip until it is told to stop.

Environment:
  MASTHEAD_CONFIG        the config file
  MASTHEAD_CONTACT       whom MET Norway may write to; without it there is no weather
  TWELVEDATA_API_KEY     switches Twelve Data on (indices, shares)
  HOST, PORT             where readers connect (127.0.0.1:8080)
  OPS_HOST, OPS_PORT     where /livez, /readyz, /metrics and /status answer (127.0.0.1:8081)
  MASTHEAD_BASE_PATH     a path in front of everything, where a proxy leaves it in place
  LOG_LEVEL              debug, info, warn, error or silent (info)

Each may be given as NAME_FILE, the path of a file that holds it.`,
  async run({ args, variables, stopped }) {
    if (args.length > 0) throw new UsageError(`start takes no arguments, got ${args.join(' ')}`);
    const file = variables.MASTHEAD_CONFIG || projectPath('config', 'default.yaml');
    const environment = readEnvironment(variables, providers);
    const config = await loadConfig({ file, environment, providers });
    const system = createSystem(environment.logLevel);
    for (const [provider, why] of Object.entries(config.off))
      system.log.info('provider is off', { provider, why });
    const app = createApp({ config, system });
    await app.start();
    const { without } = app.worker.status();
    if (without.length > 0) system.log.info('items without a source are left out', { items: without });
    await untilStopped(stopped);
    await app.stop();
    return 0;
  },
};
