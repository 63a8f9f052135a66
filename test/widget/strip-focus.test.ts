import type { Browser, Locator } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import { launchShell } from '../support/chromium.ts';
import { type FakeServer, startFakeServer } from './fake-server.ts';
import { noon, sampleBoard } from './sample-board.ts';
import { openStripPage, type StripPage } from './strip-page.ts';

let browser: Browser;
let server: FakeServer;
let open: StripPage | undefined;

beforeAll(async () => {
  browser = await launchShell();
});
afterAll(() => browser.close());
beforeEach(async () => {
  server = await startFakeServer(sampleBoard());
  server.now = () => noon;
});
afterEach(async () => {
  await open?.close();
  await server.kill();
});

async function start(): Promise<StripPage> {
  open = await openStripPage(browser, server);
  await open.tile(0).waitFor();
  await open.breathe();
  await server.connected();
  await open.finished();
  return open;
}

/** What of the item lies beyond the row's edges, in CSS pixels. */
const beyond = (item: Locator) =>
  item.evaluate((element) => {
    const [own, row] = [element, element.closest('.row')].map((each) => each?.getBoundingClientRect());
    return own && row ? Math.max(row.left - own.left, own.right - row.right, 0) : Number.NaN;
  });

it.each(['ltr', 'rtl'])('shows the whole of each tile that the keyboard comes to (%s)', async (way) => {
  server.body = `<main><p>Text.</p></main><div dir="${way}"><masthead-strip board="front"></masthead-strip></div>`;
  server.css = 'main{block-size:300px}body{block-size:3000px}';
  const { page, tile } = await start();
  await page.evaluate(() => scrollTo(0, 120));
  await tile(0).locator('.tile').focus();
  for (let index = 1; index < 14; index += 1) {
    await page.keyboard.press('Tab');
    expect(
      await tile(index).evaluate((item) => item.contains((item.getRootNode() as ShadowRoot).activeElement)),
    ).toBe(true);
    expect(await beyond(tile(index))).toBeLessThan(1);
  }
  expect(await page.evaluate(() => scrollY)).toBe(120);
});

it('leaves a tile that is pressed where it is', async () => {
  server.css = 'masthead-strip{max-inline-size:700px}';
  const { page, strip } = await start();
  const items = await strip.locator('.item').all();
  const cut = await Promise.all(items.map(beyond));
  const partly = items[cut.findIndex((px) => px > 1)];
  if (partly === undefined) throw new Error('no tile is cut');
  const before = await partly.boundingBox();
  await page.mouse.move((before?.x ?? 0) + 20, (before?.y ?? 0) + 20);
  await page.mouse.down();
  expect(await partly.boundingBox()).toEqual(before);
  await page.mouse.up();
});
