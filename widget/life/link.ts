/** One socket from its opening to its end, with a watchdog for silence. Knows nothing of coming back. */
import { decodeServerMessage, type ServerMessage } from '../../src/protocol/messages.ts';
import type { Cancel, Env, Socket, SocketEvents } from '../env.ts';
import type { Feed } from '../feed.ts';

export interface LinkEvents {
  message(message: ServerMessage): void;
  /** Once, unless `close` was called before. 1006 where it fell silent or could not be opened. */
  closed(code: number): void;
}

export interface Link {
  send(text: string): void;
  /** Ends it without another event. */
  close(): void;
  /** Lets go of the socket, which stays open for another to go on with. */
  leave(): void;
  /** It may be gone: unless it says something soon, it is over. */
  doubt(): void;
}

// A page may close a socket with 1000 or 3000 to 4999 only (WebSocket API); 1006 can be told, never sent.
const abnormal = 1006;

// Until `hello` has said how often to expect a heartbeat.
const firstFrameMs = 15_000;
const silentAfterHeartbeats = 1.6;
// A browser that is offline may still have a way to a server of its own network.
const doubtMs = 5000;

/** How a link gets its socket; may throw. */
export type OpenSocket = (events: SocketEvents) => Socket;

/** A way to the socket that a feed has already; undefined where it has none. */
export function ownSocket(feed: Feed): OpenSocket | undefined {
  const { socket } = feed;
  return (
    socket &&
    ((events) => {
      feed.events = events;
      return socket;
    })
  );
}

/** Opens a socket at once. `heartbeatMs`: where the server has said it before; else 0. */
export function openLink(
  env: Pick<Env, 'after'>,
  open: OpenSocket,
  heartbeatMs: number,
  events: LinkEvents,
): Link {
  let socket: Socket | undefined;
  let over = false;
  let silenceMs = heartbeatMs > 0 ? heartbeatMs * silentAfterHeartbeats : firstFrameMs;
  let watchdog: Cancel = () => {};

  const leave = () => {
    over = true;
    watchdog();
  };
  const close = () => {
    leave();
    socket?.close(1000);
  };
  const end = (code: number) => {
    if (over) return;
    close();
    events.closed(code);
  };
  const watch = (ms = silenceMs) => {
    watchdog();
    watchdog = env.after(ms, () => end(abnormal));
  };
  const receive = (text: string) => {
    const message = decodeServerMessage(text);
    if (message?.t === 'hello' && message.heartbeat > 0)
      silenceMs = message.heartbeat * silentAfterHeartbeats;
    watch();
    if (message !== undefined) events.message(message);
  };

  watch();
  try {
    socket = open({ message: receive, closed: end });
  } catch {
    // Such as an http server on an https page: told like any other failure, never thrown into the host page.
    watchdog();
    watchdog = env.after(0, () => end(abnormal));
  }
  return {
    send: (text) => socket?.send(text),
    close,
    leave,
    doubt: () => watch(doubtMs),
  };
}
