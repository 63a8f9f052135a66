/** A strip's tiles where its quotes are not what a sound server or reader would name. */
import { describe, expect, it } from 'vitest';
import type { FakeServer } from './fake-server.ts';
import { noon, sampleBoard } from './sample-board.ts';
import type { StripPage } from './strip-page.ts';
import { stripSuite } from './strip-suite.ts';

let server: FakeServer;
let shown: StripPage;
const suite = stripSuite((fresh) => {
  server = fresh;
  server.body = '<masthead-strip board="front"></masthead-strip>';
});

async function show(fragment = '', kept = '{}', width = 1280): Promise<void> {
  shown = await suite.start({ fragment, width }, async (page) => {
    await page.addInitScript((text) => localStorage.setItem('masthead:preferences', text), kept);
  });
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
