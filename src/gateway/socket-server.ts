/** Takes upgrade requests, keeps count of the connections, and lets them go in order when the process stops. */
import type { IncomingMessage, Server } from 'node:http';
import type { Duplex } from 'node:stream';
import { type WebSocket, WebSocketServer } from 'ws';
import { closeCodes } from '../protocol/close-codes.ts';
import { subprotocol } from '../protocol/messages.ts';
import type { Random } from '../system/random.ts';
import { createTokenBucket } from '../system/token-bucket.ts';
import { admissionsOf, type Catalogue } from './catalogue.ts';
import { type Connection, type ConnectionContext, closeGraceMs, createConnection } from './connection.ts';
import { judgeHandshake } from './handshake.ts';
import type { PublishedState } from './hub.ts';
import type { GatewayLimits } from './limits.ts';
import { createRemoteAddress } from './remote-address.ts';
import type { Snapshots } from './snapshots.ts';
import { readUpgradeRequest, refuseUpgrade, type UpgradeRequest } from './upgrade-request.ts';

export interface SocketServer {
  attach(server: Server): void;
  /** Open sockets. */
  readers(): number;
  /** Asks every reader whether it is still there. */
  tend(): void;
  /** Takes no new reader, tells the others, and resolves once all have left or have been closed. */
  drain(): Promise<void>;
  /** To be told once the catalogue reads differently: origins and limits hold for newcomers, boards for all. */
  recatalogued(limits: GatewayLimits): void;
}

export interface SocketServerOptions extends ConnectionContext {
  /** Path of the endpoint, such as `/v1/live`. */
  readonly path: string;
  readonly catalogue: Catalogue;
  readonly published: PublishedState;
  /** See Hub: called before each newcomer is greeted. */
  readonly publishNow: () => void;
  readonly snapshots: Snapshots;
  readonly random: Random;
  readonly drainMs: number;
}

export function createSocketServer(options: SocketServerOptions): SocketServer {
  const { path, catalogue, published, snapshots, clock, metrics, frames, drainMs } = options;
  let { limits } = options;
  let admissions = admissionsOf(catalogue.sites);
  let remoteAddress = createRemoteAddress(limits.trustedProxies);
  let bucket = createTokenBucket(clock, limits.handshakesPerS);
  const connections = new Set<Connection>();
  const byAddress = new Map<string, number>();
  let draining = false;
  let onEmpty = () => {};

  const server = new WebSocketServer({
    noServer: true,
    clientTracking: false,
    perMessageDeflate: false,
    maxPayload: limits.maxPayloadBytes,
    // The largest message that a client may send fits in one piece; these stop floods of tiny ones.
    maxFragments: 16,
    maxBufferedChunks: 64,
    handleProtocols: () => subprotocol,
  });

  function upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    socket.on('error', () => {});
    const asked = readUpgradeRequest(request);
    const address = remoteAddress(request.socket.remoteAddress, forwardedFor(request));
    const verdict = judgeHandshake(asked, situationOf(address));
    if (!verdict.ok) {
      metrics.handshake(verdict.reason);
      refuseUpgrade(socket, { ...verdict, retryAfterS: 1 + Math.floor(options.random() * 10) });
      return;
    }
    bucket.take();
    let result = 'malformed';
    server.handleUpgrade(request, socket, head, (ws) => {
      result = 'accepted';
      admit({ ws, socket, address, asked });
    });
    metrics.handshake(result);
  }

  function situationOf(address: string) {
    return {
      path,
      boards: catalogue.boards,
      admissions,
      allowNoOrigin: limits.allowNoOrigin,
      draining,
      hasState: published.hasState(),
      connectionsLeft: limits.maxConnections - connections.size,
      connectionsLeftForAddress: limits.maxPerAddress - (byAddress.get(address) ?? 0),
      rateLeft: bucket.available(),
    };
  }

  function admit({ ws, socket, address, asked }: Newcomer): void {
    options.publishNow();
    const board = asked.board ?? '';
    const boardItems = () => catalogue.boards.get(board) ?? [];
    const onClosed = () => forget(connection, address);
    const connection = createConnection({ ...options, limits, ws, socket, boardItems, onClosed });
    connections.add(connection);
    byAddress.set(address, (byAddress.get(address) ?? 0) + 1);
    metrics.connections(connections.size);
    connection.send(frames.hello());
    connection.send(snapshots.firstFrame(board, asked.have));
  }

  function forget(connection: Connection, address: string): void {
    connections.delete(connection);
    const left = (byAddress.get(address) ?? 1) - 1;
    if (left > 0) byAddress.set(address, left);
    else byAddress.delete(address);
    metrics.connections(connections.size);
    if (connections.size === 0) onEmpty();
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
    attach: (http) => void http.on('upgrade', upgrade),
    readers: () => connections.size,
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
      // Readers come back within the window, so that each has its new socket before the old one goes.
      const notice = frames.of({ t: 'drain', window: Math.floor(drainMs * 0.8) });
      for (const connection of connections) connection.send(notice);
      await emptied(drainMs);
      for (const connection of connections) connection.close(closeCodes.restart);
      await emptied(2 * closeGraceMs);
    },
  };
}

interface Newcomer {
  readonly ws: WebSocket;
  readonly socket: Duplex;
  readonly address: string;
  readonly asked: UpgradeRequest;
}

function forwardedFor({ headers }: IncomingMessage): string | undefined {
  const header = headers['x-forwarded-for'];
  return Array.isArray(header) ? header.join(',') : header;
}
