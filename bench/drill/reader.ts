/** One reader of a swarm: the strip's own connection over a raw socket, each frame checked before the strip may drop it. */
import { WebSocket } from 'ws';
import { decodeServerMessage, type ServerMessage, subprotocol } from '../../src/protocol/messages.ts';
import { compareStamps } from '../../src/protocol/order.ts';
import type { Env, Socket, SocketEvents } from '../../widget/env.ts';
import { createConnection } from '../../widget/life/connection.ts';
import { createSocketCheck, type Faults, type Seen, type SeenItems } from './frame-check.ts';

export interface ReaderOptions {
  /** Asked anew for each socket. */
  readonly address: () => string;
  readonly origin: string;
  /** An address of the loopback of its own group: gateways count sockets by address. */
  readonly localAddress: string;
  readonly faults: Faults;
  /** How a socket that had greeted ended where the reader did not end it itself. */
  readonly onLost: (code: number) => void;
  /** It had no greeted socket for so long; 0 where the next one greeted while the last one stood. */
  readonly onGreeted: (gapMs: number) => void;
  readonly onUpdate: () => void;
}

export interface Reader {
  open(): void;
  close(): void;
  isGreeted(): boolean;
  /** The newest that it was sent of each item, over whichever socket. */
  held(): SeenItems;
}

/** Sockets of one moment bring the same text: it is decoded once. */
const decoded = new Map<string, ServerMessage | undefined>();
const maxDecoded = 32;

function decode(text: string): ServerMessage | undefined {
  if (!decoded.has(text)) {
    if (decoded.size >= maxDecoded) decoded.clear();
    decoded.set(text, decodeServerMessage(text));
  }
  return decoded.get(text);
}

export function createReader(options: ReaderOptions): Reader {
  const { origin, localAddress, faults, onLost, onGreeted, onUpdate } = options;
  const held = new Map<string, Seen>();
  const greeted = new Set<WebSocket>();
  let goneAt: number | undefined;

  const greet = (ws: WebSocket) => {
    if (greeted.has(ws)) return;
    const hadOne = greeted.size > 0;
    greeted.add(ws);
    if (hadOne) onGreeted(0);
    else if (goneAt !== undefined) onGreeted(performance.now() - goneAt);
    goneAt = undefined;
  };
  const leave = (ws: WebSocket) => {
    if (greeted.delete(ws) && greeted.size === 0) goneAt ??= performance.now();
  };
  const openSocket = (events: SocketEvents): Socket => {
    const ws = new WebSocket(options.address(), subprotocol, {
      origin,
      localAddress,
      perMessageDeflate: false,
    });
    const check = createSocketCheck(new Map(held), faults);
    let isOurs = false;
    ws.on('error', () => {});
    ws.on('message', (data: Buffer) => {
      const text = data.toString();
      const message = decode(text);
      if (message?.t === 'hello') greet(ws);
      if (message?.t === 'upd') onUpdate();
      if (message !== undefined) check.take(message);
      if (message?.t === 'upd' || message?.t === 'snap') {
        for (const { id } of message.items) keepNewer(held, id, check.seen().get(id));
      }
      events.message(text);
    });
    ws.on('close', (code) => {
      if (!isOurs && greeted.has(ws)) onLost(code);
      leave(ws);
      events.closed(code);
    });
    return {
      send: (text) => ws.send(text),
      close(code) {
        isOurs = true;
        leave(ws);
        ws.close(code);
      },
    };
  };
  const connection = createConnection(clock, () => openSocket, { message() {}, state() {} });
  return {
    open: connection.open,
    close: connection.close,
    isGreeted: () => greeted.size > 0,
    held: () => held,
  };
}

function keepNewer(held: Map<string, Seen>, id: string, seen: Seen | undefined): void {
  const before = held.get(id);
  if (seen === undefined) return;
  if (before === undefined || compareStamps(seen, before) > 0) held.set(id, seen);
}

const clock: Pick<Env, 'after' | 'now' | 'random'> = {
  now: () => Date.now(),
  after(ms, task) {
    const timer = setTimeout(task, ms);
    return () => clearTimeout(timer);
  },
  random: () => Math.random(),
};
