/** What stands in line with what, to the pixel: baselines across the strip, columns down the card. */
import type { Locator } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { quoteValueOf } from '../../src/view/quote-figures.ts';
import type { FakeServer } from './fake-server.ts';
import { sampleBoard } from './sample-board.ts';
import { stripSuite } from './strip-suite.ts';

let server: FakeServer;
const { start } = stripSuite((fresh) => {
  server = fresh;
});

async function stand(layout: string, width: number, face = 'Liberation Sans') {
  server.body = `<masthead-strip board="front" layout="${layout}"></masthead-strip>`;
  server.css = `masthead-strip{font-family:"${face}"}masthead-strip[layout=compact]{block-size:32px}
    masthead-strip[layout=card]{block-size:400px;inline-size:320px}`;
  return start({ width });
}

/** Where the letters of each part stand, in px from the top of the page. */
const baselines = (strip: Locator, parts: readonly string[]): Promise<number[]> =>
  strip.locator('.strip').evaluate(
    (root, all) =>
      all.map((part) => {
        const probe = document.createElement('span');
        probe.style.cssText = 'display:inline-block;inline-size:0;block-size:0';
        root.querySelector(part)?.append(probe);
        const { bottom } = probe.getBoundingClientRect();
        probe.remove();
        return bottom;
      }),
    parts,
  );

const parting = (one = Number.NaN, other = Number.NaN) => Math.abs(one - other);

describe('the weather', () => {
  it.each(['strip', 'compact'])('stands on one line with its label in a wide %s', async (layout) => {
    const { strip } = await stand(layout, 1280);
    const [label, ...rest] = await baselines(strip, [
      '.weather .label',
      '.temperature',
      '.place',
      '.weather .range',
    ]);
    for (const each of rest) expect(parting(each, label)).toBeLessThan(0.5);
  });

  it.each(['strip', 'compact'])('stands on both lines of the quotes on a phone: %s', async (layout) => {
    const { strip } = await stand(layout, 390);
    const [place, name, temperature, price] = await baselines(strip, [
      '.place',
      '.item .name',
      '.temperature',
      '.item .price',
    ]);
    expect(parting(place, name)).toBeLessThanOrEqual(0.5);
    expect(parting(temperature, price)).toBeLessThanOrEqual(0.5);
  });
});

it('has room for the name of an index beside the hour at which its market opens', async () => {
  const { tile } = await stand('strip', 1280);
  const [over, gap] = await tile(0)
    .locator('.face')
    .evaluate((face) => {
      const [name, tag, line] = ['.name', '.tag', '.spark'].map((part) => face.querySelector(part));
      if (!name || !tag || !line) throw new Error('the tile is not whole');
      name.textContent = 'Dow Jones';
      tag.textContent = 'opens 14:30';
      return [
        name.scrollWidth - name.clientWidth,
        line.getBoundingClientRect().left - tag.getBoundingClientRect().right,
      ];
    });
  expect(over).toBe(0);
  expect(gap).toBeGreaterThanOrEqual(4);
});

it.each(['Liberation Sans', 'Liberation Serif'])(
  'has the lines of a card below each other, whatever their prices: %s',
  async (face) => {
    const prices = ['48793.03', '23102.30', '6.91', '1.0845'];
    const items = sampleBoard().items.map((item) => {
      const value = quoteValueOf(item);
      const price = value && prices.shift();
      return price === undefined ? item : { ...item, value: { ...value, price, changePct: '-1.09' } };
    });
    server.board = { ...sampleBoard(), items } as typeof server.board;
    const { strip, tile } = await stand('card', 1280, face);
    await expect.poll(() => tile(0).locator('.price').textContent()).toBe('48,793.03');
    const begins = await strip
      .locator('.item .spark')
      .evaluateAll((lines) => lines.slice(0, 4).map((line) => line.getBoundingClientRect().left));
    expect(new Set(begins).size).toBe(1);
  },
);

it.each(['Liberation Sans', 'Liberation Serif'])(
  'has the prices of a card end below each other, whatever their changes: %s',
  async (face) => {
    const changes = ['0.58', '-1.34', '0.00', '0.81'];
    const items = sampleBoard().items.map((item) => {
      const value = quoteValueOf(item);
      const changePct = value && changes.shift();
      return changePct === undefined ? item : { ...item, value: { ...value, price: '1.0845', changePct } };
    });
    server.board = { ...sampleBoard(), items } as typeof server.board;
    const { strip, tile } = await stand('card', 1280, face);
    await expect.poll(() => tile(2).locator('.change').textContent()).toContain('0.00%');
    const ends = await strip
      .locator('.item .price')
      .evaluateAll((prices) => prices.slice(0, 4).map((price) => price.getBoundingClientRect().right));
    expect(new Set(ends).size).toBe(1);
  },
);
