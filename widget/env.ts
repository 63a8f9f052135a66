/** The browser as the strip may use it: clock, timers, chance, network, storage. The only file that touches these globals. */
import { parseJson } from '../src/protocol/json.ts';

export type Cancel = () => void;

/** What happens to the page as a whole. */
export type PageEvent = 'visible' | 'hidden' | 'show' | 'hide' | 'online' | 'offline' | 'print' | 'fragment';

export interface Socket {
  send(text: string): void;
  close(code?: number): void;
}

export interface SocketEvents {
  message(text: string): void;
  /** Once, with the close code; 1006 where the connection never stood. */
  closed(code: number): void;
}

export interface HttpAnswer {
  readonly status: number;
  /** Absent where the server does not let pages read it. */
  readonly etag?: string | undefined;
  /** Undefined where it is not JSON. */
  readonly body: unknown;
}

export interface Env {
  /** ms since the epoch by the reader's clock, which may be wrong and may jump. */
  now(): number;
  after(ms: number, task: () => void): Cancel;
  /** From 0 (included) to 1 (not included). */
  random(): number;
  /** When the page has nothing better to do, at the latest after 2 s. */
  idle(task: () => void): Cancel;
  openSocket(url: string, subprotocol: string, events: SocketEvents): Socket;
  /** Rejects where nothing answered or `signal` fired. */
  getJson(url: string, signal: AbortSignal): Promise<HttpAnswer>;
  /** The board that the page itself brought, in `<script type="application/json" data-masthead="board">`. */
  inlined(board: string): unknown;
  /** True where the browser asks for less to be sent. */
  savesData(): boolean | undefined;
  /** What a reader left under `key`; undefined where storage is closed to us. */
  recall(key: string): string | undefined;
  remember(key: string, value: string): void;
  isVisible(): boolean;
  /** Calls once, when the element comes within a screen's reach. */
  whenNear(element: Element, task: () => void): Cancel;
}

/** Which parts of a scrolled box a reader can see. */
export interface Sight {
  watch(element: Element): void;
  /** True too where it is not known yet. */
  sees(element: Element): boolean;
  readonly stop: Cancel;
}

/** What a strip needs of the browser beyond its first picture. */
export interface LifeEnv extends Env {
  frame(task: () => void): Cancel;
  onPage(listener: (event: PageEvent) => void): Cancel;
  onResize(element: Element, task: () => void): Cancel;
  /** `shown`: what was watched has come into a reader's sight. */
  onSight(box: Element, shown: () => void): Sight;
  prefersStill(): boolean;
  /** Takes away what a reader left under `key`. */
  forget(key: string): void;
  isOnline(): boolean;
  /** The fragment of the page's address, with its sharp. */
  fragment(): string;
}

/** What links beside the first one need. */
export interface LinkEnv extends LifeEnv {
  /** Server-sent events as a socket that cannot send. */
  openEvents(url: string, events: SocketEvents): Socket;
  /** Tells those who made the page, in its console. */
  warn(text: string): void;
}

const idleDeadlineMs = 2000;

export const browserEnv: Env = {
  now: () => Date.now(),
  after(ms, task) {
    const timer = setTimeout(task, ms);
    return () => clearTimeout(timer);
  },
  random: () => Math.random(),
  idle(task) {
    // Safari has no requestIdleCallback.
    if (!('requestIdleCallback' in globalThis)) return browserEnv.after(200, task);
    const handle = requestIdleCallback(task, { timeout: idleDeadlineMs });
    return () => cancelIdleCallback(handle);
  },
  openSocket(url, subprotocol, events) {
    const socket = new WebSocket(url, subprotocol);
    socket.onmessage = ({ data }) => events.message(String(data));
    socket.onclose = ({ code }) => events.closed(code);
    return socket;
  },
  async getJson(url, signal) {
    const answer = await fetch(url, { signal, credentials: 'omit', referrerPolicy: 'origin' });
    return {
      status: answer.status,
      etag: answer.headers.get('etag') ?? undefined,
      body: await answer.json().catch(() => undefined),
    };
  },
  inlined(board) {
    // Not by `document.scripts`, which any image of the page can be by its name.
    const script = document.querySelector(`script[data-masthead="${CSS.escape(board)}"]`);
    return parseJson(script?.textContent);
  },
  savesData: () => (navigator as { connection?: { saveData?: boolean } }).connection?.saveData,
  recall(key) {
    try {
      return localStorage.getItem(key) ?? undefined;
    } catch {
      return undefined;
    }
  },
  remember(key, value) {
    try {
      localStorage.setItem(key, value);
    } catch {
      // Storage is closed or full: the choice then lasts as long as the page.
    }
  },
  // What is rendered ahead of time may never be seen.
  isVisible: () => !(document.hidden || (document as { prerendering?: boolean }).prerendering),
  whenNear(element, task) {
    const observer = new IntersectionObserver(
      (entries) => {
        if (!entries.some(({ isIntersecting }) => isIntersecting)) return;
        observer.disconnect();
        task();
      },
      { rootMargin: '100%' },
    );
    observer.observe(element);
    return () => observer.disconnect();
  },
};

// Asked at each drawing, and slow to make.
let motion: MediaQueryList | undefined;

export const browserLife: Omit<LifeEnv, keyof Env> = {
  frame(task) {
    const frame = requestAnimationFrame(task);
    return () => cancelAnimationFrame(frame);
  },
  onPage(listener) {
    const leave = new AbortController();
    const on = (target: EventTarget, name: string, event: () => PageEvent) =>
      target.addEventListener(name, () => listener(event()), { signal: leave.signal });
    on(document, 'visibilitychange', () => (document.hidden ? 'hidden' : 'visible'));
    on(document, 'prerenderingchange', () => 'visible');
    on(window, 'pageshow', () => 'show');
    on(window, 'pagehide', () => 'hide');
    on(window, 'online', () => 'online');
    on(window, 'offline', () => 'offline');
    on(window, 'beforeprint', () => 'print');
    on(window, 'hashchange', () => 'fragment');
    return () => leave.abort();
  },
  onResize(element, task) {
    const observer = new ResizeObserver(task);
    observer.observe(element);
    return () => observer.disconnect();
  },
  onSight(root, shown) {
    const hidden = new WeakSet<Element>();
    const observer = new IntersectionObserver(
      (entries) => {
        for (const { target, isIntersecting } of entries) {
          if (!isIntersecting) hidden.add(target);
          else if (hidden.delete(target)) shown();
        }
      },
      { root },
    );
    return {
      watch: (element) => observer.observe(element),
      sees: (element) => !hidden.has(element),
      stop: () => observer.disconnect(),
    };
  },
  prefersStill() {
    motion ??= matchMedia('(prefers-reduced-motion: reduce)');
    return motion.matches;
  },
  forget(key) {
    try {
      localStorage.removeItem(key);
    } catch {
      // Storage is closed: nothing is there.
    }
  },
  isOnline: () => navigator.onLine,
  fragment: () => location.hash,
};

export const openEvents: LinkEnv['openEvents'] = (url, events) => {
  const source = new EventSource(url);
  source.onmessage = ({ data }) => events.message(String(data));
  // It would come back by itself, to the same address and without jitter: coming back is the connection's.
  source.onerror = () => {
    source.close();
    events.closed(1006);
  };
  return { send() {}, close: () => source.close() };
};

export const warn: LinkEnv['warn'] = (text) => console.warn(text);
