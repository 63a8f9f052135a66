/** Follows one board of a running service: its snapshot over HTTP, then its socket, again and again where that ends. */
import { leastWaitMs, mayReconnect } from '../protocol/close-codes.ts';
import type { ItemId } from '../protocol/item-id.ts';
import { decodeServerMessage, type ServerMessage, subprotocol } from '../protocol/messages.ts';
import type { BoardSnapshot } from '../protocol/snapshot.ts';
import type { Cancel, Clock } from '../system/clock.ts';
import { createHttpClient } from '../system/http-client.ts';
import { version } from '../system/project.ts';
import { openSocket, type SocketClient } from '../system/socket-client.ts';
import { UpstreamError } from '../system/upstream-error.ts';
import type { WatchedBoard } from './watched-board.ts';

export interface BoardLinkOptions {
  /** http or https, with the base path if there is one. */
  readonly url: URL;
  readonly board: string;
  readonly origin: string | undefined;
  readonly into: WatchedBoard;
  readonly clock: Clock;
  /** The first flight of each socket has come. */
  readonly onLive: () => void;
  readonly onChange: (ids: readonly ItemId[]) => void;
  /** Something to say that is no value; `isFinal` where it will not come back. */
  readonly onTrouble: (text: string, isFinal: boolean) => void;
}

export interface BoardLink {
  /** Rejects with an UpstreamError where the board cannot be had over HTTP. */
  open(): Promise<void>;
  close(): void;
  /** ms since the epoch by the server's clock, as far as it has told. */
  now(): number;
}

const comeBackMs = 1_000;

export function createBoardLink(options: BoardLinkOptions): BoardLink {
  const { url, board, origin, into, clock } = options;
  const http = createHttpClient({
    baseUrl: url.href,
    userAgent: `Masthead/${version} watch`,
    // Whoever types the address means it, also where it is the own machine.
    privateHosts: [url.hostname],
    clock,
  });
  let offsetMs = 0;
  let socket: SocketClient | undefined;
  let cancel: Cancel = () => {};
  let isClosed = false;

  const fetchSnapshot = async (): Promise<void> => {
    const { text } = await http.get(`/v1/boards/${encodeURIComponent(board)}`, {
      contentTypes: ['application/json'],
      freshForMs: 0,
    });
    into.applySnapshot(snapshotOf(text));
  };

  const fetchNames = (): void => {
    fetchSnapshot().then(
      () => options.onChange([]),
      (error: unknown) => options.onTrouble(String(error), false),
    );
  };

  const take = (message: ServerMessage): void => {
    switch (message.t) {
      case 'hello':
        offsetMs = message.now - clock.now();
        if (message.epoch < into.epoch()) into.restart();
        return;
      case 'hb':
        offsetMs = message.now - clock.now();
        return;
      case 'same':
        options.onLive();
        break;
      case 'snap':
      case 'upd': {
        const changed = into.apply(message.items);
        if (changed.some((id) => !into.knows(id))) fetchNames();
        options.onChange(changed);
        if (message.t === 'snap') options.onLive();
        return;
      }
      case 'drain':
        options.onTrouble('the server is going; it is followed until it has', false);
        break;
      case 'err':
        options.onTrouble(`the server objects: ${message.code}`, false);
    }
  };

  const connect = (): void => {
    if (isClosed) return;
    socket = openSocket({
      url: socketUrl(url, board),
      protocol: subprotocol,
      ...(origin === undefined ? {} : { origin }),
      onText(text) {
        const message = decodeServerMessage(text);
        if (message !== undefined) take(message);
      },
      onEnd(code, reason) {
        const isFinal = !mayReconnect(code);
        options.onTrouble(`the socket was closed with ${code}${reason === '' ? '' : `: ${reason}`}`, isFinal);
        if (!isFinal && !isClosed) cancel = clock.after(Math.max(comeBackMs, leastWaitMs(code)), connect);
      },
    });
  };

  return {
    async open() {
      await fetchSnapshot();
      connect();
    },
    close() {
      isClosed = true;
      cancel();
      socket?.close();
      http.close();
    },
    now: () => clock.now() + offsetMs,
  };
}

/** Trusts what a service of this version sends, and says so where another program answers. */
function snapshotOf(text: string): BoardSnapshot {
  try {
    const snapshot = JSON.parse(text) as BoardSnapshot;
    if (Array.isArray(snapshot.meta) && Array.isArray(snapshot.items)) return snapshot;
  } catch {
    // Said below.
  }
  throw new UpstreamError('shape', 'what answers there is no board of this service');
}

function socketUrl(base: URL, board: string): string {
  const url = new URL(base.href);
  url.protocol = base.protocol === 'https:' ? 'wss:' : 'ws:';
  url.pathname = `${base.pathname.replace(/\/$/, '')}/v1/live`;
  url.search = new URLSearchParams({ board }).toString();
  return url.href;
}
