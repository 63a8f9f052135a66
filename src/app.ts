/** Composition root: from config and system the services of one process, in the order in which they start. */
import { randomUUID } from 'node:crypto';
import type { Config, ProviderSettings } from './config/config.ts';
import { createGateway, type Gateway } from './gateway/gateway.ts';
import { createOps, type Ops } from './ops/ops.ts';
import { createMemoryStore } from './store/memory.ts';
import { createHttpClient } from './system/http-client.ts';
import { projectPath, version } from './system/project.ts';
import { type Service, startAll, stopAll } from './system/service.ts';
import type { System } from './system/system.ts';
import { createWorker, type EnabledProvider, type Worker } from './worker/worker.ts';

export interface App {
  readonly gateway: Gateway;
  readonly ops: Ops;
  readonly worker: Worker;
  /** Resolves once all services serve; rejects, with all stopped again, where one cannot. */
  start(): Promise<void>;
  /** Readers are asked to move on first; resolves when everything is quiet. */
  stop(): Promise<void>;
}

export interface AppOptions {
  readonly config: Config;
  readonly system: System;
  /** Services that start before ours and stop after them. */
  readonly before?: readonly Service[];
  /** How long readers are served on after the stop began; default 10 s. */
  readonly drainMs?: number;
}

/** Beyond the drain, what a service may take to stop. */
const stopGraceMs = 5_000;

export function createApp({ config, system, before = [], drainMs = 10_000 }: AppOptions): App {
  const { clock, random, startBeat, log, metrics } = system;
  const { environment } = config;
  const store = createMemoryStore({ clock });

  const worker = createWorker({
    owner: randomUUID(),
    items: config.items,
    providers: enabledProviders(config, system),
    sink: store,
    clock,
    random,
    startBeat,
    log,
    metrics,
  });

  const gateway = createGateway({
    host: environment.host,
    port: environment.port,
    basePath: environment.basePath,
    catalogue: {
      sites: config.sites,
      boards: config.boards,
      meta: config.meta,
      sources: config.sources,
      demo: config.demo,
    },
    store,
    clock,
    random,
    log,
    metrics,
    limits: config.gatewayLimits,
    widgetFolder: projectPath('dist', 'widget'),
    drainMs,
  });

  const ops = createOps({
    host: environment.opsHost,
    port: environment.opsPort,
    metrics,
    unwell: () => (worker.status().beating ? undefined : 'the beat has stopped'),
    unready: () => (gateway.hasState() ? undefined : 'no state is held yet'),
    status: () => statusOf(config, worker, gateway),
  });

  const services = [...before, ops, worker, gateway];
  const stop = () => stopAll(services, { clock, log, deadlineMs: drainMs + stopGraceMs });
  return { gateway, ops, worker, start: () => startAll(services, stop), stop };
}

function enabledProviders(
  { providers, privateHosts, environment }: Config,
  { clock, metrics }: System,
): ReadonlyMap<string, EnabledProvider> {
  const requests = metrics.counter('feed_requests_total', 'Requests to upstreams by outcome', [
    'provider',
    'code',
  ]);
  const contact = environment.contact === undefined ? '' : ` (+${environment.contact})`;
  const enable = ({ baseUrl, ...settings }: ProviderSettings): EnabledProvider => ({
    ...settings,
    http: createHttpClient({
      baseUrl,
      userAgent: `Masthead/${version}${contact}`,
      privateHosts,
      clock,
      onRequest: (code) => requests({ provider: settings.provider.id, code }),
    }),
  });
  return new Map([...providers].map(([id, settings]) => [id, enable(settings)]));
}

function statusOf(config: Config, worker: Worker, gateway: Gateway): Readonly<Record<string, unknown>> {
  const { leader, epoch, beating, feeds, without } = worker.status();
  return {
    version,
    role: 'all',
    demo: config.demo,
    leader,
    epoch,
    beating,
    readers: gateway.readers(),
    feeds,
    providersOff: config.off,
    itemsWithoutSource: without,
  };
}
