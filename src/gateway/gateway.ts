/** The gateway as a service: readings from a store become frames on sockets and answers over HTTP. */
import type { AddressInfo } from 'node:net';
import type { FastifyInstance } from 'fastify';
import type { Reading } from '../protocol/reading.ts';
import type { Cancel, Clock } from '../system/clock.ts';
import type { Service } from '../system/service.ts';
import { addBuildRoutes } from './build-routes.ts';
import { addBuilderRoutes } from './builder-routes.ts';
import { loadBuilds } from './builds.ts';
import type { Catalogue } from './catalogue.ts';
import { addEmbedRoutes } from './embed-routes.ts';
import { addEventRoute } from './event-route.ts';
import { createGatewayParts, defaultHeartbeatMs, type GatewayPartsOptions } from './gateway-parts.ts';
import { createHttpServer } from './http-server.ts';
import type { GatewayLimits } from './limits.ts';
import { addRoutes } from './routes.ts';
import { limitTcp } from './tcp-limit.ts';

export type { Catalogue } from './catalogue.ts';

export interface GatewayOptions extends GatewayPartsOptions {
  readonly host: string;
  /** 0 takes a free one. */
  readonly port: number;
  /** How many TCP connections may be open, readers among them; default without limit. */
  readonly maxTcpConnections?: number;
  /** See BuildsOptions. */
  readonly widgetFolder: string;
  /** See BuildsOptions. */
  readonly buildsFolder?: string | undefined;
}

export interface Gateway extends Service {
  /** Takes the port, and refuses readers until it has started. `start` does it where nobody has. */
  listen(): Promise<void>;
  /** Such as `http://127.0.0.1:8080`, with the base path; throws before it listens. */
  url(): string;
  /** Connected ones. */
  readers(): number;
  /** Whether it has something to show; once true, always true. */
  hasState(): boolean;
  /** The highest epoch heard of; 0 before any. */
  epoch(): number;
  /** All that readers may be shown now. */
  readings(): readonly Reading[];
  /**
   * Shows another catalogue from now on. Sockets stay and follow their boards as they stand then; origins and limits
   * hold for newcomers. Throws, with nothing changed, where it names an origin that is none.
   */
  recatalogue(catalogue: Catalogue, limits?: Partial<GatewayLimits>): void;
}

const requestGraceMs = 2_000;

/** Throws where the catalogue names an origin, or the limits a proxy, that is none. */
export function createGateway(options: GatewayOptions): Gateway {
  const { basePath, clock, random, log, heartbeatMs = defaultHeartbeatMs } = options;
  const parts = createGatewayParts(options);
  const { hub, corrections, audiences, readers, sockets, metrics } = parts;
  const timers: Cancel[] = [];
  let app: FastifyInstance | undefined;
  let listening: Promise<void> | undefined;
  let stopping: Promise<void> | undefined;

  async function claim(): Promise<void> {
    const builds = await loadBuilds(options);
    const { maxTcpConnections = Number.POSITIVE_INFINITY } = options;
    const isDraining = () => stopping !== undefined;
    app = await createHttpServer({ basePath, clock, log, isDraining });
    addRoutes(app, { ...parts, published: hub, random });
    addEventRoute(app, { readers, metrics, random });
    addBuildRoutes(app, { builds, basePath });
    addEmbedRoutes(app, { catalogue: parts.catalogue });
    addBuilderRoutes(app, { catalogue: parts.catalogue });
    sockets.attach(app.server);
    limitTcp(app.server, { maxConnections: maxTcpConnections, clock, log, onDropped: metrics.dropped });
    await app.listen({ host: options.host, port: options.port });
    log.info('gateway listens', { url: urlOf(app, basePath) });
  }

  function listen(): Promise<void> {
    listening ??= claim();
    return listening;
  }

  async function start(): Promise<void> {
    // Read before readers come, where nobody has claimed the port already.
    hub.start();
    corrections.start();
    // Asked before the beat: a reader who is just being written to is not asked.
    timers.push(clock.every(heartbeatMs / 2, readers.tend), clock.every(heartbeatMs, beat));
    await listen();
  }

  function beat(): void {
    audiences.heartbeat();
    metrics.flush();
  }

  async function stop(): Promise<void> {
    await readers.drain();
    hub.stop();
    corrections.stop();
    for (const cancel of timers.splice(0)) cancel();
    metrics.flush();
    if (app !== undefined) await closeServer(app, clock);
  }

  return {
    name: 'gateway',
    listen,
    start,
    stop() {
      stopping ??= stop();
      return stopping;
    },
    url: () => urlOf(app, basePath),
    readers: readers.count,
    hasState: hub.hasState,
    epoch: hub.epoch,
    readings: hub.readings,
    recatalogue: (catalogue, limits = {}) => parts.recatalogue(catalogue, limits),
  };
}

/** A client that never ends its request is not waited for. */
async function closeServer(app: FastifyInstance, clock: Clock): Promise<void> {
  const cancel = clock.after(requestGraceMs, () => app.server.closeAllConnections());
  await app.close();
  cancel();
}

function urlOf(app: FastifyInstance | undefined, basePath: string): string {
  const bound = app?.server.address() as AddressInfo | string | null | undefined;
  if (typeof bound !== 'object' || bound === null) throw new Error('the gateway is not listening');
  const any = bound.address === '0.0.0.0' || bound.address === '::';
  const host = any ? '127.0.0.1' : bound.family === 'IPv6' ? `[${bound.address}]` : bound.address;
  return `http://${host}:${bound.port}${basePath}`;
}
