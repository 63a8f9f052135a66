/** What the page's budgets are measured with: Chromium, the whole service, and a web server for pages. */
import { type Browser, type CDPSession, chromium, type Page } from 'playwright-core';
import type { Figure } from './figure.ts';
import { type Gateway, startGateway } from './gateway.ts';
import { type Pages, startPages } from './pages.ts';

export interface Rig {
  readonly browser: Browser;
  readonly gateway: Gateway;
  readonly pages: Pages;
  /** The strip's script at the gateway. */
  readonly script: string;
  readonly isShort: boolean;
  stop(): Promise<void>;
}

/** One budget, or several that are measured together. */
export interface Row {
  readonly name: string;
  /** Times are measured once more where they are over: another program may have had the machine. */
  readonly isTimed: boolean;
  /** It mostly waits, and bears others beside it. */
  readonly isWaiting?: true;
  readonly measure: (rig: Rig) => Promise<readonly Figure[]>;
}

/** Short: fewer repetitions, for a check that must be quick. */
export async function startRig(isShort: boolean): Promise<Rig> {
  const pages = await startPages();
  const gateway = await startGateway(pages.url);
  const browser = await startBrowser();
  return {
    browser,
    gateway,
    pages,
    script: `${gateway.url}/v1/masthead.js`,
    isShort,
    async stop() {
      await browser.close();
      await gateway.stop();
      await pages.stop();
    },
  };
}

/** As readers have it: with the back/forward cache, which drivers switch off. `CHROMIUM_PATH` names another than Debian's. */
function startBrowser(): Promise<Browser> {
  return chromium.launch({
    executablePath: process.env.CHROMIUM_PATH ?? '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking'],
    ignoreDefaultArgs: ['--disable-back-forward-cache'],
  });
}

export interface Opened {
  readonly page: Page;
  readonly cdp: CDPSession;
  close(): Promise<void>;
}

/** An empty page in a context of its own: without cache, storage or connections of another. */
export async function openPage(browser: Browser, { slowdown = 1, width = 1280 } = {}): Promise<Opened> {
  const context = await browser.newContext({ viewport: { width, height: 720 }, locale: 'en-GB' });
  const page = await context.newPage();
  // What the loader of this TypeScript puts round functions, which is not there in the page.
  await page.addInitScript('globalThis.__name = (value) => value');
  const cdp = await context.newCDPSession(page);
  if (slowdown > 1) await cdp.send('Emulation.setCPUThrottlingRate', { rate: slowdown });
  return { page, cdp, close: () => context.close() };
}

/** Resolves once a strip of the page shows a figure. */
export async function untilFigures(page: Page): Promise<void> {
  await page
    .locator('masthead-strip [part~=price]')
    .filter({ hasText: /\d/ })
    .first()
    .waitFor({ state: 'attached' });
}

export function wait(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
