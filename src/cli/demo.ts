/** `masthead demo`: everything in one process against a local upstream, with a sample newsroom to look at. */
import { type App, createApp } from '../app.ts';
import { readEnvironment } from '../config/environment.ts';
import { loadConfig } from '../config/load.ts';
import { createNewsroom, type Newsroom } from '../demo/newsroom.ts';
import { createDemoUpstream, type DemoUpstream } from '../demo/upstream.ts';
import { providers } from '../providers/index.ts';
import { silentLog } from '../system/log.ts';
import { projectPath } from '../system/project.ts';
import { createSystem, type System } from '../system/system.ts';
import { type Command, type CommandContext, UsageError, untilStopped } from './command.ts';

export const demo: Command = {
  name: 'demo',
  summary: 'serve invented feeds and a sample newsroom, with no network and no key',
  help: `Usage: masthead demo

Starts a local upstream in the providers' own formats, the whole service and a sample newsroom, and prints where
they are. Needs no network, no key and no Redis. Every figure is invented, and the strip says so.

Environment:
  PORT, OPS_PORT         the service and its status (8080, 8081)
  NEWSROOM_PORT          the sample newsroom (8082)
  DEMO_UPSTREAM_PORT     the upstream (8083)
  LOG_LEVEL              debug, info, warn, error or silent (warn)`,
  async run(context) {
    if (context.args.length > 0)
      throw new UsageError(`demo takes no arguments, got ${context.args.join(' ')}`);
    const running = await startDemo(context.variables);
    printAddresses(running, context);
    await untilStopped(context.stopped);
    await running.stop();
    return 0;
  },
};

export interface RunningDemo {
  readonly app: App;
  readonly upstream: DemoUpstream;
  readonly newsroom: Newsroom;
  stop(): Promise<void>;
}

/** A demonstration's readers reload; nobody should wait long for Ctrl-C. */
const drainMs = 500;

/**
 * Resolves once every feed has been asked. The variables are those of `masthead demo`; `system` may be given by a test.
 * Rejects where a port is taken, with everything stopped again.
 */
export async function startDemo(
  variables: CommandContext['variables'],
  givenSystem?: System,
): Promise<RunningDemo> {
  const environment = readEnvironment({ LOG_LEVEL: 'warn', ...variables, ...demoCredentials }, providers);
  const system = givenSystem ?? createSystem(environment.logLevel);
  const port = (name: string, otherwise: number) => portOf(variables[name], name, otherwise);
  const upstream = createDemoUpstream({ clock: system.clock, port: port('DEMO_UPSTREAM_PORT', 8083) });
  let app: App | undefined;
  const newsroom = createNewsroom({
    host: '127.0.0.1',
    port: port('NEWSROOM_PORT', 8082),
    gatewayUrl: () => app?.gateway.url() ?? '',
    folder: projectPath('examples', 'newsroom'),
    log: silentLog,
  });
  const stopEarly = async () => {
    await newsroom.stop();
    await upstream.stop();
  };
  try {
    await upstream.start();
    await newsroom.start();
    const config = await loadConfig({
      file: projectPath('config', 'demo.yaml'),
      environment,
      providers,
      over: addresses(upstream.baseUrl(), newsroom.baseUrl()),
    });
    app = createApp({ config, system, drainMs });
    await app.start();
  } catch (error) {
    await stopEarly();
    throw error;
  }
  const running = app;
  await running.worker.firstRound();
  return {
    app: running,
    upstream,
    newsroom,
    async stop() {
      await running.stop();
      await stopEarly();
    },
  };
}

/** What the upstream asks for, as the real ones do; it opens nothing anywhere. */
const demoCredentials = { MASTHEAD_CONTACT: 'demo@localhost', TWELVEDATA_API_KEY: 'demo' };

function addresses(upstream: string, newsroom: string): Readonly<Record<string, unknown>> {
  const { port } = new URL(newsroom);
  return {
    providers: Object.fromEntries(providers.map(({ id }) => [id, { baseUrl: `${upstream}/${id}` }])),
    sites: [
      {
        id: 'sample-newsroom',
        origins: [`http://127.0.0.1:${port}`, `http://localhost:${port}`],
        boards: ['front', 'markets'],
      },
    ],
  };
}

function portOf(text: string | undefined, name: string, otherwise: number): number {
  const port = text ? Number(text) : otherwise;
  if (!Number.isInteger(port) || port < 0 || port > 65_535) {
    throw new UsageError(`${name} must be a port from 0 to 65535, got ${text}`);
  }
  return port;
}

function printAddresses({ app, upstream, newsroom }: RunningDemo, { print }: CommandContext): void {
  print('');
  print(`  Sample newsroom   ${newsroom.baseUrl()}/`);
  print(`  A story           ${newsroom.baseUrl()}/story.html`);
  print(`  Service           ${app.gateway.url()}`);
  print(`  Status            ${app.ops.url()}/status`);
  print(`  Upstream          ${upstream.baseUrl()} (control it: docs/architecture.md, "The demonstration")`);
  print('');
  print('Ready. Every figure is invented. Ctrl-C stops it.');
}
