/** A browser that a test turns by hand: its clock, sockets, streams of events, answers, page events. */
import { encode, type ServerMessage } from '../../src/protocol/messages.ts';
import type { HttpAnswer, LinkEnv, PageEvent, Socket, SocketEvents } from '../../widget/env.ts';
import { type FakeClock, fakeClock, settle } from '../support/fake-clock.ts';
import { epoch } from './sample-board.ts';

export interface FakeSocket {
  readonly url: string;
  readonly sent: string[];
  closedByPage: boolean;
  say(message: ServerMessage): void;
  raw(text: string): void;
  drop(code: number): void;
}

export interface FakeEnv extends LinkEnv {
  readonly clock: FakeClock;
  readonly sockets: FakeSocket[];
  /** Server-sent events. */
  readonly streams: FakeSocket[];
  /** Sockets and streams that neither end has closed. */
  open(): FakeSocket[];
  /** Addresses asked over HTTP. */
  readonly asked: string[];
  /** Answers by the end of the path; nothing answers where there is none. */
  readonly answers: Map<string, Partial<HttpAnswer>>;
  readonly storage: Map<string, string>;
  /** What the page's console has been told. */
  readonly warnings: string[];
  /** What the page's address shares. */
  address: string | undefined;
  /** Boards that the page brought itself. */
  readonly brought: Map<string, unknown>;
  visible: boolean;
  online: boolean;
  saving: boolean;
  chance: number;
  refusesSockets: boolean;
  /** Nothing answers a request over HTTP until it is given up. */
  silent: boolean;
  fire(event: PageEvent): void;
  /** Runs idle tasks and animation frames that were asked for. */
  breathe(): Promise<void>;
  listeners(): number;
}

export function fakeEnv(): FakeEnv {
  const clock = fakeClock();
  const page = new Set<(event: PageEvent) => void>();
  const tasks = new Set<() => void>();
  const queue = (task: () => void) => {
    tasks.add(task);
    return () => void tasks.delete(task);
  };
  const env: FakeEnv = {
    clock,
    sockets: [],
    streams: [],
    open: () => [...env.sockets, ...env.streams].filter(({ closedByPage }) => !closedByPage),
    asked: [],
    answers: new Map(),
    storage: new Map(),
    warnings: [],
    address: undefined,
    brought: new Map(),
    visible: true,
    online: true,
    saving: false,
    chance: 0.5,
    refusesSockets: false,
    silent: false,
    now: clock.now,
    after: clock.after,
    random: () => env.chance,
    frame: queue,
    idle: queue,
    openSocket(url, _subprotocol, events) {
      if (env.refusesSockets) throw new DOMException('mixed content', 'SecurityError');
      return standIn(url, events, env.sockets);
    },
    openEvents: (url, events) => standIn(url, events, env.streams),
    warn: (text) => void env.warnings.push(text),
    async getJson(url, signal) {
      env.asked.push(url);
      const answer = [...env.answers].find(([end]) => url.replace(/\?.*/, '').endsWith(end))?.[1];
      await (env.silent ? once(signal) : new Promise(setImmediate));
      if (answer === undefined || signal.aborted) throw new TypeError('Failed to fetch');
      return { status: 200, etag: undefined, body: undefined, ...answer };
    },
    inlined: (board) => env.brought.get(board),
    savesData: () => env.saving,
    recall: (key) => env.storage.get(key),
    remember: (key, value) => void env.storage.set(key, value),
    forget: (key) => void env.storage.delete(key),
    isVisible: () => env.visible,
    onPage(listener) {
      page.add(listener);
      return () => void page.delete(listener);
    },
    whenNear: () => () => {},
    onResize: () => () => {},
    onSight: () => ({ watch() {}, sees: () => true, stop() {} }),
    fragment: () => env.address ?? '',
    prefersStill: () => false,
    isOnline: () => env.online,
    fire(event) {
      if (event === 'visible' || event === 'hidden') env.visible = event === 'visible';
      if (event === 'online' || event === 'offline') env.online = event === 'online';
      for (const listener of [...page]) listener(event);
    },
    async breathe() {
      for (const task of [...tasks]) {
        tasks.delete(task);
        task();
      }
      await settle();
    },
    listeners: () => page.size,
  };
  return env;
}

function once(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => signal.addEventListener('abort', () => resolve()));
}

/** The page's end of a link whose other end is put into `all`. */
function standIn(url: string, events: SocketEvents, all: FakeSocket[]): Socket {
  const other = fakeSocket(url, events);
  all.push(other);
  return {
    send: (text) => other.sent.push(text),
    close() {
      other.closedByPage = true;
    },
  };
}

function fakeSocket(url: string, events: SocketEvents): FakeSocket {
  return {
    url,
    sent: [],
    closedByPage: false,
    say: (message) => events.message(encode(message)),
    raw: (text) => events.message(text),
    drop(code) {
      this.closedByPage = true;
      events.closed(code);
    },
  };
}

const limits = { maxItems: 64, maxPayloadBytes: 65_536, maxMessagesPer10s: 20 };

export function hello(
  env: FakeEnv,
  more: Partial<Extract<ServerMessage, { t: 'hello' }>> = {},
): ServerMessage {
  return { t: 'hello', now: env.now(), epoch, heartbeat: 25_000, limits, demo: false, ...more };
}
