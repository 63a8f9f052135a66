/** A local HTTP server for tests of the HTTP client: counts what reaches it, on a free port. */
import { once } from 'node:events';
import { createServer, type IncomingMessage, type RequestListener } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';

export interface Upstream {
  readonly port: number;
  readonly baseUrl: string;
  readonly requests: readonly IncomingMessage[];
  readonly sockets: ReadonlySet<Socket>;
  /** Connections that were ever made. */
  connections(): number;
  /** Resolves once no socket is open. */
  untilNoSockets(): Promise<void>;
  close(): Promise<void>;
}

export async function startUpstream(answer: RequestListener, host = '127.0.0.1'): Promise<Upstream> {
  const requests: IncomingMessage[] = [];
  const sockets = new Set<Socket>();
  let connections = 0;
  const server = createServer((request, response) => {
    requests.push(request);
    answer(request, response);
  });
  // A kept connection is closed by the client or by nobody.
  server.keepAliveTimeout = 0;
  server.on('connection', (socket) => {
    connections += 1;
    sockets.add(socket);
    socket.on('error', () => {});
    socket.on('close', () => {
      sockets.delete(socket);
      server.emit('gone');
    });
  });
  server.listen(0, host);
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    port,
    baseUrl: `http://127.0.0.1:${port}`,
    requests,
    sockets,
    connections: () => connections,
    async untilNoSockets() {
      while (sockets.size > 0) await once(server, 'gone');
    },
    async close() {
      for (const socket of sockets) socket.destroy();
      server.close();
      if (server.listening) await once(server, 'close');
    },
  };
}
