import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { launchShell } from '../support/chromium.ts';
import { hostileStrings } from '../support/hostile-strings.ts';
import { type FakeServer, startFakeServer } from './fake-server.ts';
import { hostilePlaces, hostileQuotes } from './hostile-boards.ts';
import { noon, sampleBoard } from './sample-board.ts';
import { openWatched, ours, shownOn, unfit } from './watched-page.ts';

let browser: Browser;
let server: FakeServer;
let page: Page | undefined;

beforeAll(async () => {
  browser = await launchShell();
});
afterAll(() => browser.close());
beforeEach(async () => {
  server = await startFakeServer(undefined);
  server.now = () => noon;
});
afterEach(async () => {
  await page?.close();
  await server.kill();
});

const lengthOf = (text: string) => [...text].length;

describe.each([
  ['with a strict policy', true],
  ['without a policy', false],
])('hostile texts in a page %s', (_name, hasPolicy) => {
  it.each([
    ['quotes, credits and links', hostileQuotes, 1, hostileStrings.length],
    ['places, regions and warnings', hostilePlaces, hostileStrings.length, hostileStrings.length * 2],
    // Hundreds of strips are on a page: it has a minute.
  ] as const)(
    'of %s are only ever shown, cleaned and bounded',
    async (_what, boardOf, strips, count) => {
      server.hasPolicy = hasPolicy;
      server.board = boardOf(hostileStrings);
      const places = Array.from({ length: strips }, (_, index) => `place="p${index}"`);
      server.body = (strips === 1 ? [''] : places)
        .map((place) => `<masthead-strip board="front" ${place}></masthead-strip>`)
        .join('');
      const watched = await openWatched(browser, server);
      page = watched.page;
      const seen = await shownOn(page);
      expect(watched.trouble).toEqual([]);
      expect(seen.short.length).toBeGreaterThanOrEqual(count);
      expect(seen.short.filter((text) => lengthOf(text) > 64)).toEqual([]);
      expect(seen.credits.filter((text) => lengthOf(text) > 200)).toEqual([]);
      expect(seen.prices.filter((text) => lengthOf(text) > 20)).toEqual([]);
      expect(seen.everything).not.toMatch(unfit);
      expect(seen.tags.filter((tag) => !ours.includes(tag))).toEqual([]);
      expect(seen.handlers).toEqual([]);
      expect(seen.links.filter((href) => !/^https:\/\/[\x21-\x7e]+$/.test(href))).toEqual([]);
      expect(seen).toMatchObject({ heights: [44], stripHeights: [44], isWide: false });
    },
    60_000,
  );
});

it('the same texts as markup do run, so that the watch is known to see', async () => {
  server.hasPolicy = false;
  server.board = sampleBoard();
  const watched = await openWatched(browser, server);
  page = watched.page;
  await page.evaluate(
    (payloads) => {
      for (const text of payloads) document.body.insertAdjacentHTML('beforeend', text);
    },
    hostileStrings.filter((text) => text.startsWith('<img')),
  );
  await expect.poll(() => watched.trouble).toContain('a text was run');
});
