/** Answers a request that offers another protocol which we do not speak, such as HTTP/2 without TLS, as if it did not. */
import { type IncomingMessage, type Server, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';

export function isForWebSocket({ headers }: IncomingMessage): boolean {
  return headers.upgrade?.toLowerCase() === 'websocket';
}

/**
 * Node hands over each request with an Upgrade header once anybody takes those of sockets; an offer may be ignored (RFC 9110,
 * section 7.8), and clients of Java and `curl --http2` make it of each request. Node has let go of the connection, so its errors
 * and its end are ours to see, and it ends with the answer: nobody reads further requests of it.
 */
export function answerPlainly(server: Server, request: IncomingMessage, socket: Socket): void {
  const end = () => socket.destroySoon();
  socket
    .on('error', () => {})
    .once('end', end)
    .resume();
  const response = new ServerResponse(request);
  response.shouldKeepAlive = false;
  response.once('finish', end);
  try {
    response.assignSocket(socket);
  } catch {
    // The answer to an earlier request is still under way on it.
    socket.destroy();
    return;
  }
  server.emit('request', request, response);
}
