/** Keeps count of all readers, whatever carries them: how many may come, from where, and how they go when the process stops. */
import type { IncomingMessage } from 'node:http';
import { closeCodes } from '../protocol/close-codes.ts';
import type { ItemId } from '../protocol/item-id.ts';
import { createTokenBucket } from '../system/token-bucket.ts';
import { createArrivals } from './arrivals.ts';
import { type Admissions, admissionsOf, type Catalogue } from './catalogue.ts';
import { type Connection, type ConnectionContext, closeGraceMs, createConnection } from './connection.ts';
import { countedAddress } from './counted-address.ts';
import { drainTime } from './drain-time.ts';
import type { LoadSituation } from './handshake.ts';
import { type GatewayLimits, maxHeaders } from './limits.ts';
import type { Line, Transport } from './line.ts';
import { createRemoteAddress } from './remote-address.ts';
import type { Snapshots } from './snapshots.ts';

export interface Newcomer {
  readonly line: Line;
  /** Whose it is, as `addressOf` says. */
  readonly address: string;
  /** One that there is. */
  readonly board: string;
  /** The entity tag of the board that the reader holds already, as it sent it. */
  readonly have: string | undefined;
}

export interface Readers {
  /** Connected now. */
  count(): number;
  /** As whose a request is counted: the peer's, or that of the client that a trusted proxy names. */
  addressOf(request: IncomingMessage): string;
  /** Who may be shown what, and whether one more may come from `address`. */
  situationOf(address: string): ReadersSituation;
  /** To be called for each request that is not refused: it counts against the rates of all and of its address. */
  letIn(address: string): void;
  /** Greets a newcomer and serves it until its line ends. */
  admit(newcomer: Newcomer): Connection;
  /** Asks every reader whether it is still there. */
  tend(): void;
  /** Takes no new reader, tells the others, and resolves once all have left or have been closed. */
  drain(): Promise<void>;
  /** To be told once the catalogue reads differently: origins and limits hold for newcomers, boards for all. */
  recatalogued(limits: GatewayLimits): void;
}

export interface ReadersSituation extends LoadSituation {
  readonly boards: ReadonlyMap<string, readonly ItemId[]>;
  readonly admissions: Admissions;
  readonly allowNoOrigin: boolean;
}

export interface ReadersOptions extends ConnectionContext {
  readonly catalogue: Catalogue;
  /** See Hub: called before each newcomer is greeted. */
  readonly publishNow: () => void;
  readonly snapshots: Snapshots;
  readonly drainMs: number;
}

export function createReaders(options: ReadersOptions): Readers {
  const { catalogue, published, snapshots, clock, metrics, frames, drainMs } = options;
  let { limits } = options;
  let admissions = admissionsOf(catalogue.sites);
  let remoteAddress = createRemoteAddress(limits.trustedProxies);
  let bucket = createTokenBucket(clock, limits.handshakesPerS);
  const connections = new Set<Connection>();
  const byAddress = new Map<string, number>();
  const arrivals = createArrivals(clock);
  let streams = 0;
  let draining = false;
  let onEmpty = () => {};

  /** Who is connected and who has just come: an address may be a household, or hundreds who click through a site. */
  function leftFor(address: string): number {
    const { maxPerAddress } = limits;
    const atOnce = maxPerAddress - (byAddress.get(address) ?? 0);
    return Math.min(atOnce, 2 * maxPerAddress - arrivals.from(address));
  }

  function situationOf(address: string): ReadersSituation {
    return {
      boards: catalogue.boards,
      admissions,
      allowNoOrigin: limits.allowNoOrigin,
      draining,
      hasState: published.hasState(),
      connectionsLeft: limits.maxConnections - connections.size,
      connectionsLeftForAddress: leftFor(address),
      rateLeft: bucket.available(),
    };
  }

  function admit({ line, address, board, have }: Newcomer): Connection {
    options.publishNow();
    const boardItems = () => catalogue.boards.get(board) ?? [];
    const onClosed = () => {
      connections.delete(connection);
      count(line.transport, address, -1);
      if (connections.size === 0) onEmpty();
    };
    const connection = createConnection({ ...options, limits, line, boardItems, onClosed });
    connections.add(connection);
    count(line.transport, address, 1);
    connection.send(frames.hello());
    connection.send(snapshots.firstFrame(board, have));
    return connection;
  }

  function count(transport: Transport, address: string, by: 1 | -1): void {
    const ofAddress = (byAddress.get(address) ?? 0) + by;
    if (ofAddress > 0) byAddress.set(address, ofAddress);
    else byAddress.delete(address);
    if (transport === 'events') streams += by;
    metrics.connections(connections.size, streams);
  }

  /** Resolves once there is no connection, or after `ms`. */
  function emptied(ms: number): Promise<void> {
    if (connections.size === 0) return Promise.resolve();
    return new Promise((resolve) => {
      const cancel = clock.after(ms, resolve);
      onEmpty = () => {
        cancel();
        resolve();
      };
    });
  }

  return {
    count: () => connections.size,
    addressOf: (request) =>
      countedAddress(remoteAddress(request.socket.remoteAddress, forwardedFor(request))),
    situationOf,
    letIn(address) {
      bucket.take();
      arrivals.add(address);
    },
    admit,
    tend() {
      for (const connection of connections) connection.tend();
    },
    recatalogued(next) {
      admissions = admissionsOf(catalogue.sites);
      remoteAddress = createRemoteAddress(next.trustedProxies);
      // A bucket that was emptied must not be filled by a reload alone.
      if (next.handshakesPerS !== limits.handshakesPerS)
        bucket = createTokenBucket(clock, next.handshakesPerS);
      limits = next;
      for (const connection of connections) connection.refollow();
    },
    async drain() {
      draining = true;
      // Readers come back within the window, so that each has its new connection before the old one goes.
      const { windowMs, servedMs } = drainTime(connections.size, limits.handshakesPerS, drainMs);
      const notice = frames.of({ t: 'drain', window: windowMs });
      for (const connection of connections) connection.send(notice);
      await emptied(servedMs);
      for (const connection of connections) connection.close(closeCodes.restart);
      await emptied(2 * closeGraceMs);
    },
  };
}

function forwardedFor({ headers, rawHeaders }: IncomingMessage): string | undefined {
  // Names and values in turn. Where some were cut off, the line that the proxy appended may be among them, and a client's own is not.
  if (rawHeaders.length >= 2 * maxHeaders) return undefined;
  const header = headers['x-forwarded-for'];
  return Array.isArray(header) ? header.join(',') : header;
}
