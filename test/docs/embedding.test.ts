import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchShell } from '../support/chromium.ts';
import { builtFiles } from '../support/widget-bundle.ts';
import { type EmbeddingSite, startEmbeddingSite } from './embedding-site.ts';
import { type Section, sectionsOf } from './snippets.ts';

const sections = sectionsOf('embedding.md');
const section = (title: string): Section => {
  const found = sections.find((candidate) => candidate.title === title);
  if (found === undefined) throw new Error(`no section ${title}`);
  return found;
};
const first = (title: string, language: string): string => {
  const [block] = section(title).blocks(language);
  if (block === undefined) throw new Error(`no ${language} below ${title}`);
  return block;
};

const common = { http: first('Before the first page', 'http'), css: first('Before the first page', 'css') };

let browser: Browser;
beforeAll(async () => {
  browser = await launchShell();
  await builtFiles();
});
afterAll(() => browser?.close());

/** The strip has taken up its socket and has been finished. */
async function isLive(within: Page): Promise<void> {
  const strip = within.locator('masthead-strip').first();
  await strip.locator('[data-live=true]').waitFor({ state: 'attached' });
  await strip.locator('[role=status]').waitFor({ state: 'attached' });
  await strip.locator('[data-item="quote:AAA"] .price', { hasText: '1.00' }).waitFor();
}

const answered = async (site: EmbeddingSite, path: string) =>
  (await fetch(`${site.rig.gateway.url()}/v1/${path}`)).text();

/** Puts in what the page leaves to the reader: this build's address and hash, and the board. */
const filled: Readonly<Record<string, (html: string, site: EmbeddingSite) => Promise<string>>> = {
  'The moving script': async (html) => html,
  'The pinned script': async (html, site) => {
    const { build, integrity } = JSON.parse(await answered(site, 'build.json'));
    return html.replace('0123456789', build).replace('sha384-…', integrity);
  },
  'The first figures in the page': async (html, site) =>
    html.replace('…', (await answered(site, 'boards/front')).replaceAll('<', '\\u003c')),
};

describe.each(Object.entries(filled))('%s', (title, fill) => {
  it('goes live under exactly the policy of the page, with nothing objected to and nothing moved', async () => {
    const site = await startEmbeddingSite(browser);
    const asked: string[] = [];
    site.page.on('request', (request) => asked.push(new URL(request.url()).pathname));
    await site.page.addInitScript(() => {
      const shifts: number[] = [];
      Object.assign(window, { shifts });
      new PerformanceObserver((list) => {
        for (const entry of list.getEntries()) shifts.push((entry as unknown as { value: number }).value);
      }).observe({ type: 'layout-shift', buffered: true });
    });
    await site.show({ ...common, html: await fill(first(title, 'html'), site) });
    await isLive(site.page);
    expect(site.complaints).toEqual([]);
    expect(site.rig.gateway.readers()).toBe(1);
    expect(await site.page.evaluate(() => (window as unknown as { shifts: number[] }).shifts)).toEqual([]);
    const hasAskedForBoard = asked.some((path) => path.startsWith('/masthead/v1/boards/front'));
    expect(hasAskedForBoard).toBe(title !== 'The first figures in the page');
  });
});

it('says no more in its policy than the strip needs', async () => {
  const parts = common.http.trim().split('; ');
  for (const left of ['script-src', 'connect-src']) {
    const site = await startEmbeddingSite(browser);
    const objected = site.page.waitForEvent('console', (message) => message.text().includes('violates'));
    const http = parts.filter((part) => !part.includes(left)).join('; ');
    await site.show({ ...common, http, html: first('The moving script', 'html') });
    await objected;
  }
});

it('goes live by a nonce alone, which its further scripts have of its tag', async () => {
  expect(section('Before the first page').text).toContain("the page's `nonce`");
  const site = await startEmbeddingSite(browser);
  const http = common.http.replace(/script-src [^;]+/, "script-src 'nonce-r4nd0m'");
  const html = first('The moving script', 'html').replace('<script', '<script nonce="r4nd0m"');
  await site.show({ ...common, http, html });
  await isLive(site.page);
  expect(site.complaints).toEqual([]);
});

it.each(['Before the first page', 'The frame', 'Behind a reverse proxy'])(
  '%s says of policies that they leave a base path out, with which they would block everything',
  async (title) => {
    expect(section(title).text).toMatch(/polic(?:y|ies)\s.*(?:never|without) (?:a|the) (?:base )?path/s);
    const isFrame = title === 'The frame';
    const site = await startEmbeddingSite(browser);
    const objected = site.page.waitForEvent('console', (message) => message.text().includes('violates'));
    const http = isFrame ? first(title, 'http') : common.http;
    const { origin, host, pathname } = new URL(site.rig.gateway.url());
    const withPath = http
      .replaceAll('wss://header.example.com', `ws://${host}${pathname}`)
      .replaceAll('https://header.example.com', origin + pathname);
    const html = first(isFrame ? title : 'The moving script', 'html');
    await site.show({ ...common, http: withPath, html });
    await objected;
    expect(site.rig.gateway.readers()).toBe(0);
  },
);

it('a frame goes live at the height that the page gives it', async () => {
  const site = await startEmbeddingSite(browser);
  const title = 'The frame';
  await site.show({ http: first(title, 'http'), css: first(title, 'css'), html: first(title, 'html') });
  // Its live figures alone: the rest waits for idle time, which Chromium gives a quiet page's frame every second or two.
  await site.page.frameLocator('iframe').locator('[data-live=true]').waitFor({ state: 'attached' });
  await site.page.frameLocator('iframe').locator('.price', { hasText: '1.00' }).first().waitFor();
  expect(site.complaints).toEqual([]);
  const box = await site.page.locator('iframe').boundingBox();
  expect(box?.height).toBe(44);
});

it('a single-page app hears of a choice and can take it over', async () => {
  const site = await startEmbeddingSite(browser);
  const [script = ''] = first('The moving script', 'html').split('\n');
  await site.show({ ...common, html: script, js: first('Single-page apps', 'js') });
  await isLive(site.page);
  await site.page.locator('[data-item="quote:AAA"] .tile').click();
  expect(new URL(site.page.url()).pathname).toBe('/markets/quote:AAA');
  expect(await site.page.locator('masthead-strip dialog').count()).toBe(0);
  expect(site.complaints).toEqual([]);
  await site.page.evaluate(() => document.querySelector('masthead-strip')?.remove());
  await expect.poll(() => site.rig.gateway.readers()).toBe(0);
});

it.each([
  ['strip', 44],
  ['compact', 32],
  ['card', 400],
])('reserves the height of %s', async (layout, height) => {
  const site = await startEmbeddingSite(browser);
  const html = `<masthead-strip board="front" layout="${layout}"></masthead-strip>`;
  await site.show({ ...common, html });
  const heightNow = async () => (await site.page.locator('masthead-strip').boundingBox())?.height;
  expect(await heightNow()).toBe(height);
  await site.show({ ...common, html: first('The moving script', 'html').split('\n')[0] + html });
  await isLive(site.page);
  expect(await heightNow()).toBe(height);
});

it('names every attribute, and every part that a strip has', async () => {
  const site = await startEmbeddingSite(browser);
  const [script = ''] = first('The moving script', 'html').split('\n');
  const layouts = ['strip', 'card'].map(
    (layout) => `<masthead-strip board="front" layout="${layout}"></masthead-strip>`,
  );
  await site.show({ ...common, html: script + layouts.join('') });
  await isLive(site.page);
  await site.page.locator('masthead-strip').nth(1).locator('[role=status]').waitFor({ state: 'attached' });
  const { attributes, parts } = await site.page.evaluate(() => {
    const strips = [...document.querySelectorAll('masthead-strip')];
    const element = customElements.get('masthead-strip') as unknown as { observedAttributes: string[] };
    const marked = strips.flatMap((strip) => [...(strip.shadowRoot?.querySelectorAll('[part]') ?? [])]);
    return { attributes: element.observedAttributes, parts: marked.flatMap((node) => [...node.part]) };
  });
  const named = (title: string) => new Set(section(title).text.match(/(?<=`)[a-z-]+(?=`)/g));
  const inherited = ['lang'];
  expect(
    attributes.filter((name) => !inherited.includes(name)).filter((name) => !named('Attributes').has(name)),
  ).toEqual([]);
  const missing = [...new Set(parts)].filter((part) => !named('Looks').has(part));
  expect(missing).toEqual([]);
});

it('documents the custom properties that the style sheets read', async () => {
  const { readFile } = await import('node:fs/promises');
  const sheets = [
    'strip.css',
    'finish/finish.css',
    'finish/card.css',
    'finish/warnings.css',
    'panels/panels.css',
  ];
  const texts = await Promise.all(
    sheets.map((name) => readFile(new URL(`../../widget/${name}`, import.meta.url), 'utf8')),
  );
  const read = new Set(texts.join('').match(/--masthead-[a-z]+/g));
  const told = new Set(section('Looks').text.match(/--masthead-[a-z]+/g));
  expect([...told].sort()).toEqual([...read].sort());
});
