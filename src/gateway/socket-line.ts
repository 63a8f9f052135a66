/** A reader's line over a WebSocket; knows no session. */
import type { Duplex } from 'node:stream';
import type { WebSocket } from 'ws';
import type { Line } from './line.ts';

/** `socket`: the stream under `ws`. Whole frames are written to it, each built once for all readers. */
export function createSocketLine(ws: WebSocket, socket: Duplex): Line {
  return {
    transport: 'websocket',
    isOpen: () => ws.readyState === ws.OPEN,
    // ws writes its own frames in one piece as long as it does not compress, so these never land inside one.
    write: (frame, done) => void socket.write(frame, done),
    ask: () => ws.ping(),
    close: (code) => ws.close(code),
    cut: () => ws.terminate(),
    listen({ text, binary, ping, answered, broken, closed }) {
      ws.on('message', (data, isBinary) => (isBinary ? binary() : text(data.toString())));
      ws.on('ping', ping);
      ws.on('pong', answered);
      // A frame against RFC 6455 or over a limit: ws has sent the fitting close code itself.
      ws.on('error', broken);
      ws.on('close', closed);
    },
  };
}
