/** What hostile feeds leave, on a page: only ever shown, and nothing of it run or made into an element. */
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { BoardSnapshot } from '../../src/protocol/snapshot.ts';
import { launchShell } from '../support/chromium.ts';
import { startFakeServer } from './fake-server.ts';
import { noon } from './sample-board.ts';
import { survivorBoard } from './survivors.ts';
import { openWatched, ours, shownOn, unfit } from './watched-page.ts';

/** As many strips on one page as Chromium draws in a few seconds; so that several pages of either kind come of it. */
const perPage = 130;

let browser: Browser;
let board: BoardSnapshot;

beforeAll(async () => {
  board = await survivorBoard();
  browser = await launchShell();
});
afterAll(() => browser.close());

/** The board in parts that fit a page each: all quotes in one strip, and a strip for each place. */
function pages(): readonly { readonly board: BoardSnapshot; readonly strips: readonly string[] }[] {
  const places = board.meta.filter(({ cls }) => cls === 'alerts' || cls === 'weather');
  const parts = Array.from({ length: Math.ceil(places.length / perPage) }, (_, at) =>
    places.slice(at * perPage, (at + 1) * perPage),
  );
  const quotes = board.meta.filter((meta) => !places.includes(meta));
  return [...parts, quotes].map((meta) => {
    const named = meta.map(({ id }) => id.slice(id.indexOf(':') + 1));
    const weather = named.map(
      (name) => ({ id: `weather:${name}`, cls: 'weather', name: { en: name } }) as const,
    );
    const ids = new Set(meta.map(({ id }) => id));
    const items = board.items.filter(({ id }) => ids.has(id));
    if (meta === quotes) return { board: { ...board, meta, items }, strips: [''] };
    const all = [...meta, ...weather.filter(({ id }) => !ids.has(id))];
    return { board: { ...board, meta: all, items }, strips: named.map((name) => `place="${name}"`) };
  });
}

it('hostile bodies leave hundreds of different readings of every kind', () => {
  const kinds = board.items.flatMap((item) => ('value' in item ? [item.value.kind] : []));
  expect(kinds.filter((kind) => kind === 'alerts').length).toBeGreaterThan(400);
  expect(new Set(kinds)).toEqual(new Set(['alerts', 'quote', 'weather']));
});

// Every other page has a strict policy: every text stands on both kinds in `strip-hostile`.
it('what hostile feeds leave is only ever shown, clean and bounded', async () => {
  const events: string[] = [];
  for (const [turn, part] of pages().entries()) {
    const server = await startFakeServer(part.board);
    server.now = () => noon;
    server.hasPolicy = turn % 2 === 0;
    server.body = part.strips
      .map((place) => `<masthead-strip board="front" ${place}></masthead-strip>`)
      .join('');
    const { page, trouble } = await openWatched(browser, server);
    const seen = await shownOn(page);
    await page.close();
    await server.kill();
    expect(trouble).toEqual([]);
    expect(seen.tags.filter((tag) => !ours.includes(tag))).toEqual([]);
    expect(seen.handlers).toEqual([]);
    expect(seen.links.filter((href) => !/^https:\/\/[\x21-\x7e]+$/.test(href))).toEqual([]);
    expect(seen.everything).not.toMatch(unfit);
    expect(seen.short.filter((text) => [...text].length > 64)).toEqual([]);
    expect(seen.prices.filter((text) => text.length > 40)).toEqual([]);
    expect(seen).toMatchObject({ heights: [44], stripHeights: [44], isWide: false });
    events.push(...seen.events);
  }
  // The texts did arrive, as text.
  expect(events).toEqual(expect.arrayContaining(['<script>pwned()</script>', 'javascript:pwned()']));
}, 120_000);
