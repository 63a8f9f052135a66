/** `masthead start`: serves a config until it is asked to stop. */
import { createApp } from '../app.ts';
import type { Config } from '../config/config.ts';
import { readEnvironment } from '../config/environment.ts';
import { loadConfig } from '../config/load.ts';
import { providers } from '../providers/index.ts';
import { createSystem } from '../system/system.ts';
import { type Command, type CommandContext, UsageError, untilStopped } from './command.ts';
import { configFile } from './config-location.ts';
import { readOptions } from './options.ts';
import { createReload } from './reload.ts';

export const start: Command = {
  name: 'start',
  summary: 'serve the feeds of a config',
  help: `Usage: masthead start [--role all|worker|gateway]

Polls the feeds of MASTHEAD_CONFIG (default: config/default.yaml) and serves the strip until it is told to stop.

One process does it all. A fleet has workers, of which one at a time polls, and gateways, which readers connect to,
with Redis between them: each is started with its role and the same REDIS_URL.

Environment:
  MASTHEAD_CONFIG        the config file
  MASTHEAD_CONTACT       whom MET Norway may write to; without it there is no weather
  TWELVEDATA_API_KEY     switches Twelve Data on (indices, shares)
  HOST, PORT             where readers connect (127.0.0.1:8080)
  OPS_HOST, OPS_PORT     where /livez, /readyz, /metrics and /status answer (127.0.0.1:8081)
  MASTHEAD_BASE_PATH     what stands before /v1 in public addresses; a proxy may keep or strip it
  MASTHEAD_BUILDS_DIR    builds of the strip of earlier versions, which pages out there still ask for
  LOG_LEVEL              debug, info, warn, error or silent (info)
  MASTHEAD_ROLE          all, worker or gateway, where --role says nothing (all)
  REDIS_URL              redis://user:password@host:6379/0, or rediss:// for TLS; without it all is kept in memory
  REDIS_SENTINELS        in its place: redis://user:password@host:26379,host:26379/mymaster; user and password are the
                         primary's, the sentinels' own is REDIS_SENTINEL_PASSWORD
  REDIS_CLUSTER          in its place: redis://user:password@host:6379,host:6379
  REDIS_NAMESPACE        keeps several installations in one Redis apart (masthead)
  MASTHEAD_OPERATOR_TOKEN
                         what orders over the ops port must show; without it none is taken there
  MASTHEAD_AUDIT_FILE    where a worker notes each operator's order (data/audit.jsonl)
  MASTHEAD_DATA_DIR      where a worker records what is shown; without it nothing is
  MASTHEAD_DATA_DAYS, MASTHEAD_DATA_MAX_MB
                         for how long that is kept, and how large it may become (7, 1024)

Each may be given as NAME_FILE, the path of a file that holds it.

SIGHUP reads the config and those files again. A good config takes effect with every reader connected: items that it
keeps keep their values, new ones start, others leave their boards; origins and limits hold for new connections. A bad
one changes nothing and is logged as one error. Addresses, ports, the base path, older builds, the log level, the role,
Redis and whether this is a demonstration need a restart; the log says so.

Exit codes: 0 stopped in order, 1 it could not start or serve, 2 wrong usage or config.`,
  async run({ args, variables, stopped, onReload }) {
    const { values, positionals } = readOptions('start', args, { role: 'value' });
    if (positionals.length > 0)
      throw new UsageError(`start takes no arguments, got ${positionals.join(' ')}`);
    const role = values.get('role');
    const given = role === undefined ? variables : { ...variables, MASTHEAD_ROLE: role };
    const config = await load(given);
    const system = createSystem(config.environment.logLevel);
    for (const [provider, why] of Object.entries(config.off))
      system.log.info('provider is off', { provider, why });
    const app = createApp({ config, system });
    const started = app.start();
    // Heard from the first moment on: a signal that nobody hears would end the process.
    const loadOnceStarted = () => started.then(() => load(given));
    onReload(createReload({ ...system, load: loadOnceStarted, reconfigure: app.reconfigure }));
    await started;
    const { without } = app.worker.status();
    if (without.length > 0) system.log.info('items without a source are left out', { items: without });
    await untilStopped(stopped);
    await app.stop();
    return 0;
  },
};

async function load(variables: CommandContext['variables']): Promise<Config> {
  const environment = readEnvironment(variables, providers);
  return loadConfig({ file: configFile(variables), environment, providers });
}
