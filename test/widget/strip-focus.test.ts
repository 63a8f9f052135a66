import type { Locator } from 'playwright-core';
import { expect, it } from 'vitest';
import type { FakeServer } from './fake-server.ts';
import { beyondRing } from './focus-ring.ts';
import { noon, quote } from './sample-board.ts';
import { stripSuite } from './strip-suite.ts';

let server: FakeServer;
const { start } = stripSuite((fresh) => {
  server = fresh;
});

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

it('leaves the reader at their tile while the page turns dark', async () => {
  server.css = 'masthead-strip{max-inline-size:700px}';
  const { page, strip, tile, breathe } = await start();
  await tile(9).locator('.tile').focus();
  const row = strip.locator('.row');
  const scrolled = await row.evaluate(({ scrollLeft }) => scrollLeft);
  expect(scrolled).toBeGreaterThan(0);
  for (const [name, value] of [
    ['theme', 'dark'],
    ['density', 'compact'],
  ])
    await strip.evaluate(
      (host, [attribute = '', to = '']) => host.setAttribute(attribute, to),
      [name, value],
    );
  await breathe();
  const inTile = (item: Element) => item.contains((item.getRootNode() as ShadowRoot).activeElement);
  expect(await tile(9).evaluate(inTile)).toBe(true);
  expect(await row.evaluate(({ scrollLeft }) => scrollLeft)).toBeGreaterThan(0);
  const paper = await strip.locator('.strip').evaluate((root) => getComputedStyle(root).backgroundColor);
  expect(paper).toBe('rgb(16, 18, 22)');
  expect(await page.evaluate(() => document.activeElement?.localName)).toBe('masthead-strip');
});

it.each([
  ['palette', 'korean'],
  ['units', 'f'],
  ['layout', 'card'],
  ['lang', 'de'],
])('has a reader at the same quote again once %s has made the strip anew', async (name, value) => {
  server.css = 'masthead-strip{max-inline-size:700px}';
  const { page, strip, tile, breathe } = await start();
  await tile(8).locator('.tile').focus();
  await page.keyboard.press('Tab');
  const before = await tile(9).elementHandle();
  await strip.evaluate((host, [attribute, to]) => host.setAttribute(attribute, to), [name, value] as const);
  await expect
    .poll(() => breathe().then(() => before?.evaluate(({ isConnected }) => isConnected)))
    .toBe(false);
  const isThere = (item: Element) => item.contains((item.getRootNode() as ShadowRoot).activeElement);
  await expect.poll(() => breathe().then(() => tile(9).evaluate(isThere))).toBe(true);
  expect(await beyond(tile(9))).toBeLessThan(1);
});

it('leaves a reader alone who has gone on while a strip was made anew', async () => {
  server.body = '<masthead-strip board="front"></masthead-strip><button>Beside</button>';
  const { page, strip, tile, breathe } = await start();
  await tile(3).locator('.tile').focus();
  const before = await tile(3).elementHandle();
  await strip.evaluate((host) => {
    host.setAttribute('units', 'f');
    document.querySelector('button')?.focus();
  });
  await expect
    .poll(() => breathe().then(() => before?.evaluate(({ isConnected }) => isConnected)))
    .toBe(false);
  await breathe();
  expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('Beside');
});

it.each(['ltr', 'rtl'])('shows the beginning of a tile that is wider than its row (%s)', async (way) => {
  server.body = `<div dir="${way}"><masthead-strip board="front"></masthead-strip></div>`;
  const { page, tile } = await start({ width: 320 });
  await tile(0).locator('.tile').focus();
  for (let index = 1; index < 5; index += 1) {
    await page.keyboard.press('Tab');
    const cut = await tile(index).evaluate((item) => {
      const [own, row] = [item, item.closest('.row')].map((each) => each?.getBoundingClientRect());
      if (!own || !row) throw new Error('no tile in a row');
      const isFromLeft = getComputedStyle(item).direction === 'ltr';
      return {
        start: isFromLeft ? row.left - own.left : own.right - row.right,
        isWider: own.width > row.width,
      };
    });
    expect(cut.isWider).toBe(true);
    expect(cut.start).toBeLessThan(1);
  }
});

it.each(['strip', 'compact', 'card'])('keeps the ring off the letters of a credit (%s)', async (layout) => {
  server.body = `<masthead-strip board="front" layout="${layout}"></masthead-strip>`;
  const { page, strip } = await start();
  await strip.locator('.credit').nth(1).focus();
  await page.keyboard.press('Tab');
  const credit = strip.locator('.credit:focus-visible');
  expect(await beyondRing(credit, credit)).toBeLessThan(0);
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

it('tells who is at a tile of its state at once, and of its ticks once they leave it', async () => {
  const { page, tile, breathe } = await start();
  const told = () => tile(0).locator('.sr').textContent();
  const tick = async (s: number, price: string, more = {}) => {
    server.send({ t: 'upd', items: [quote('quote:SPX', { price }, { s, ...more })] });
    await expect
      .poll(() => breathe().then(() => tile(0).locator('.price').textContent()))
      .toBe(`${price.slice(0, 1)},${price.slice(1)}`);
    await breathe();
  };
  await breathe();
  await tile(0).locator('.tile').focus();
  const before = await told();
  expect(before).toContain('6,931.42');
  await tick(5, '7001.00');
  expect(await told()).toBe(before);
  await tick(6, '7002.00', { state: 'held' });
  expect(await told()).toContain('7,002.00');
  await tick(7, '7003.00', { state: 'held', corrected: { at: noon } });
  expect(await told()).toContain('7,003.00');
  await tick(8, '7004.00', { state: 'held', corrected: { at: noon } });
  expect(await told()).toContain('7,003.00');
  await page.keyboard.press('Tab');
  expect(await told()).toContain('7,004.00');
});
