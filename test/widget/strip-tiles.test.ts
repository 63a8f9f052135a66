/** A strip's tiles where its quotes are not what a sound server or reader would name. */
import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { launchShell } from '../support/chromium.ts';
import { type FakeServer, startFakeServer } from './fake-server.ts';
import { noon, sampleBoard } from './sample-board.ts';
import { openStripPage, type StripPage } from './strip-page.ts';

let browser: Browser;
let server: FakeServer;
let shown: StripPage;

beforeAll(async () => {
  browser = await launchShell();
});
afterAll(() => browser.close());
beforeEach(async () => {
  server = await startFakeServer(sampleBoard());
  server.now = () => noon;
  server.body = '<masthead-strip board="front"></masthead-strip>';
});
afterEach(async () => {
  await shown.close();
  await server.kill();
});

async function show(fragment = '', kept = '{}', width = 1280): Promise<void> {
  const address = { ...server, pageUrl: `${server.pageUrl}/${fragment}` };
  shown = await openStripPage(browser, address, { width }, async (page) => {
    await page.addInitScript((text) => localStorage.setItem('masthead:preferences', text), kept);
  });
  await shown.tile(0).waitFor();
  await shown.breathe();
  await shown.finished();
  await shown.breathe();
}

const items = () =>
  shown.strip.locator('.item').evaluateAll((tiles) => tiles.map((tile) => tile.getAttribute('data-item')));

const twice = JSON.stringify({ quotes: ['quote:BTC-USD', 'quote:SPX', 'quote:BTC-USD'] });

describe("a strip's tiles", () => {
  it.each([
    ['a link', `#masthead=${encodeURIComponent(twice)}`, undefined],
    ["the reader's browser", '', twice],
  ])('are one for each quote, though %s names one twice', async (_name, fragment, kept) => {
    await show(fragment, kept);
    expect(await items()).toEqual(['quote:BTC-USD', 'quote:SPX']);
  });

  it('are one for each quote, though the board names one twice', async () => {
    const board = sampleBoard();
    server.board = { ...board, meta: [...board.meta, ...board.meta] };
    await show();
    const names = await items();
    expect(names.length).toBeGreaterThan(1);
    expect(names).toEqual([...new Set(names)]);
  });

  it('keep the beginning of their names on a phone, whatever stands beside them', async () => {
    const corrected = { at: noon, from: noon - 60_000, to: noon - 30_000 };
    const items = sampleBoard().items.map((item) => ({ ...item, corrected, pinned: true as const }));
    server.board = sampleBoard({ items });
    server.body = '<masthead-strip board="front" layout="compact"></masthead-strip>';
    await show('', '{}', 390);
    const tile = shown.tile(0);
    expect(await tile.locator('.tag').textContent()).toBe('corrected 14:32, pinned');
    const name = await tile.locator('.name').boundingBox();
    expect(name?.width).toBeGreaterThan(12);
  });
});
