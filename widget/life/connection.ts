/** Keeps one live link to the server: comes back after losses, changes over where it is told to. Knows nothing of readings. */
import { leastWaitMs, mayReconnect } from '../../src/protocol/close-codes.ts';
import type { Hello, ServerMessage } from '../../src/protocol/messages.ts';
import type { Cancel, Env } from '../env.ts';
import { backoffMs } from './backoff.ts';
import { type Link, type OpenSocket, openLink } from './link.ts';

/** `live`: the board has arrived over it. `failures`: attempts since one last stayed up. */
export type ConnectionState =
  | { readonly at: 'idle' }
  | { readonly at: 'trying'; readonly failures: number }
  | { readonly at: 'live' }
  /** The server told this client to come back later: it will. */
  | { readonly at: 'away' }
  /** The server told this client not to come back. */
  | { readonly at: 'refused' };

export interface ConnectionEvents {
  /** `isFirstSnap`: the board as a whole, as the first one on each link is. */
  message(message: ServerMessage, isFirstSnap: boolean): void;
  state(state: ConnectionState): void;
}

export interface Connection {
  /** Goes on with a socket that is there. `isWhole`: the board has arrived over it. */
  adopt(open: OpenSocket, heartbeatMs: number, isWhole: boolean): void;
  /** Goes on after a link that has ended: comes back as after a loss, later or not at all where its close code says so. */
  goOn(code: number): void;
  /** Changes over to another link at a moment of its own within `windowMs`, unless it is about to. */
  move(windowMs: number): void;
  /** The same after a wait as after a loss, which grows with each. */
  renew(): void;
  /** Connects unless it already does or was refused. */
  open(): void;
  close(): void;
  /** Cuts a wait short unless the server asked for it; does nothing while connected. */
  hurry(): void;
  /** The link may be gone: it is unless it says something soon. */
  doubt(): void;
  /** Sends on the live link; says false where there is none. */
  send(text: string): boolean;
  state(): ConnectionState;
}

// A link that stayed up this long starts the backoff from the beginning again.
const stableMs = 30_000;

// Half a minute on average. A link that nothing can take the place of may be of a board that the server has no more: it is
// not for a link that goes on by itself to say that all is well.
const mostMoves = 6;

/** Opens nothing until `open`. */
export function createConnection(
  env: Pick<Env, 'after' | 'now' | 'random'>,
  /** How to get a socket, asked anew for each attempt. `failures`: attempts since one last stayed up. */
  way: (failures: number) => OpenSocket,
  events: ConnectionEvents,
): Connection {
  let state: ConnectionState = { at: 'idle' };
  let failures = 0;
  let current: Link | undefined;
  let next: Link | undefined;
  /** Another link is to take the place of the current one. */
  let isMoving = false;
  let timer: Cancel = () => {};
  /** How long the server wanted to be left alone, and until when by the reader's clock. */
  let away = { ms: 0, until: 0 };

  const enter = (to: ConnectionState) => {
    state = to;
    events.state(to);
  };
  const drop = () => {
    timer();
    current?.close();
    next?.close();
    current = next = undefined;
    isMoving = false;
  };
  const connect = () => {
    enter({ at: 'trying', failures });
    current = link();
  };
  const comeBack = () => {
    drop();
    timer = env.after(backoffMs(failures, env.random), connect);
    failures += 1;
    enter({ at: 'trying', failures });
  };
  const stayAway = () => {
    drop();
    // No longer for a clock that was set back.
    timer = env.after(Math.min(away.until - env.now(), away.ms), connect);
    enter({ at: 'away' });
  };

  function link(open = way(failures), whole = false, heartbeatMs = 0): Link {
    const openedAt = env.now();
    const own = openLink(env, open, heartbeatMs, {
      message(message) {
        const isFirst = !whole && (message.t === 'snap' || message.t === 'same');
        if (isFirst) {
          whole = true;
          settle(own);
        }
        if (message.t === 'drain') move(message.window);
        else events.message(message.t === 'hello' ? waited(message, env.now() - openedAt) : message, isFirst);
      },
      closed: (code) => lose(own, code),
    });
    return own;
  }

  function settle(own: Link): void {
    if (next === own) {
      current?.close();
      current = own;
      next = undefined;
    }
    isMoving = false;
    timer();
    timer = env.after(stableMs, () => {
      failures = 0;
    });
    enter({ at: 'live' });
  }

  function move(windowMs: number): void {
    moveAfter(env.random() * windowMs);
  }

  function moveAfter(waitMs: number): void {
    isMoving = true;
    timer();
    timer = env.after(waitMs, () => {
      next?.close();
      next = link();
    });
  }

  function moveLater(leastMs = 0): void {
    moveAfter(Math.max(backoffMs(failures, env.random), leastMs));
    failures += 1;
  }

  function lose(own: Link, code: number): void {
    if (own === next) {
      // The old link still serves: another attempt while it does. Its end brings the ordinary way back.
      next = undefined;
      if (failures >= mostMoves) goOn(code);
      else moveLater(leastWaitMs(code));
      return;
    }
    current = undefined;
    if (next !== undefined) {
      current = next;
      next = undefined;
      enter({ at: 'trying', failures });
    } else goOn(code);
  }

  function goOn(code: number): void {
    const ms = leastWaitMs(code) * (1 + env.random());
    away = { ms, until: env.now() + ms };
    if (ms > 0) stayAway();
    else if (mayReconnect(code)) comeBack();
    else {
      drop();
      enter({ at: 'refused' });
    }
  }

  return {
    adopt(open, heartbeatMs, isWhole) {
      current = link(open, isWhole, heartbeatMs);
      enter(isWhole ? { at: 'live' } : { at: 'trying', failures });
    },
    goOn,
    // Put off by each that wants it, it might never come.
    move(windowMs) {
      if (!isMoving) move(windowMs);
    },
    open() {
      if (state.at !== 'idle') return;
      // Nor cut short by a page that was hidden, or a pace that was changed, meanwhile.
      if (away.until > env.now()) stayAway();
      else connect();
    },
    close() {
      drop();
      failures = 0;
      if (state.at !== 'refused') enter({ at: 'idle' });
    },
    hurry() {
      if (state.at !== 'trying' || current !== undefined) return;
      timer();
      connect();
    },
    doubt: () => current?.doubt(),
    renew() {
      if (!isMoving) moveLater();
    },
    send(text) {
      if (state.at === 'live') current?.send(text);
      return state.at === 'live';
    },
    state: () => state,
  };
}

/**
 * The greeting as though it had been sent when its link was opened, `ms` ago by the reader's clock, and had waited since: in a
 * machine that fell asleep with it, it has, and figures of before would look live. Errs to the side on which one looks too old.
 */
function waited(hello: Hello, ms: number): Hello {
  return { ...hello, now: hello.now + Math.max(0, ms) };
}
