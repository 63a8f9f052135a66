import type { Locator, Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import type { FakeServer } from './fake-server.ts';
import { noon, sampleBoard, sources } from './sample-board.ts';
import type { StripPage, StripPageOptions } from './strip-page.ts';
import { stripSuite } from './strip-suite.ts';

let server: FakeServer;
const suite = stripSuite((fresh) => {
  server = fresh;
});

async function start(
  body: string,
  options: StripPageOptions = {},
  prepare?: (page: Page) => Promise<void>,
): Promise<StripPage> {
  server.body = body;
  return suite.start(options, prepare);
}

const boxOf = (element: Locator) => element.evaluate((each) => each.getBoundingClientRect().toJSON());

describe('a strip takes the room that there is', () => {
  it.each([
    ['a row of boxes', 'display:flex'],
    ['a centred column of boxes', 'display:flex;flex-direction:column;align-items:center'],
    ['a grid that begins at its start', 'display:grid;justify-items:start'],
  ])('in %s', async (_name, css) => {
    server.css = `header{${css}}b{inline-size:100px}`;
    const { strip } = await start(
      '<header><b>LOGO</b><masthead-strip board="front"></masthead-strip></header>',
    );
    expect((await boxOf(strip)).width).toBeGreaterThan(1100);
  });

  it('less its margins', async () => {
    server.css = 'masthead-strip{margin-inline:20px}';
    const { page, strip } = await start('<masthead-strip board="front"></masthead-strip>');
    expect((await boxOf(strip)).width).toBe(1240);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(1280);
  });
});

describe('a strip has its figures', () => {
  const strip = '<masthead-strip board="front"></masthead-strip>';

  it('beside an image that bears the name of a part of the document', async () => {
    const { complaints } = await start(`<img name="scripts" alt="">${strip}`);
    expect(complaints).toEqual([]);
  });

  it.each([
    '{"units":1}',
    '{"place":[]}',
    '{"quotes":7}',
    // Not even a text can be made of such a thing.
    '{"place":{"toString":0},"units":{"toString":0},"palette":{"toString":0}}',
    '[]',
    '"x"',
  ])('and its settings, whatever the storage holds: %s', async (kept) => {
    const { complaints, strip: element } = await start(strip, {}, async (page) => {
      await page.addInitScript((text) => localStorage.setItem('masthead:preferences', text), kept);
    });
    expect(await element.locator('.settings').isVisible()).toBe(true);
    expect(complaints).toEqual([]);
  });
});

it('a row goes on by its button beside a library that has all elements scroll the page', async () => {
  // As Prototype does it (1.7.3, `Element.Methods.scrollTo`).
  const { page, strip } = await start(
    '<masthead-strip board="front"></masthead-strip><div style="block-size:2000px"></div>',
    { width: 600, reducedMotion: 'reduce' },
    async (fresh) => {
      await fresh.addInitScript(() => {
        HTMLElement.prototype.scrollTo = () => window.scrollTo(0, 500);
      });
    },
  );
  await strip.locator('.next').click();
  await expect.poll(() => strip.locator('.row').evaluate((row) => row.scrollLeft)).toBeGreaterThan(100);
  expect(await page.evaluate(() => scrollY)).toBe(0);
});

it('a strip keeps its looks and its connection on its way through another document', async () => {
  const { page, strip, complaints } = await start('<masthead-strip board="front"></masthead-strip>');
  // As htmx 1 keeps an element (`hx-preserve`): in what it has parsed of the next page, and with that back in this one.
  await page.evaluate(() => {
    const { body } = document.implementation.createHTMLDocument();
    body.append(document.querySelector('masthead-strip') as Element);
    document.body.append(...body.children);
  });
  await page.clock.runFor(100);
  const height = () => strip.locator('.strip').evaluate((element) => element.getBoundingClientRect().height);
  await expect.poll(height).toBe(44);
  expect(server.asked.filter((path) => path.startsWith('/v1/live'))).toHaveLength(1);
  expect(complaints).toEqual([]);
});

it('a strip leaves its figures and its connection to that of a next page, as Turbo and Astro put it in', async () => {
  const { page, strip } = await start('<masthead-strip board="front"></masthead-strip>');
  const gone = await strip.elementHandle();
  // They parse it in a document of its own, where it is no strip yet.
  await page.evaluate(() => {
    const next = document.implementation.createHTMLDocument();
    const strip = next.createElement('masthead-strip');
    strip.setAttribute('board', 'front');
    next.body.append(strip);
    document.body.replaceWith(document.adoptNode(next.body));
  });
  const isNew = await strip.evaluate((element, before) => element !== before, gone);
  expect(isNew).toBe(true);
  await strip.locator('.item').first().waitFor();
  await page.clock.runFor(1000);
  expect(server.asked.filter((path) => /^\/v1\/(live|boards)/.test(path))).toHaveLength(2);
  expect(server.sockets.size).toBe(1);
});

it('a strip stands still without a complaint in another document, and goes on once it is back', async () => {
  const { page, strip, complaints } = await start('<masthead-strip board="front"></masthead-strip>');
  const kept = await page.evaluateHandle(() => document.implementation.createHTMLDocument());
  await kept.evaluate(({ body }) => body.append(document.querySelector('masthead-strip') as Element));
  await page.clock.runFor(100);
  await expect.poll(() => server.sockets.size).toBe(0);
  await kept.evaluate(({ body }) => document.body.append(...body.children));
  await page.clock.runFor(100);
  await expect.poll(() => strip.locator('.strip').evaluate(({ clientHeight }) => clientHeight)).toBe(43);
  expect(complaints).toEqual([]);
});

describe('on a phone', () => {
  it.each([375, 390, 412])('of %i px the first quote’s change is seen whole', async (width) => {
    server.css = 'body{padding:0 12px}';
    const { strip, tile } = await start('<masthead-strip board="front"></masthead-strip>', { width });
    const fadePx = 10;
    const row = await boxOf(strip.locator('.row'));
    const change = await boxOf(tile(0).locator('.amount'));
    expect(change.right).toBeLessThanOrEqual(row.right - fadePx);
  });
});

describe('the foot of a card', () => {
  it.each([240, 300])(
    'of %i px has the mark of a demonstration beside its words, not over them',
    async (width) => {
      server.board = { ...sampleBoard(), demo: true };
      server.css = `masthead-strip{inline-size:${width}px}`;
      const { strip } = await start('<masthead-strip board="front" layout="card"></masthead-strip>');
      const [mark, words] = [await boxOf(strip.locator('.demo')), await boxOf(strip.locator('.live .label'))];
      expect(mark.width).toBeGreaterThan(20);
      expect(words.right).toBeLessThanOrEqual(mark.left);
    },
  );
});

it('a card’s tiles begin where its foot does, however narrow it is', async () => {
  server.css = 'masthead-strip{inline-size:300px}';
  const { strip, tile } = await start('<masthead-strip board="front" layout="card"></masthead-strip>');
  expect((await boxOf(tile(0).locator('.name'))).left).toBe((await boxOf(strip.locator('.dot'))).left);
});

describe('a strip’s language', () => {
  it('may be written as servers do', async () => {
    const { strip, tile } = await start('<masthead-strip board="front" locale="ja_JP"></masthead-strip>');
    expect(server.asked).toContain('/v1/boards/front?lang=ja-JP');
    expect(await strip.locator('.strip').getAttribute('class')).toContain('east-asian');
    expect(await tile(0).locator('.price').textContent()).toBe('6,931.42');
  });

  it('from right to left keeps a figure’s sign before it, and the word of its unit behind it', async () => {
    server.body = '<div dir="rtl" lang="he"><masthead-strip board="front"></masthead-strip></div>';
    const { page, strip } = await start(server.body);
    const amount = strip.locator('[data-item="quote:UST10Y"] .amount');
    await amount.evaluate((element) => element.scrollIntoView());
    await page.clock.runFor(2000);
    const [sign, digit, word] = await amount.evaluate((element) => {
      const text = element.firstChild as Text;
      const leftOf = (pattern: RegExp) => {
        const range = document.createRange();
        const at = text.data.search(pattern);
        range.setStart(text, at);
        range.setEnd(text, at + 1);
        return range.getBoundingClientRect().left;
      };
      return [leftOf(/[+\u2212]/), leftOf(/\d/), leftOf(/[\u0590-\u05ff]/)];
    });
    expect(word).toBeLessThan(sign ?? 0);
    expect(sign).toBeLessThan(digit ?? 0);
  });
});

it('from right to left shows a time whole or not at all', async () => {
  const stale = sampleBoard().items.map((item) => ({ ...item, staleAt: noon - 60_000 }));
  server.board = { ...sampleBoard(), items: stale as never };
  const { strip } = await start(
    '<div dir="rtl" lang="ar"><masthead-strip board="front"></masthead-strip></div>',
    { width: 390 },
  );
  const age = strip.locator('.age');
  expect(await age.textContent()).toMatch(/\d\d:\d\d/);
  // What does not fit stands in lines out of sight, and is not cut within one.
  const [text, room] = await age.evaluate(({ scrollWidth, clientWidth }) => [scrollWidth, clientWidth]);
  expect(text).toBe(room);
  const height = await age.evaluate((element) => element.getBoundingClientRect().height);
  expect(height).toBe(16);
});

it('credits a source once, whichever of its feeds the figures are from', async () => {
  const board = sampleBoard();
  server.board = { ...board, sources: { ...sources, again: { ...sources.metno } as never } };
  const { strip } = await start('<masthead-strip board="front"></masthead-strip>');
  const credits = await strip.locator('.credit').allTextContents();
  expect(credits.filter((text) => text === sources.metno?.text)).toHaveLength(1);
});

it('a page’s gaps, however wide, put no credit out of a reader’s reach', async () => {
  server.css = 'masthead-strip{--masthead-gap:1e9px}';
  const { strip } = await start('<masthead-strip board="front"></masthead-strip>');
  const credit = strip.locator('.credit').last();
  await credit.waitFor({ state: 'attached' });
  await credit.evaluate((element) => element.scrollIntoView());
  const isInRow = await credit.evaluate((element) => {
    const [own, row] = [element, element.closest('.row')].map((each) => each?.getBoundingClientRect());
    return (own?.right ?? 9e9) <= (row?.right ?? 0);
  });
  expect(isInRow).toBe(true);
});
