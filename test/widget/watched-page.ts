/** A page with strips in Chromium that notices whatever a text could do to it, and what its strips are made of. */
import type { Browser, Page } from 'playwright-core';
import type { FakeServer } from './fake-server.ts';
import { noon } from './sample-board.ts';

export interface WatchedPage {
  readonly page: Page;
  /** Everything that a page must not do because of a text; empty where all is well. */
  readonly trouble: readonly string[];
}

/** Resolves once all strips have been finished, 3 s later by the page's own clock at least. */
export async function openWatched(browser: Browser, server: FakeServer): Promise<WatchedPage> {
  const trouble: string[] = [];
  const page = await browser.newPage({ viewport: { width: 1280, height: 600 }, timezoneId: 'UTC' });
  await page.exposeFunction('pwned', () => trouble.push('a text was run'));
  await page.addInitScript(() => {
    document.addEventListener('securitypolicyviolation', (event) => console.error(event.violatedDirective));
  });
  page.on('dialog', (dialog) => {
    trouble.push('a dialog');
    void dialog.dismiss();
  });
  page.on('console', (message) => {
    if (['error', 'warning'].includes(message.type())) trouble.push(message.text());
  });
  page.on('pageerror', (error) => trouble.push(String(error)));
  page.on('popup', () => trouble.push('a window'));
  page.on('framenavigated', (frame) => {
    if (frame.url() !== `${server.pageUrl}/`) trouble.push(`went to ${frame.url()}`);
  });
  page.on('request', (request) => {
    const url = request.url();
    const expected = [`${server.pageUrl}/`, `${server.pageUrl}/page.css`, `${server.pageUrl}/favicon.ico`];
    if (
      !expected.includes(url) &&
      !/\/v1\/(?:masthead\.js|[0-9a-f]{10}\/(?:finish|warnings)\.js|boards\/front\?lang=en|live\?.*)$/.test(
        url,
      )
    )
      trouble.push(`asked for ${url}`);
  });
  await page.clock.install({ time: noon });
  await page.goto(server.pageUrl);
  await page.locator('masthead-strip .strip').first().waitFor();
  await page.clock.runFor(3000);
  const unfinished = page.locator('masthead-strip').filter({ hasNot: page.locator('[role=status]') });
  await unfinished.first().waitFor({ state: 'detached' });
  return { page, trouble };
}

/** What the strips show, read in the page in one go. */
export function shownOn(page: Page) {
  return page.evaluate(() => {
    const roots = [...document.querySelectorAll('masthead-strip')].map(({ shadowRoot }) => shadowRoot);
    const all = roots.flatMap((root) => [...(root?.querySelectorAll('*') ?? [])]);
    const texts = (selector: string) =>
      all.filter((element) => element.matches(selector)).map(({ textContent }) => textContent ?? '');
    return {
      tags: [...new Set(all.map(({ localName }) => localName))].sort(),
      handlers: all.flatMap((element) => element.getAttributeNames()).filter((name) => name.startsWith('on')),
      links: all.flatMap((element) => element.getAttribute('href') ?? []),
      short: texts('.name,.place,.event'),
      events: texts('.event'),
      credits: texts('.credit'),
      prices: texts('.price'),
      everything:
        texts('.strip').join('') + all.map((element) => element.getAttribute('title') ?? '').join(''),
      heights: [...new Set(roots.map((root) => root?.host.getBoundingClientRect().height))],
      stripHeights: [
        ...new Set(roots.map((root) => root?.querySelector('.strip')?.getBoundingClientRect().height)),
      ],
      isWide: document.documentElement.scrollWidth > 1280,
    };
  });
}

/** Controls, bidi controls, what cannot be seen and halves of surrogate pairs; written out, so that it shares nothing with what it checks. */
export const unfit =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what must be gone
  /[\u0000-\u001f\u007f-\u009f\u00ad\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff]|[\ud800-\udbff](?![\udc00-\udfff])/;

/** The elements that a strip is made of. */
export const ours = 'a,button,circle,div,i,li,path,span,svg,ul'.split(',');
