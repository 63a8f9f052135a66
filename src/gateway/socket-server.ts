/** Takes upgrade requests and makes a WebSocket line of each that is not refused. */
import type { IncomingMessage, Server } from 'node:http';
import type { Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { type WebSocket, WebSocketServer } from 'ws';
import { subprotocol } from '../protocol/messages.ts';
import type { Random } from '../system/random.ts';
import { withoutBase } from './base-path.ts';
import type { GatewayMetrics } from './gateway-metrics.ts';
import { judgeHandshake } from './handshake.ts';
import { answerPlainly, isForWebSocket } from './plain-request.ts';
import type { Readers } from './readers.ts';
import type { RefusedOrigins } from './refused-origins.ts';
import { createSocketLine } from './socket-line.ts';
import { readUpgradeRequest, refuseUpgrade } from './upgrade-request.ts';

export interface SocketServer {
  attach(server: Server): void;
}

export interface SocketServerOptions {
  readonly basePath: string;
  readonly readers: Readers;
  readonly maxPayloadBytes: number;
  readonly metrics: GatewayMetrics;
  readonly origins: RefusedOrigins;
  readonly random: Random;
}

const path = '/v1/live';

export function createSocketServer(options: SocketServerOptions): SocketServer {
  const { basePath, readers, maxPayloadBytes, metrics, origins, random } = options;
  const server = new WebSocketServer({
    noServer: true,
    clientTracking: false,
    perMessageDeflate: false,
    maxPayload: maxPayloadBytes,
    // The largest message that a client may send fits in one piece; these stop floods of tiny ones.
    maxFragments: 16,
    maxBufferedChunks: 64,
    handleProtocols: () => subprotocol,
  });

  function upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    socket.on('error', () => {});
    const read = readUpgradeRequest(request);
    const asked = { ...read, path: withoutBase(read.path, basePath) };
    const address = readers.addressOf(request);
    const verdict = judgeHandshake(asked, { ...readers.situationOf(address), path });
    if (!verdict.ok) {
      metrics.handshake(verdict.reason, 'websocket');
      origins.refused(verdict.reason, asked.origin);
      refuseUpgrade(socket, { ...verdict, retryAfterS: 1 + Math.floor(random() * 10) });
      return;
    }
    readers.letIn(address);
    let result = 'malformed';
    server.handleUpgrade(request, socket, head, (ws: WebSocket) => {
      result = 'accepted';
      const { board = '', have } = asked;
      readers.admit({ line: createSocketLine(ws, socket), address, board, have });
    });
    metrics.handshake(result, 'websocket');
  }

  return {
    attach(http) {
      http.on('upgrade', (request, socket: Socket, head) =>
        isForWebSocket(request) ? upgrade(request, socket, head) : answerPlainly(http, request, socket),
      );
    },
  };
}
