/** A page with a strict policy in Chromium on which a test opens panels, and the server of a few lines behind it. */
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Browser, Locator, Page } from 'playwright-core';
import type { BoardSnapshot, ItemDetail } from '../../../src/protocol/snapshot.ts';
import type { PanelSubject } from '../../../widget/panels/panel-host.ts';
import type { Preferences } from '../../../widget/preferences.ts';
import { wishesKey } from '../../../widget/wishes.ts';
import { noon } from '../sample-board.ts';
import { panelChunks } from './panel-chunks.ts';
import type { PanelHarness, startHarness } from './panel-harness.ts';
import { detailsOf, panelBoard, places } from './sample-details.ts';

export interface PanelServer {
  readonly url: string;
  board: BoardSnapshot;
  details: Map<string, ItemDetail>;
  /** Undefined: the path is not there. */
  catalogue: unknown;
  /** Answers nothing but the page and its chunks while true. */
  isDown: boolean;
  readonly asked: string[];
  stop(): Promise<void>;
}

export async function startPanelServer(): Promise<PanelServer> {
  const chunks = await panelChunks();
  const server = createServer((request, response) => {
    const path = decodeURIComponent(request.url ?? '');
    const chunk = chunks.get(path.slice(1));
    if (path.startsWith('/page')) {
      response.setHeader('content-type', 'text/html; charset=utf-8');
      response.setHeader('content-security-policy', policy);
      response.end(pageWith(new URL(path, 'http://x').searchParams));
    } else if (path === '/page.css' || chunk !== undefined) {
      response.setHeader('content-type', path.endsWith('.css') ? 'text/css' : 'text/javascript');
      response.end(chunk ?? '');
    } else {
      state.asked.push(path);
      const item = state.details.get(path.replace('/v1/items/', ''));
      const body = path === '/v1/catalogue' ? state.catalogue : item;
      response.statusCode = state.isDown ? 503 : body === undefined ? 404 : 200;
      response.setHeader('content-type', 'application/json');
      response.end(JSON.stringify(state.isDown ? {} : (body ?? {})));
    }
  });
  const board = panelBoard();
  const state: PanelServer = {
    url: await listen(server),
    board,
    details: detailsOf(board),
    catalogue: { items: [...board.meta, ...places], sources: board.sources },
    isDown: false,
    asked: [],
    stop: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
  return state;
}

export interface PanelPage {
  readonly page: Page;
  readonly panel: Locator;
  /** Console errors, uncaught exceptions, policy violations, dialogs and windows so far. */
  readonly complaints: string[];
  open(subject: PanelSubject | string): Promise<void>;
  /** Calls a method of the harness in the page. */
  call<Name extends keyof PanelHarness>(
    name: Name,
    ...given: Parameters<PanelHarness[Name]>
  ): Promise<Awaited<ReturnType<PanelHarness[Name]>>>;
  close(): Promise<void>;
}

export interface PanelPageOptions {
  readonly width?: number;
  readonly height?: number;
  readonly colorScheme?: 'light' | 'dark';
  readonly dir?: 'ltr' | 'rtl';
  readonly lang?: string;
  readonly leaves?: readonly string[];
  /** What the browser has kept of the reader's choices. */
  readonly kept?: Preferences;
  readonly isEager?: boolean;
  readonly reducedMotion?: 'reduce';
  readonly forcedColors?: 'active';
  readonly hasTouch?: boolean;
}

export async function openPanelPage(
  browser: Browser,
  server: PanelServer,
  {
    width = 900,
    height = 900,
    dir = 'ltr',
    lang = 'en',
    leaves,
    kept,
    isEager = false,
    ...media
  }: PanelPageOptions = {},
): Promise<PanelPage> {
  const context = await browser.newContext({
    viewport: { width, height },
    timezoneId: 'UTC',
    reducedMotion: 'reduce',
    ...media,
  });
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on('console', (message) => {
    if (['error', 'warning'].includes(message.type())) complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(String(error)));
  page.on('popup', () => complaints.push('a window'));
  page.on('dialog', (dialog) => {
    complaints.push('a dialog');
    void dialog.dismiss();
  });
  await page.clock.install({ time: noon });
  await page.goto(`${server.url}/page?dir=${dir}&lang=${lang}`);
  await page.waitForFunction('globalThis.startHarness');
  if (kept)
    await page.evaluate(([key, text]) => localStorage.setItem(key, text), [
      wishesKey,
      JSON.stringify(kept),
    ] as const);
  await page.evaluate(
    async (settings) => {
      const found = globalThis as unknown as { startHarness: typeof startHarness; harness: PanelHarness };
      found.harness = await found.startHarness(settings);
    },
    {
      chunks: server.url,
      base: server.url,
      board: server.board,
      locale: lang,
      isEager,
      ...(leaves && { leaves }),
    },
  );
  const call: PanelPage['call'] = (name, ...given) =>
    page.evaluate(
      ([method, args]) => {
        const { harness } = globalThis as unknown as {
          harness: Record<string, (...all: unknown[]) => never>;
        };
        return harness[method as string]?.(...(args as unknown[])) as never;
      },
      [name, given] as const,
    );
  return {
    page,
    panel: page.locator('dialog'),
    complaints,
    open: (subject) =>
      call(
        'open',
        typeof subject === 'string' ? { kind: 'item', id: subject as `quote:${string}` } : subject,
      ),
    call,
    close: () => context.close(),
  };
}

const policy = [
  `default-src 'none'`,
  `script-src 'self'`,
  `connect-src 'self'`,
  `style-src 'self'`,
  `require-trusted-types-for 'script'`,
  `trusted-types 'none'`,
].join('; ');

function pageWith(asked: URLSearchParams): string {
  return `<!doctype html><html lang="${asked.get('lang')}" dir="${asked.get('dir')}"><head><meta charset="utf-8">
    <meta name="color-scheme" content="light dark"><meta name="viewport" content="width=device-width,initial-scale=1">
    <title>News</title><script type="module" src="/harness.js"></script></head><body><main><h1>Story</h1><div id="strip"></div><p>Text.</p>
    <button id="beside">A button of the page</button></main></body></html>`;
}

async function listen(server: Server): Promise<string> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}
