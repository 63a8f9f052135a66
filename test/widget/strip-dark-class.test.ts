import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import type { FakeServer } from './fake-server.ts';
import { quote } from './sample-board.ts';
import type { StripPage } from './strip-page.ts';
import { stripSuite } from './strip-suite.ts';

const [light, dark] = ['rgb(255, 255, 255)', 'rgb(16, 18, 22)'];
const strip = '<masthead-strip board="front" dark-class="night"></masthead-strip>';

let server: FakeServer;
const suite = stripSuite((fresh) => {
  server = fresh;
});

async function start(body: string): Promise<StripPage & { paper(): Promise<string> }> {
  server.body = body;
  const open = await suite.open();
  await open.tile(0).waitFor();
  await open.breathe();
  await server.connected();
  await open.finished();
  const root = open.strip.locator('.strip');
  return { ...open, paper: () => root.evaluate((element) => getComputedStyle(element).backgroundColor) };
}

/** Adds the class to what the selector finds in the document, or takes it away. */
const toggle = (page: Page, selector: string) =>
  page.locator(selector).evaluate((element) => element.classList.toggle('night'));

/** Whatever the observers had to hear has been heard, and one more frame is drawn. */
const settle = (page: Page) => page.clock.runFor(50);

describe('a class that means dark', () => {
  it.each(['', ' ', 'night dim', '\t'])('does nothing where no class can be called %j', async (name) => {
    const { page, tile, paper, complaints } = await start(
      `<masthead-strip board="front" dark-class="${name}"></masthead-strip>`,
    );
    await page.evaluate(() => {
      document.documentElement.style.colorScheme = 'dark';
    });
    server.send({ t: 'upd', items: [quote('quote:SPX', { price: '7000.00' }, { s: 5 })] });
    await expect
      .poll(() => settle(page).then(() => tile(0).locator('.price').textContent()))
      .toBe('7,000.00');
    expect(await paper()).toBe(dark);
    expect(complaints).toEqual([]);
  });

  it.each(['dark:theme', '1st', ':not('])('may be called %j', async (name) => {
    const { paper, complaints } = await start(
      `<div class="${name}"><masthead-strip board="front" dark-class="${name}"></masthead-strip></div>`,
    );
    expect(await paper()).toBe(dark);
    expect(complaints).toEqual([]);
  });

  it('counts outside of the shadow roots that the strip stands in', async () => {
    const within = (html: string) => `<div><template shadowrootmode="open">${html}</template></div>`;
    const { page, paper } = await start(`<article>${within(within(strip))}</article>`);
    expect(await paper()).toBe(light);
    for (const around of ['html', 'article', 'article > div']) {
      await toggle(page, around);
      await expect.poll(paper).toBe(dark);
      await toggle(page, around);
      await expect.poll(paper).toBe(light);
    }
  });

  it('counts where the strip is moved to, and no more where it was', async () => {
    const { page, paper } = await start(`<div id="old">${strip}</div><div id="new" class="night"></div>`);
    await page.evaluate(() =>
      document.querySelector('#new')?.append(document.querySelector('masthead-strip') ?? ''),
    );
    await expect.poll(paper).toBe(dark);
    await toggle(page, '#new');
    await expect.poll(paper).toBe(light);
    await toggle(page, '#old');
    await settle(page);
    expect(await paper()).toBe(light);
    await toggle(page, '#new');
    await expect.poll(paper).toBe(dark);
    expect(server.asked.filter((path) => path.startsWith('/v1/live'))).toHaveLength(1);
  });

  it('counts where something around the strip is moved to', async () => {
    const { page, paper } = await start(
      `<section><p>${strip}</p></section><div id="new" class="night"></div>`,
    );
    await page.evaluate(() => document.querySelector('#new')?.append(document.querySelector('p') ?? ''));
    await expect.poll(paper).toBe(dark);
    await toggle(page, '#new');
    await expect.poll(paper).toBe(light);
  });

  it('counts where the strip is moved to from a shadow root of its page', async () => {
    const { page, paper } = await start(
      `<div id="old"><template shadowrootmode="open">${strip}</template></div><div id="new" class="night"></div>`,
    );
    await page.evaluate(() => {
      const moved = document.querySelector('#old')?.shadowRoot?.querySelector('masthead-strip');
      document.querySelector('#new')?.append(moved ?? '');
    });
    await expect.poll(paper).toBe(dark);
    expect(server.asked.filter((path) => path.startsWith('/v1/live'))).toHaveLength(1);
  });

  it('counts where the strip is put a moment after it was taken out', async () => {
    const { page, paper } = await start(`<div id="old">${strip}</div><div id="new" class="night"></div>`);
    await page.evaluate(async () => {
      const moved = document.querySelector('masthead-strip');
      moved?.remove();
      for (let turns = 0; turns < 5; turns += 1) await undefined;
      document.querySelector('#new')?.append(moved ?? '');
    });
    await expect.poll(paper).toBe(dark);
    await toggle(page, '#new');
    await expect.poll(paper).toBe(light);
    expect(server.asked.filter((path) => path.startsWith('/v1/live'))).toHaveLength(1);
  });

  it('keeps a strip dark while it starts anew', async () => {
    const { page, strip: element, paper } = await start(`<div class="night">${strip}</div>`);
    expect(await paper()).toBe(dark);
    const before = await element.locator('.strip').elementHandle();
    const papers = await element.evaluateHandle((host) => {
      const seen = new Set<string>();
      const look = () => {
        const root = host.shadowRoot?.querySelector('.strip');
        if (root) seen.add(getComputedStyle(root).backgroundColor);
      };
      new MutationObserver(look).observe(host.shadowRoot ?? host, { childList: true, subtree: true });
      look();
      return seen;
    });
    await element.evaluate((host) => host.setAttribute('units', 'f'));
    await expect
      .poll(() => settle(page).then(() => before?.evaluate(({ isConnected }) => isConnected)))
      .toBe(false);
    await page.clock.runFor(3000);
    expect(await papers.evaluate((seen) => [...seen])).toEqual([dark]);
    expect(await paper()).toBe(dark);
  });

  it('gives way to a theme while there is one', async () => {
    const { strip: element, paper } = await start(`<div class="night">${strip}</div>`);
    expect(await paper()).toBe(dark);
    await element.evaluate((host) => host.setAttribute('theme', 'light'));
    await expect.poll(paper).toBe(light);
    await element.evaluate((host) => host.removeAttribute('theme'));
    await expect.poll(paper).toBe(dark);
  });

  // Whoever renders the page holds the element's own attributes to be its own: React finds one more where it takes up what a
  // server has sent, and others write a style of their own over it.
  it("leaves the strip's own style to the page, and holds whatever that says", async () => {
    const { page, strip: element, paper } = await start(`<div class="night">${strip}</div>`);
    expect(await paper()).toBe(dark);
    expect(await element.getAttribute('style')).toBe(null);
    await element.evaluate((host) => host.setAttribute('style', 'color-scheme: light; --masthead-gap: 9px'));
    await settle(page);
    expect(await paper()).toBe(dark);
    await toggle(page, 'body > div');
    await expect.poll(paper).toBe(light);
    expect(await element.getAttribute('style')).toBe('color-scheme: light; --masthead-gap: 9px');
  });

  it('leaves nothing behind where it counts no more', async () => {
    const { page, strip: element, paper } = await start(`<div class="night">${strip}</div>`);
    expect(await paper()).toBe(dark);
    await element.evaluate((host) => host.removeAttribute('dark-class'));
    await expect.poll(paper).toBe(light);
    await toggle(page, 'body > div');
    await toggle(page, 'body > div');
    await settle(page);
    expect(await paper()).toBe(light);
  });

  it('counts from the first picture on, and gives way to a theme there', async () => {
    const within = `<div><template shadowrootmode="open">${strip}</template></div>`;
    const themed = strip.replace(' ', ' theme="light" ');
    server.body = `<main class="night">${strip}${within}${themed}</main>${strip}`;
    const { page } = await suite.open({}, (fresh) =>
      fresh.route('**/finish.js*', (route) => route.abort()).then(),
    );
    const roots = page.locator('masthead-strip .strip');
    await roots.nth(3).waitFor({ state: 'attached' });
    const papers = await roots.evaluateAll((all) =>
      all.map((root) => getComputedStyle(root).backgroundColor),
    );
    expect(papers).toEqual([dark, dark, light, light]);
    expect(await page.locator('[role=status]').count()).toBe(0);
  });
});
