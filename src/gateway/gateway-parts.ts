/** Wires the parts between store and sockets; knows neither listening nor stopping. */
import type { ItemId } from '../protocol/item-id.ts';
import type { ReadingSource } from '../store/store.ts';
import type { Clock } from '../system/clock.ts';
import type { Log } from '../system/log.ts';
import type { Metrics } from '../system/metrics.ts';
import type { Random } from '../system/random.ts';
import { type Audiences, createAudiences } from './audience.ts';
import { admissionsOf, type Catalogue, createLiveCatalogue } from './catalogue.ts';
import { type CorrectionSource, type Corrections, createCorrections } from './corrections.ts';
import { createDeliveries } from './deliveries.ts';
import { createFrames, type Frames } from './frames.ts';
import { createGatewayMetrics, type GatewayMetrics } from './gateway-metrics.ts';
import { createHub, type Hub } from './hub.ts';
import { type GatewayLimits, limitsFrom, sessionLimitsOf } from './limits.ts';
import { createReaders, type Readers } from './readers.ts';
import { createRefusedOrigins } from './refused-origins.ts';
import { createSiteCatalogues, type SiteCatalogues } from './site-catalogue.ts';
import { createSnapshots, type Snapshots } from './snapshots.ts';
import { createSocketServer, type SocketServer } from './socket-server.ts';

export interface GatewayPartsOptions {
  /** Empty, or such as `/x`: what stands before `/v1` in public; a proxy may keep or strip it. */
  readonly basePath: string;
  readonly catalogue: Catalogue;
  readonly store: ReadingSource;
  /** Absent: the list of corrections stays empty. */
  readonly corrections?: CorrectionSource;
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Log;
  readonly metrics: Metrics;
  readonly limits?: Partial<GatewayLimits>;
  /** How often updates go out; default 1000, at least 250. */
  readonly tickMs?: number;
  /** Default 25000, below the minute after which proxies drop silent connections. */
  readonly heartbeatMs?: number;
  /** How long readers are served on at least while they move elsewhere, see drainTime; default 10000. */
  readonly drainMs?: number;
}

export interface GatewayParts {
  readonly hub: Hub;
  readonly frames: Frames;
  readonly catalogue: Catalogue;
  readonly snapshots: Snapshots;
  readonly siteCatalogues: SiteCatalogues;
  readonly corrections: Corrections;
  readonly audiences: Audiences;
  readonly readers: Readers;
  readonly sockets: SocketServer;
  readonly metrics: GatewayMetrics;
  /** Shows another catalogue from now on; no socket is closed. Throws, with nothing changed, where it names an origin that is none. */
  recatalogue(catalogue: Catalogue, limits: Partial<GatewayLimits>): void;
}

export const defaultHeartbeatMs = 25_000;
const defaultDrainMs = 10_000;
const defaultTickMs = 1_000;
const minTickMs = 250;

/** Throws where the catalogue names an origin, or the limits a proxy, that is none. */
export function createGatewayParts(options: GatewayPartsOptions): GatewayParts {
  const { clock, heartbeatMs = defaultHeartbeatMs } = options;
  const catalogue = createLiveCatalogue(options.catalogue);
  const limits = limitsFrom(options.limits);
  const metrics = createGatewayMetrics(options.metrics);
  const knows = (id: ItemId) => catalogue.meta.has(id);
  const tickMs = Math.max(minTickMs, options.tickMs ?? defaultTickMs);
  // Snapshots first: a reader who joins meanwhile must not be greeted with what was before.
  const onPublish = (changed: ReadonlySet<ItemId>, heardAt: number) => {
    snapshots.changed(changed);
    audiences.update(changed, (frame) => deliveries.announce(frame, heardAt));
    metrics.flush();
  };
  const hub = createHub({ ...options, tickMs, knows, onPublish });
  const frames = createFrames({
    published: hub,
    clock,
    heartbeatMs,
    limits: sessionLimitsOf(limits),
    demo: catalogue.demo,
    onEncode: () => {
      metrics.tally.encoded += 1;
    },
  });
  const snapshots = createSnapshots({ catalogue, published: hub, frames, clock });
  const corrections = createCorrections({ source: options.corrections, knows, clock });
  const audiences = createAudiences(frames);
  const deliveries = createDeliveries(clock, metrics.delivered);
  const siteCatalogues = createSiteCatalogues(catalogue);
  const readers = createReaders({
    ...{ audiences, frames, knows, limits, clock, metrics, deliveries, catalogue, snapshots },
    published: hub,
    publishNow: hub.publishNow,
    drainMs: options.drainMs ?? defaultDrainMs,
  });
  const { basePath, random } = options;
  const { maxPayloadBytes } = limits;
  const origins = createRefusedOrigins(options.log);
  const sockets = createSocketServer({ basePath, readers, maxPayloadBytes, metrics, origins, random });
  const recatalogue: GatewayParts['recatalogue'] = (next, nextLimits) => {
    admissionsOf(next.sites);
    catalogue.replace(next);
    hub.reload();
    snapshots.recatalogued();
    corrections.recatalogued();
    siteCatalogues.recatalogued();
    readers.recatalogued(limitsFrom(nextLimits));
    origins.forget();
    // Nothing else tells a reader that an item left its board: by the digest it sees that the two ends disagree.
    audiences.heartbeat();
  };
  return {
    ...{ hub, frames, catalogue, snapshots, siteCatalogues, corrections, audiences },
    ...{ readers, sockets, metrics, recatalogue },
  };
}
