/** What a narrow card shows whole, whatever has to give way to it. */
import type { Locator } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import type { FakeServer } from './fake-server.ts';
import { noon, sampleBoard } from './sample-board.ts';
import { stripSuite } from './strip-suite.ts';

let server: FakeServer;
const { open, start } = stripSuite((fresh) => {
  server = fresh;
});

function put(width: number, more: object = {}, demo = false): void {
  const items = sampleBoard().items.map((item) => ({ ...item, ...more }));
  server.board = { ...sampleBoard(), items, demo } as typeof server.board;
  server.body = '<masthead-strip board="front" layout="card"></masthead-strip>';
  server.css = `masthead-strip{inline-size:${width}px;block-size:400px;font-family:"Liberation Sans",sans-serif}`;
}

/** By how much the first element's text goes beyond its own edge or the strip's, in px, rounded up. */
const cut = (part: Locator): Promise<number> =>
  part.first().evaluate((element) => {
    const text = document.createRange();
    text.selectNodeContents(element);
    const edgeOf = (within: Element | null) => within?.getBoundingClientRect().right ?? Number.NaN;
    const edge = Math.min(edgeOf(element), edgeOf(element.closest('.strip')));
    return Math.max(0, Math.ceil(text.getBoundingClientRect().right - edge - 0.1));
  });

describe('the first picture of a card of 240 px', () => {
  it('cuts no name, no change and no button, beside the mark of demo data', async () => {
    put(240, {}, true);
    const { strip, tile } = await open({}, (page) =>
      page.route('**/finish.js*', (route) => route.abort()).then(),
    );
    await tile(0).waitFor();
    await strip.locator('.demo').waitFor();
    for (const index of [0, 1, 2, 3]) {
      expect(await cut(tile(index).locator('.name'))).toBe(0);
      expect(await cut(tile(index).locator('.amount'))).toBe(0);
    }
    const edges = await strip.locator('.strip').evaluate((root) =>
      ['.live', '.demo', '.pause', '.strip'].map((part) => {
        const { left, right } = (root.querySelector(part) ?? root).getBoundingClientRect();
        return { left, right };
      }),
    );
    const [live, demo, pause, all] = edges;
    expect(live?.right).toBeLessThanOrEqual(demo?.left ?? 0);
    expect(demo?.right).toBeLessThanOrEqual(pause?.left ?? 0);
    expect(pause?.right).toBeLessThanOrEqual(all?.right ?? 0);
  });
});

describe('a narrow card', () => {
  it.each([240, 300])('tells the age of its weather and of its quotes whole (%i px)', async (width) => {
    put(width, { asOf: noon - 6 * 3_600_000, staleAt: noon - 1 });
    const { strip, tile } = await start();
    await expect.poll(() => strip.locator('.age').textContent()).toContain('GMT-4');
    await expect.poll(() => strip.locator('.live .state').textContent()).toContain('as of');
    expect(await cut(strip.locator('.age'))).toBe(0);
    expect(await cut(strip.locator('.live .state'))).toBe(0);
    expect(await cut(tile(0).locator('.tag'))).toBe(0);
  });

  it.each([240, 300])('has a second line for what one is too short for (%i px)', async (width) => {
    put(width, { state: 'closed', session: { opensAt: noon + 42 * 60_000 } });
    server.body = `<div lang="fr">${server.body}</div>`;
    const { strip, tile } = await start();
    const tag = tile(0).locator('.tag');
    await expect.poll(() => tag.textContent()).toBe('ouvre dans 42\u00a0min');
    expect(await cut(tag)).toBe(0);
    expect(await cut(strip.locator('.condition'))).toBe(0);
    const [name, told, item] = await Promise.all(
      [tile(0).locator('.name'), tag, tile(0)].map((each) => each.boundingBox()),
    );
    if (!(name && told && item)) throw new Error('nothing is drawn');
    expect(name.y).toBeGreaterThanOrEqual(item.y);
    expect(told.y).toBeGreaterThanOrEqual(name.y + name.height);
    expect(told.y + told.height).toBeLessThanOrEqual(item.y + item.height);
  });

  it('gives its names the room that figures below each other leave (200 px)', async () => {
    put(200);
    const { tile } = await start();
    for (const index of [7, 8]) expect(await cut(tile(index).locator('.name'))).toBe(0);
  });

  it('tells whole when a quote was corrected, at 300 px', async () => {
    put(300, { corrected: { at: noon - 3_600_000, from: noon - 7_200_000, to: noon - 5_400_000 } });
    const { tile } = await start();
    const tag = tile(0).locator('.tag');
    await expect.poll(() => tag.textContent()).toContain('corrected');
    expect(await cut(tag)).toBe(0);
  });
});

it.each(['strip', 'compact', 'card'])(
  'cuts a name that is too long at its end, and none at its top, where Hindi writes (%s)',
  async (layout) => {
    put(300);
    server.body = server.body.replace('card', layout);
    const { strip, tile } = await start();
    for (const part of [tile(0).locator('.name'), strip.locator('.place')]) {
      const { overflowX, overflowY } = await part.evaluate((element) => getComputedStyle(element));
      expect({ overflowX, overflowY }).toEqual({ overflowX: 'clip', overflowY: 'visible' });
      const [text, room] = await part.evaluate((element) => {
        element.textContent = 'W'.repeat(99);
        return [element.scrollWidth, element.clientWidth];
      });
      expect(text).toBeGreaterThan(room ?? 0);
    }
  },
);

describe('a card in the colours of a system', () => {
  it('keeps its lines below the weather and the row, where shadows are none', async () => {
    put(300);
    const { page, strip, tile } = await start();
    const lines = () =>
      Promise.all(
        ['.weather', '.row'].map((part) =>
          strip.locator(part).evaluate((element) => getComputedStyle(element).borderBlockEndWidth),
        ),
      );
    await tile(0).waitFor();
    expect(await lines()).toEqual(['0px', '0px']);
    await page.emulateMedia({ forcedColors: 'active' });
    expect(await lines()).toEqual(['1px', '1px']);
  });
});
