/** The whole service against the demo upstream, with a browser on the sample newsroom: what the end-to-end tests drive. */
import type { Browser, Page } from 'playwright-core';
import { expect } from 'vitest';
import { type RunningDemo, startDemo } from '../../src/cli/demo-parts.ts';
import { decodeServerMessage } from '../../src/protocol/messages.ts';
import { hasValue } from '../../src/protocol/reading.ts';
import { silentLog } from '../../src/system/log.ts';
import { createMetrics } from '../../src/system/metrics.ts';
import { createSystem, type System } from '../../src/system/system.ts';
import { launchChromium } from '../support/chromium.ts';
import { controlUpstream } from '../support/upstream-control.ts';

export interface Tile {
  readonly id: string;
  readonly name: string;
  /** The figure alone, without the sign of its currency. */
  readonly price: string;
  readonly note: string;
  readonly look: string;
}

export interface LoggedRequest {
  readonly provider: string;
  readonly path: string;
  readonly served?: Readonly<Record<string, string>>;
}

/** Ports of the four servers; `0` takes a free one. */
export type Ports = Readonly<Record<'PORT' | 'OPS_PORT' | 'NEWSROOM_PORT' | 'DEMO_UPSTREAM_PORT', string>>;

const freePorts: Ports = { PORT: '0', OPS_PORT: '0', NEWSROOM_PORT: '0', DEMO_UPSTREAM_PORT: '0' };

export function startWholeDemo(ports: Ports = freePorts): Promise<RunningDemo> {
  return startDemo({ ...ports, LOG_LEVEL: 'silent' }, quietSystem());
}

/** The real one, but for the process's own metrics, which may be registered only once. */
function quietSystem(): System {
  return { ...createSystem('silent'), log: silentLog, metrics: createMetrics() };
}

export function portOf(url: string): string {
  return new URL(url).port;
}

export function control(demo: RunningDemo, command: string, body: object): Promise<void> {
  return controlUpstream(demo.upstream.baseUrl(), command, body);
}

export async function requestsServed(demo: RunningDemo): Promise<readonly LoggedRequest[]> {
  const response = await fetch(`${demo.upstream.baseUrl()}/control/log`);
  return (await response.json()) as LoggedRequest[];
}

export async function openBrowser(): Promise<Browser> {
  return launchChromium();
}

/** Everything the page's console and its security policy had to say. */
export function listenToTrouble(page: Page): string[] {
  const trouble: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') trouble.push(message.text());
  });
  page.on('pageerror', (error) => trouble.push(error.message));
  return trouble;
}

/** Item → the price in the newest update that was pushed to the page; a snapshot does not count. */
export function listenToUpdates(page: Page): Map<string, string> {
  const prices = new Map<string, string>();
  page.on('websocket', (socket) =>
    socket.on('framereceived', ({ payload }) => {
      const message = decodeServerMessage(String(payload));
      if (message?.t !== 'upd') return;
      for (const reading of message.items) {
        if (hasValue(reading) && reading.value.kind === 'quote') prices.set(reading.id, reading.value.price);
      }
    }),
  );
  return prices;
}

/** The quotes of the strip as they stand on the page. */
export function tilesOf(page: Page): Promise<Tile[]> {
  return page.evaluate(() => {
    const root = document.querySelector('masthead-strip')?.shadowRoot;
    const textIn = (element: Element, part: string) => element.querySelector(`.${part}`)?.textContent ?? '';
    return [...(root?.querySelectorAll<HTMLElement>('li[data-item]') ?? [])].map((element) => ({
      id: element.dataset.item ?? '',
      name: textIn(element, 'name'),
      price: textIn(element, 'price').replace(/[^\d.,\u2212]/g, ''),
      note: textIn(element, 'note'),
      look: element.dataset.look ?? '',
    }));
  });
}

/** Resolves once the tiles satisfy `holds`. From outside of the page: its policy allows no evaluation of text within. */
export async function untilTiles(
  page: Page,
  holds: (tiles: readonly Tile[]) => boolean,
  timeout = 45_000,
): Promise<void> {
  await expect.poll(async () => holds(await tilesOf(page)), { timeout, interval: 100 }).toBe(true);
}

/** Resolves once the strip shows at least `count` quotes with figures. */
export function untilQuotes(page: Page, count: number): Promise<void> {
  return untilTiles(page, (tiles) => tiles.filter(({ price }) => /\d/.test(price)).length >= count, 15_000);
}

/** Scrolls to an item's tile, as a reader would who looks for it, and resolves once it shows exactly this price. */
export async function untilPrice(page: Page, item: string, text: string): Promise<void> {
  await page.locator(`masthead-strip li[data-item="${item}"]`).scrollIntoViewIfNeeded();
  return untilTiles(page, (tiles) => tiles.some(({ id, price }) => id === item && price === text));
}

/** The weather's figures as they stand on the page. */
export function weatherOf(page: Page): Promise<string> {
  return page.evaluate(() => {
    const root = document.querySelector('masthead-strip')?.shadowRoot;
    return root?.querySelector('.weather')?.textContent ?? '';
  });
}
