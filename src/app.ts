/** Composition root: from config and system the services of one process, in the order in which they start. */
import { createOrderDesk } from './app-orders.ts';
import { statusOf } from './app-status.ts';
import { createAppStore, createUnready, storeService } from './app-store.ts';
import { createUpstreams } from './app-upstreams.ts';
import type { Config } from './config/config.ts';
import { needingRestart } from './config/restart-needs.ts';
import { longestDrainMs } from './gateway/drain-time.ts';
import { type Catalogue, createGateway, type Gateway } from './gateway/gateway.ts';
import { type GatewayLimits, limitsFrom, tcpConnectionsWithin, withinFiles } from './gateway/limits.ts';
import { createOps, type Ops } from './ops/ops.ts';
import { createLineFile } from './system/line-file.ts';
import { createLineFolder } from './system/line-folder.ts';
import type { Log } from './system/log.ts';
import { maxOpenFiles } from './system/open-files.ts';
import { ownerName } from './system/owner-name.ts';
import { projectPath, version } from './system/project.ts';
import { type Service, startAll, stopAll } from './system/service.ts';
import type { System } from './system/system.ts';
import { createCalendarExpiry } from './worker/calendar-expiry.ts';
import { createOrderAudit } from './worker/order-audit.ts';
import type { ShownCatalogue } from './worker/shown-line.ts';
import { createShownLog } from './worker/shown-log.ts';
import { createWorker, type Worker } from './worker/worker.ts';

export interface App {
  readonly gateway: Gateway;
  readonly ops: Ops;
  readonly worker: Worker;
  /** Resolves once all services serve; rejects, with all stopped again, where one cannot. */
  start(): Promise<void>;
  /** Readers are asked to move on first; resolves when everything is quiet. */
  stop(): Promise<void>;
  /** Serves another config from now on, with every reader connected; gives the settings that need a restart instead. */
  reconfigure(config: Config): readonly string[];
}

export interface AppOptions {
  readonly config: Config;
  readonly system: System;
  /** Services that start before ours and stop after them. */
  readonly before?: readonly Service[];
  /** How long readers are served on at least after the stop began; default 10 s. */
  readonly drainMs?: number;
}

/** Beyond the drain, what a service may take to stop. */
const stopGraceMs = 7_000;

export function createApp({ config: first, system, before = [], drainMs = 10_000 }: AppOptions): App {
  const { clock, random, startBeat, log, metrics } = system;
  const { environment } = first;
  const { operatorToken: token } = environment;
  let config = first;
  const store = createAppStore(environment, system);
  const startedAt = clock.now();
  let upstreams = createUpstreams(config, system);
  metrics.gauge('build_info', '1, with the version that runs', ['version'])(1, { version });

  const orders = createOrderDesk({
    store,
    knows: (id) => config.items.some((item) => item.id === id),
    clock,
    log,
    metrics,
  });
  const audit = createOrderAudit({ store, file: createLineFile(environment.auditFile), clock, log });

  const shown = createShownLog({
    store,
    folder: environment.dataFolder === undefined ? undefined : createLineFolder(environment.dataFolder),
    catalogue: () => shownCatalogueOf(config),
    clock,
    log,
    keepMs: environment.dataDays * 86_400_000,
    maxBytes: environment.dataMaxMb * 1_048_576,
  });

  const tellCalendars = createCalendarExpiry(log, metrics);
  tellCalendars(config.items, startedAt);

  const worker = createWorker({
    owner: ownerName(),
    items: config.items,
    providers: upstreams.enabled,
    store,
    clock,
    random,
    startBeat,
    log,
    metrics,
    rememberedOrders: audit.remembered,
  });

  const gateway = createGateway({
    host: environment.host,
    port: environment.port,
    basePath: environment.basePath,
    catalogue: catalogueOf(config),
    store,
    corrections: store,
    clock,
    random,
    log,
    metrics,
    limits: limitsOf(config, log),
    maxTcpConnections: tcpConnectionsWithin(maxOpenFiles()),
    widgetFolder: projectPath('dist', 'widget'),
    buildsFolder: environment.buildsFolder,
    drainMs,
  });

  const ops = createOps({
    host: environment.opsHost,
    port: environment.opsPort,
    metrics,
    unwell: worker.unwell,
    unready: createUnready(environment.role, gateway.hasState, store.health),
    status: () =>
      statusOf({
        config,
        store,
        worker,
        orders,
        gateway,
        absurdWaits: upstreams.absurdWaits,
        clock,
        startedAt,
      }),
    ...(token === undefined ? {} : { orders: { token, give: orders.give } }),
  });

  // Built whole in every role, of which each starts its part: what is not started holds nothing and asks nobody.
  const parts = {
    // Where readers' port is taken, each try would ask every feed before it ends: it is claimed before any is asked.
    all: [audit, shown, portOf(gateway), worker, gateway],
    worker: [audit, shown, worker],
    gateway: [gateway],
  };
  const services = [...before, ops, storeService(store), orders, ...parts[environment.role]];
  const stop = () => stopAll(services, { clock, log, deadlineMs: longestDrainMs(drainMs) + stopGraceMs });
  return {
    gateway,
    ops,
    worker,
    start: () => startAll(services, stop),
    stop,
    reconfigure(next) {
      const restarts = needingRestart(config, next);
      // Names first: a value of a new item must find somebody who knows it.
      gateway.recatalogue(catalogueOf(next), limitsOf(next, log));
      upstreams = createUpstreams(next, system, upstreams);
      worker.reconfigure(next.items, upstreams.enabled);
      tellCalendars(next.items, clock.now());
      // What is fixed until a restart is what the status goes on to tell.
      config = { ...next, demo: first.demo, environment };
      if (environment.role !== 'gateway') shown.recatalogued();
      return restarts;
    },
  };
}

/** As many readers as the config lets in, and the system has room for. */
function limitsOf({ gatewayLimits, environment }: Config, log: Log): GatewayLimits {
  const asked = limitsFrom(gatewayLimits);
  const openFiles = maxOpenFiles();
  const limits = withinFiles(asked, openFiles);
  const { maxConnections } = limits;
  if (maxConnections < asked.maxConnections && environment.role !== 'worker') {
    // Who has asked for so many should raise the limit; who has not may never need to.
    const tell = gatewayLimits.maxConnections === undefined ? log.info : log.warn;
    tell('too few files may be open for all readers', { openFiles, maxConnections });
  }
  return limits;
}

/** Stops with the gateway itself. */
function portOf({ listen }: Gateway): Service {
  return { name: "readers' port", start: listen, stop: async () => {} };
}

/** What readers may be shown; the rest of a config is no business of the gateway's. */
function catalogueOf({ sites, boards, meta, sources, demo, items, providers }: Config): Catalogue {
  const served = items.filter((item) => item.sources.some(({ provider }) => providers.has(provider)));
  return { sites, boards, meta, offered: new Set(served.map(({ id }) => id)), sources, demo };
}

/** What the record of what was shown must know to tell it later. */
function shownCatalogueOf({ boards, meta, sources, demo }: Config): ShownCatalogue {
  return { boards: Object.fromEntries(boards), meta: [...meta.values()], sources, demo };
}
