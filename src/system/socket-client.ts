/** One outgoing WebSocket that only listens, bounded in time and size; knows no message. */
import { WebSocket } from 'ws';

export interface SocketClientOptions {
  /** `ws:` or `wss:`. */
  readonly url: string;
  readonly protocol: string;
  /** Sent as a browser would; none by default. */
  readonly origin?: string;
  readonly onText: (text: string) => void;
  /**
   * Told once, however it ends, also where it never opened. `code`: as in RFC 6455, 1006 where the line broke or no
   * socket came of it; `reason`: what there is to say, in words.
   */
  readonly onEnd: (code: number, reason: string) => void;
}

export interface SocketClient {
  /** Ends it at once; `onEnd` is not told. */
  close(): void;
}

const handshakeMs = 10_000;
/** A board of 64 items with all their lines is about 100 KiB. */
const maxBytes = 4 * 1_048_576;

export function openSocket({ url, protocol, origin, onText, onEnd }: SocketClientOptions): SocketClient {
  let trouble = 'the connection broke';
  let isOver = false;
  const socket = new WebSocket(url, protocol, {
    handshakeTimeout: handshakeMs,
    maxPayload: maxBytes,
    perMessageDeflate: false,
    followRedirects: false,
    ...(origin === undefined ? {} : { origin }),
  });
  socket.on('message', (data, isBinary) => {
    if (!isBinary && !isOver) onText(data.toString());
  });
  socket.on('error', (error) => {
    trouble = error.message;
  });
  socket.on('close', (code, reason) => {
    if (isOver) return;
    isOver = true;
    onEnd(code, code === 1006 ? trouble : reason.toString().slice(0, 123));
  });
  return {
    close() {
      isOver = true;
      socket.terminate();
    },
  };
}
