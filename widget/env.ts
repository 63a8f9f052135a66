/** The browser as the strip may use it: clock, timers, chance, network, storage. The only file that touches these globals. */

export type Cancel = () => void;

/** What happens to the page as a whole. */
export type PageEvent = 'visible' | 'hidden' | 'show' | 'hide' | 'online';

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
  readonly etag: string | undefined;
  /** Undefined where it is not JSON. */
  readonly body: unknown;
}

export interface Env {
  /** ms since the epoch by the reader's clock, which may be wrong and may jump. */
  now(): number;
  after(ms: number, task: () => void): Cancel;
  /** From 0 (included) to 1 (not included). */
  random(): number;
  frame(task: () => void): Cancel;
  /** When the page has nothing better to do, at the latest after 2 s. */
  idle(task: () => void): Cancel;
  openSocket(url: string, subprotocol: string, events: SocketEvents): Socket;
  /** Rejects where nothing answered or `signal` fired. */
  getJson(url: string, signal: AbortSignal): Promise<HttpAnswer>;
  /** What a reader left under `key`; undefined where storage is closed to us. */
  recall(key: string): string | undefined;
  remember(key: string, value: string): void;
  isVisible(): boolean;
  onPage(listener: (event: PageEvent) => void): Cancel;
  /** Calls once, when the element comes within a screen's reach. */
  whenNear(element: Element, task: () => void): Cancel;
  onResize(element: Element, task: () => void): Cancel;
  prefersStill(): boolean;
}

const idleDeadlineMs = 2000;

export const browserEnv: Env = {
  now: () => Date.now(),
  after(ms, task) {
    const timer = setTimeout(task, ms);
    return () => clearTimeout(timer);
  },
  random: () => Math.random(),
  frame(task) {
    const frame = requestAnimationFrame(task);
    return () => cancelAnimationFrame(frame);
  },
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
  isVisible: () => document.visibilityState === 'visible',
  onPage(listener) {
    const leave = new AbortController();
    const on = (target: EventTarget, name: string, event: () => PageEvent) =>
      target.addEventListener(name, () => listener(event()), { signal: leave.signal });
    on(document, 'visibilitychange', () => (browserEnv.isVisible() ? 'visible' : 'hidden'));
    on(window, 'pageshow', () => 'show');
    on(window, 'pagehide', () => 'hide');
    on(window, 'online', () => 'online');
    return () => leave.abort();
  },
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
  onResize(element, task) {
    const observer = new ResizeObserver(task);
    observer.observe(element);
    return () => observer.disconnect();
  },
  prefersStill: () => matchMedia('(prefers-reduced-motion: reduce)').matches,
};
