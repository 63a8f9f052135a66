/** The demonstration's config: the shipped board, asked of a local upstream and shown to a local newsroom. */
import type { Config } from '../config/config.ts';
import { type Environment, readEnvironment } from '../config/environment.ts';
import { loadConfig } from '../config/load.ts';
import { providers } from '../providers/index.ts';
import { projectPath } from '../system/project.ts';
import { type CommandContext, UsageError } from './command.ts';

/** What the upstream asks for, as the real ones do; it opens nothing anywhere. */
const credentials = { MASTHEAD_CONTACT: 'demo@localhost', TWELVEDATA_API_KEY: 'demo' };

/** Throws a ConfigError. A demonstration logs warnings alone, unless told otherwise. */
export function demoEnvironment(variables: CommandContext['variables']): Environment {
  return readEnvironment({ LOG_LEVEL: 'warn', ...variables, ...credentials }, providers);
}

/** `upstream`: where it answers. `newsroom`: the origin that readers come from, and its like by the other name of the loopback. */
export function demoConfig(environment: Environment, upstream: string, newsroom: string): Promise<Config> {
  const { protocol, port, origin } = new URL(newsroom);
  const origins = new Set([origin, `${protocol}//127.0.0.1:${port}`, `${protocol}//localhost:${port}`]);
  return loadConfig({
    file: projectPath('config', 'demo.yaml'),
    environment,
    providers,
    over: {
      network: { privateHosts: [...new Set(['127.0.0.1', 'localhost', new URL(upstream).hostname])] },
      providers: Object.fromEntries(providers.map(({ id }) => [id, { baseUrl: `${upstream}/${id}` }])),
      sites: [{ id: 'sample-newsroom', origins: [...origins], boards: ['front', 'markets'] }],
    },
  });
}

/** Throws a UsageError for what is no port. */
export function portOf(variables: CommandContext['variables'], name: string, otherwise: number): number {
  const text = variables[name];
  const port = text ? Number(text) : otherwise;
  if (!Number.isInteger(port) || port < 0 || port > 65_535) {
    throw new UsageError(`${name} must be a port from 0 to 65535, got ${text}`);
  }
  return port;
}

/** An http address without a slash at its end; throws a UsageError for anything else. */
export function addressOf(variables: CommandContext['variables'], name: string, otherwise: string): string {
  const text = variables[name] || otherwise;
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url === undefined || !/^https?:$/.test(url.protocol) || url.search !== '' || url.hash !== '') {
    throw new UsageError(`${name} must be an address such as http://127.0.0.1:8083, got ${text}`);
  }
  return url.href.replace(/\/+$/, '');
}
