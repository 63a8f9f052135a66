/** A page with a strip in Chromium, on an origin of its own, that collects whatever the browser complains about. */
import type { Browser, Locator, Page } from 'playwright-core';
import type { FakeServer } from './fake-server.ts';
import { noon } from './sample-board.ts';

export interface StripPage {
  readonly page: Page;
  /** Console errors, uncaught exceptions and policy violations so far. */
  readonly complaints: string[];
  readonly strip: Locator;
  /** The tile of the nth quote. */
  tile(index: number): Locator;
  /** Lets idle tasks, frames and timers of the next 3 s run. */
  breathe(): Promise<void>;
  /** Resolves once the idle chunk has taken the strip over. */
  finished(): Promise<void>;
  close(): Promise<void>;
}

export interface StripPageOptions {
  /** Of the page's address, with its sharp. */
  readonly fragment?: string;
  readonly width?: number;
  readonly colorScheme?: 'light' | 'dark';
  readonly reducedMotion?: 'reduce';
}

/** The page's clock stands at the sample board's noon and runs as the test moves it. */
export async function openStripPage(
  browser: Browser,
  server: FakeServer,
  { fragment = '', width = 1280, ...media }: StripPageOptions = {},
  /** Sets up the page before it goes anywhere. */
  prepare: (page: Page) => Promise<void> = async () => {},
  /** What the page needs until a strip stands in it, such as time. */
  wait: (page: Page) => Promise<void> = async () => {},
): Promise<StripPage> {
  const context = await browser.newContext({
    viewport: { width, height: 600 },
    timezoneId: 'UTC',
    ...media,
  });
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(String(error)));
  await page.clock.install({ time: noon });
  await prepare(page);
  await page.goto(`${server.pageUrl}/${fragment}`);
  const strip = page.locator('masthead-strip').first();
  await wait(page);
  await strip.locator('.strip').waitFor({ state: 'attached' });
  return {
    page,
    complaints,
    strip,
    tile: (index) => strip.locator('.item').nth(index),
    breathe: () => page.clock.runFor(3000),
    finished: () => strip.locator('[role=status]').waitFor({ state: 'attached' }),
    close: () => context.close(),
  };
}
