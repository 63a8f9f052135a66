/** One socket from its opening to its end, with a watchdog for silence. Knows nothing of coming back. */
import { decodeServerMessage, type ServerMessage, subprotocol } from '../src/protocol/messages.ts';
import type { Cancel, Env, Socket } from './env.ts';

export interface LinkEvents {
  message(message: ServerMessage): void;
  /** Once, unless `close` was called before. 1006 where it fell silent or could not be opened. */
  closed(code: number): void;
}

export interface Link {
  send(text: string): void;
  /** Ends it without another event. */
  close(): void;
}

// Until `hello` has said how often to expect a heartbeat.
const firstFrameMs = 15_000;
const silentAfterHeartbeats = 1.6;
// A page may close a socket with 1000 or 3000 to 4999 only (WebSocket API); 1006 can be told, never sent.
const abnormal = 1006;

/** Opens a socket at once. */
export function openLink(env: Env, url: string, events: LinkEvents): Link {
  let socket: Socket | undefined;
  let over = false;
  let silenceMs = firstFrameMs;
  let watchdog: Cancel = () => {};

  const close = () => {
    over = true;
    watchdog();
    socket?.close(1000);
  };
  const end = (code: number) => {
    if (over) return;
    close();
    events.closed(code);
  };
  const watch = () => {
    watchdog();
    watchdog = env.after(silenceMs, () => end(abnormal));
  };
  const receive = (text: string) => {
    if (over) return;
    const message = decodeServerMessage(text);
    if (message?.t === 'hello' && message.heartbeat > 0)
      silenceMs = message.heartbeat * silentAfterHeartbeats;
    watch();
    if (message !== undefined) events.message(message);
  };

  watch();
  try {
    socket = env.openSocket(url, subprotocol, { message: receive, closed: end });
  } catch {
    // Such as an http server on an https page: told like any other failure, never thrown into the host page.
    watchdog();
    watchdog = env.after(0, () => end(abnormal));
  }
  return { send: (text) => socket?.send(text), close };
}
