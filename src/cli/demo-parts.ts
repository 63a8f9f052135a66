/** What a demonstration runs: all of it in one process, or one part of a fleet that is played by hand. */
import { type App, createApp } from '../app.ts';
import { shippedCalendars } from '../config/load.ts';
import { createNewsroom, type Newsroom } from '../demo/newsroom.ts';
import { createDemoUpstream, type DemoUpstream } from '../demo/upstream.ts';
import { silentLog } from '../system/log.ts';
import { projectPath } from '../system/project.ts';
import { createSystem, type System } from '../system/system.ts';
import type { CommandContext } from './command.ts';
import { addressOf, demoConfig, demoEnvironment, portOf } from './demo-config.ts';

type Variables = CommandContext['variables'];

/** The service's own roles, and what stands around it. */
export const demoRoles = ['all', 'worker', 'gateway', 'upstream', 'newsroom'] as const;
export type DemoRole = (typeof demoRoles)[number];

/** What runs, by what a person calls it, with its address. */
export type Addresses = readonly (readonly [name: string, address: string])[];

export interface RunningPart {
  readonly addresses: Addresses;
  stop(): Promise<void>;
}

export interface RunningDemo extends RunningPart {
  readonly app: App;
  readonly upstream: DemoUpstream;
  readonly newsroom: Newsroom;
}

const ports = { gateway: 8080, newsroom: 8082, upstream: 8083 };

/** A demonstration's readers reload; nobody should wait long for Ctrl-C. */
const drainMs = 500;

/** Rejects where a port is taken, or the environment is wrong. */
export async function startPart(role: DemoRole, variables: Variables): Promise<RunningPart> {
  switch (role) {
    case 'all':
      return startDemo(variables);
    case 'upstream': {
      const upstream = await createUpstream(variables, hostOf(variables), createSystem('warn'));
      await upstream.start();
      return { addresses: [upstreamLine(upstream.baseUrl())], stop: upstream.stop };
    }
    case 'newsroom': {
      const gateway = addressOf(variables, 'GATEWAY_URL', `http://127.0.0.1:${ports.gateway}`);
      const newsroom = newsroomOf(variables, hostOf(variables), () => gateway);
      await newsroom.start();
      return { addresses: newsroomLines(newsroom), stop: newsroom.stop };
    }
    case 'worker':
    case 'gateway':
      return startServing(role, variables);
  }
}

async function startServing(role: 'worker' | 'gateway', variables: Variables): Promise<RunningPart> {
  const environment = demoEnvironment({ ...variables, MASTHEAD_ROLE: role });
  const upstream = addressOf(variables, 'DEMO_UPSTREAM_URL', `http://127.0.0.1:${ports.upstream}`);
  const newsroomPort = portOf(variables, 'NEWSROOM_PORT', ports.newsroom);
  const newsroom = addressOf(variables, 'NEWSROOM_URL', `http://127.0.0.1:${newsroomPort}`);
  const config = await demoConfig(environment, upstream, newsroom);
  const app = createApp({ config, system: createSystem(environment.logLevel) });
  await app.start();
  const served: Addresses = role === 'gateway' ? [['Service', app.gateway.url()]] : [];
  return { addresses: [...served, ['Status', `${app.ops.url()}/status`]], stop: app.stop };
}

/**
 * Resolves once every feed has been asked, or with Redis once it serves: another may be the one that asks. The variables
 * are those of `masthead demo`; `system` may be given by a test. Rejects where a port is taken, with everything stopped
 * again.
 */
export async function startDemo(variables: Variables, givenSystem?: System): Promise<RunningDemo> {
  const environment = demoEnvironment({ ...variables, MASTHEAD_ROLE: 'all' });
  const system = givenSystem ?? createSystem(environment.logLevel);
  const upstream = await createUpstream(variables, loopback, system);
  let app: App | undefined;
  const newsroom = newsroomOf(variables, loopback, () => app?.gateway.url() ?? '');
  const stopEarly = async () => {
    await newsroom.stop();
    await upstream.stop();
  };
  try {
    await upstream.start();
    await newsroom.start();
    const config = await demoConfig(environment, upstream.baseUrl(), newsroom.baseUrl());
    app = createApp({ config, system, drainMs });
    await app.start();
  } catch (error) {
    await stopEarly();
    throw error;
  }
  const running = app;
  if (environment.store.kind === 'memory') await running.worker.firstRound();
  return {
    app: running,
    upstream,
    newsroom,
    addresses: [
      ...newsroomLines(newsroom),
      ['Service', running.gateway.url()],
      ['Status', `${running.ops.url()}/status`],
      upstreamLine(upstream.baseUrl()),
    ],
    async stop() {
      await running.stop();
      await stopEarly();
    },
  };
}

const loopback = '127.0.0.1';

function hostOf(variables: Variables): string {
  return variables.HOST || loopback;
}

// With the service's own calendars: where it calls a market closed, the upstream does.
async function createUpstream(variables: Variables, host: string, { clock }: System): Promise<DemoUpstream> {
  const port = portOf(variables, 'DEMO_UPSTREAM_PORT', ports.upstream);
  return createDemoUpstream({ clock, port, host, calendars: await shippedCalendars() });
}

function newsroomOf(variables: Variables, host: string, gatewayUrl: () => string): Newsroom {
  return createNewsroom({
    host,
    port: portOf(variables, 'NEWSROOM_PORT', ports.newsroom),
    gatewayUrl,
    folder: projectPath('examples', 'newsroom'),
    log: silentLog,
  });
}

function newsroomLines(newsroom: Newsroom): Addresses {
  return [
    ['Sample newsroom', `${newsroom.baseUrl()}/`],
    ['A story', `${newsroom.baseUrl()}/story.html`],
  ];
}

function upstreamLine(url: string): Addresses[number] {
  return ['Upstream', `${url} (control it: docs/architecture.md, "The demonstration")`];
}
