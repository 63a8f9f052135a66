import type { Locator, Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { digestOf } from '../../src/protocol/order.ts';
import type { FakeServer } from './fake-server.ts';
import { noon, quote, quoteMeta, sampleBoard, weather } from './sample-board.ts';
import type { StripPage, StripPageOptions } from './strip-page.ts';
import { stripSuite } from './strip-suite.ts';

let server: FakeServer;
const suite = stripSuite((fresh) => {
  server = fresh;
});

async function start(options: StripPageOptions = {}): Promise<StripPage> {
  return suite.start(options);
}

const update = (price: string, s: number, more = {}) => quote('quote:SPX', { price }, { s, ...more });
const weatherNow = weather('weather:la-paz-bo', { tempC: 13 }, { s: 2 });
/** The tile's price after another frame of the page's own clock. */
async function settled(page: Page, tile: Locator): Promise<string | null> {
  await page.clock.runFor(20);
  return tile.locator('.price').textContent();
}
const sockets = () => server.asked.filter((path) => path.startsWith('/v1/live')).length;

describe('the life of a strip', () => {
  it('marks a figure stale at its own moment by the server’s clock, with every server dead', async () => {
    const aheadMs = 5 * 60_000;
    const { page, tile, strip } = await start();
    await page.clock.pauseAt(noon + 10_000);
    const items = [...sampleBoard().items.slice(2), weatherNow, update('6900.00', 2)];
    server.send({ t: 'upd', items: [weatherNow, update('6900.00', 2)] });
    server.send({ t: 'hb', now: noon + 10_000 + aheadMs, digest: digestOf(items) });
    server.send({ t: 'upd', items: [update('6901.00', 3)] });
    await expect.poll(() => settled(page, tile(0))).toBe('6,901.00');
    await server.kill();
    const pageNow = await page.evaluate(() => Date.now());
    await page.clock.runFor(noon + 20 * 60_000 - aheadMs - pageNow - 1000);
    expect(await tile(0).getAttribute('data-look')).toBe('live');
    await page.clock.runFor(2000);
    expect(await tile(0).getAttribute('data-look')).toBe('stale');
    expect(await tile(0).locator('.tag').textContent()).toBe('as of 14:31');
    expect(await tile(0).getAttribute('data-tone')).toBe('unknown');
    expect(await strip.locator('.live').getAttribute('data-live')).toBe('false');
  });

  it('notices within half a minute that the clock has jumped', async () => {
    const { page, tile } = await start();
    // The link has just been heard of: one that is missed meanwhile comes back, is told the time, and has no jump to notice.
    server.send({ t: 'upd', items: [quote('quote:IXIC', { price: '7.00' }, { s: 5 })] });
    await expect.poll(() => tile(1).locator('.price').textContent()).toBe('7.00');
    await page.clock.pauseAt((await page.evaluate(() => Date.now())) + 100);
    await page.clock.setSystemTime(noon + 3 * 3_600_000);
    await page.clock.runFor(30_500);
    await expect.poll(() => tile(0).getAttribute('data-look')).toBe('stale');
  });

  it('comes back after a loss and shows what it missed', async () => {
    const { strip, tile, breathe } = await start();
    const state = strip.locator('.live');
    await expect.poll(() => state.getAttribute('data-live')).toBe('true');
    server.board = sampleBoard({ items: [update('7.00', 5)] });
    for (const socket of server.sockets) socket.terminate();
    await expect.poll(() => strip.locator('.live .state').textContent()).toBe('connection lost');
    await breathe();
    await expect.poll(() => tile(0).locator('.price').textContent()).toBe('7.00');
    await expect.poll(() => state.getAttribute('data-live')).toBe('true');
  });

  it('says how often figures are fetched where no link gets through, and that it is lost where none come', async () => {
    server.takesSockets = false;
    const open = await suite.open();
    const { page, strip } = open;
    await open.finished();
    const said = async () => {
      await page.clock.runFor(2000);
      const state = await strip.locator('.live .state').textContent();
      return [state, await strip.locator('.strip').getAttribute('data-lost')];
    };
    await expect.poll(said, { timeout: 10_000 }).toEqual(['updates: 40 sec', null]);
    server.board = undefined;
    await expect.poll(said, { timeout: 10_000 }).toEqual(['connection lost', '']);
    server.board = sampleBoard();
    await expect.poll(said, { timeout: 10_000 }).toEqual(['updates: 40 sec', null]);
  });

  it('does not say that figures are updated where those that are fetched are all old', async () => {
    server.takesSockets = false;
    const items = sampleBoard().items.map((item) => ({
      ...item,
      ...(item.id.startsWith('quote:') && { staleAt: noon, asOf: noon - 3 * 3_600_000 }),
    }));
    server.board = sampleBoard({ items });
    const open = await suite.open();
    const { page, strip } = open;
    await open.finished();
    const said = async () => {
      await page.clock.runFor(2000);
      return strip.locator('.live .state').textContent();
    };
    await expect.poll(said, { timeout: 10_000 }).toBe('as of 11:32');
    server.board = sampleBoard();
    await expect.poll(said, { timeout: 10_000 }).toBe('updates: 40 sec');
    server.board = sampleBoard({ items });
    await expect.poll(said, { timeout: 10_000 }).toBe('as of 11:32');
  });

  it('leaves a reader at the credit where they are, however often the board is fetched', async () => {
    server.takesSockets = false;
    const open = await suite.open();
    const { page, strip } = open;
    await open.finished();
    const boards = () => server.asked.filter((path) => path.startsWith('/v1/boards')).length;
    const fetchedMore = async (than: number) => {
      await page.clock.runFor(2000);
      return boards() > than;
    };
    await strip.locator('.credit').nth(1).focus();
    const before = boards();
    await expect.poll(() => fetchedMore(before + 2), { timeout: 20_000 }).toBe(true);
    const at = () => strip.evaluate(({ shadowRoot }) => shadowRoot?.activeElement?.textContent);
    expect(await at()).toBe('Market data from Twelve Data');
    server.board = sampleBoard({
      sources: { other: { name: 'Other', text: 'By Other', href: '', licence: '' } },
    });
    await expect
      .poll(() => page.clock.runFor(2000).then(() => strip.locator('.credit').last().textContent()), {
        timeout: 20_000,
      })
      .toBe('By Other');
  });

  it.each(['ltr', 'rtl'])(
    'says that its link is lost on a phone too, where nothing lies over the word (%s)',
    async (way) => {
      server.body = `<div dir="${way}"><masthead-strip board="front"></masthead-strip></div>`;
      const { page, strip } = await start({ width: 390 });
      const state = strip.locator('.live .state');
      expect((await state.boundingBox())?.width).toBeLessThan(2);
      server.takesSockets = false;
      for (const socket of server.sockets) socket.terminate();
      await expect.poll(() => page.clock.runFor(100).then(() => state.textContent())).toBe('connection lost');
      const box = await state.boundingBox();
      if (box === null) throw new Error('the word is not drawn');
      expect(box.x).toBeGreaterThanOrEqual(0);
      expect(box.x + box.width).toBeLessThanOrEqual(390);
      // Nor does it lie over the weather.
      const sky = await strip.locator('.weather').boundingBox();
      const isAside = sky !== null && (box.x >= sky.x + sky.width || box.x + box.width <= sky.x);
      expect(isAside).toBe(true);
      const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
      const top = await page.evaluate(
        ([x = 0, y = 0]) =>
          document.querySelector('masthead-strip')?.shadowRoot?.elementFromPoint(x, y)?.className,
        [x, y],
      );
      expect(top).toBe('state');
    },
  );

  it('stands still while paused, still turns stale, and jumps to now on resume', async () => {
    const { page, strip, tile } = await start();
    const pause = strip.locator('.pause');
    await pause.click();
    await expect.poll(() => pause.getAttribute('aria-pressed')).toBe('true');
    server.send({ t: 'upd', items: [update('1.00', 5)] });
    server.send({ t: 'upd', items: [{ ...update('2.00', 5), id: 'quote:IXIC' }] });
    await expect.poll(() => strip.locator('.live .state').textContent()).toBe('paused');
    await page.clock.runFor(2000);
    expect(await tile(0).locator('.price').textContent()).toBe('6,931.42');
    // Silence for 21 minutes brings reconnects, whose hello would turn the reader's clock back to noon.
    server.takesSockets = false;
    await page.clock.runFor(21 * 60_000);
    expect(await tile(0).getAttribute('data-look')).toBe('stale');
    expect(await tile(0).locator('.price').textContent()).toBe('6,931.42');
    await pause.click();
    await page.clock.runFor(100);
    expect(await tile(0).locator('.price').textContent()).toBe('1.00');
  });

  it('takes a withdrawn figure down even while paused', async () => {
    const { strip, tile } = await start();
    await strip.locator('.pause').click();
    await expect.poll(() => strip.locator('.live .state').textContent()).toBe('paused');
    const blank = { id: 'quote:SPX', e: server.epoch, s: 9, asOf: noon } as const;
    server.send({ t: 'upd', items: [{ ...blank, state: 'withdrawn', reason: 'withdrawn' }] });
    await expect.poll(() => tile(0).locator('.face').textContent()).toBe('S&P 500  —withdrawn');
  });

  it('remembers the pause only once the reader has pressed it', async () => {
    const { page, strip } = await start();
    expect(await page.evaluate(() => localStorage.length)).toBe(0);
    await strip.locator('.pause').click();
    await page.reload();
    await strip.locator('.item').first().waitFor();
    await expect.poll(() => strip.locator('.pause').getAttribute('aria-pressed')).toBe('true');
    expect(await strip.locator('.item .price').first().textContent()).toContain('931.42');
  });

  it('shares one snapshot and one socket among the strips of a page', async () => {
    server.body = '<masthead-strip board="front"></masthead-strip>'.repeat(3);
    const { page } = await start();
    expect(await page.locator('masthead-strip').nth(2).locator('.item').count()).toBe(14);
    expect(sockets()).toBe(1);
    expect(server.asked.filter((path) => path.startsWith('/v1/boards'))).toHaveLength(1);
  });

  it('has one socket for two boards and two languages of one server, also once its first strip has gone', async () => {
    const gold = 'quote:XAU-USD';
    const told = quote(gold, { price: '4000.1' });
    const meta = quoteMeta(gold, 'commodity', 'Gold');
    server.others.set('metals', { ...sampleBoard(), board: 'metals', meta: [meta], items: [told] });
    server.body = `<masthead-strip board="front"></masthead-strip><masthead-strip board="metals"></masthead-strip>
      <masthead-strip board="front" lang="de"></masthead-strip>`;
    const { page } = await start();
    const strips = page.locator('masthead-strip');
    const soon = <T>(see: () => T) =>
      expect.poll(async () => {
        await page.clock.runFor(200);
        return see();
      });
    const isLive = (at: number) => strips.nth(at).locator('[data-live]').getAttribute('data-live');
    await soon(() => isLive(1)).toBe('true');
    await soon(() => isLive(2)).toBe('true');
    expect(sockets()).toBe(1);
    server.send({ t: 'upd', items: [quote(gold, { price: '4321.9' }, { s: 5 })] });
    await soon(() => strips.nth(1).locator('.price').textContent()).toContain('4,321.9');
    await page.evaluate(() => document.querySelector('masthead-strip')?.remove());
    await soon(sockets).toBe(2);
    await soon(() => isLive(0)).toBe('true');
    await soon(() => isLive(1)).toBe('true');
    await soon(() => server.sockets.size).toBe(1);
    expect(sockets()).toBe(2);
    expect(server.asked.filter((path) => path.startsWith('/v1/items'))).toEqual([]);
  });

  it('keeps its socket when it is moved, and leaves none when it is removed', async () => {
    const { page } = await start();
    await page.evaluate(() => document.body.append(document.querySelector('masthead-strip') ?? ''));
    await page.clock.runFor(1000);
    expect(sockets()).toBe(1);
    expect(server.sockets.size).toBe(1);
    await page.evaluate(() => document.querySelector('masthead-strip')?.remove());
    await expect.poll(() => server.sockets.size).toBe(0);
    const asked = server.asked.length;
    await page.clock.runFor(10 * 60_000);
    expect(server.asked).toHaveLength(asked);
  });

  it('begins at once where a page has made it with all its attributes before it puts it in', async () => {
    const { page } = await start();
    await page.clock.pauseAt((await page.evaluate(() => Date.now())) + 100);
    const made = await page.evaluateHandle(() => {
      const strip = document.createElement('masthead-strip');
      strip.setAttribute('board', 'front');
      document.body.append(strip);
      return strip;
    });
    await page.clock.runFor(10);
    await expect
      .poll(() => made.evaluate(({ shadowRoot }) => shadowRoot?.querySelectorAll('.item').length))
      .toBe(14);
  });

  it('is kept by nothing once it is removed, not as the first of its page either', async () => {
    const { page, strip, finished, breathe } = await start();
    await finished();
    await strip.evaluate((element) => {
      Object.assign(window, { removed: new WeakRef(element) });
      element.remove();
    });
    await breathe();
    const inspector = await page.context().newCDPSession(page);
    const isKept = async () => {
      await inspector.send('HeapProfiler.collectGarbage');
      return page.evaluate(
        () => (window as unknown as { removed: WeakRef<Element> }).removed.deref() !== undefined,
      );
    };
    await expect.poll(isKept).toBe(false);
  });

  it('draws nothing any more where it is removed before its words have come', async () => {
    const { page } = await start();
    let answer = () => {};
    const mayAnswer = new Promise<void>((resolve) => {
      answer = resolve;
    });
    await page.route('**/words/de.js', async (route) => {
      await mayAnswer;
      await route.continue();
    });
    const isAsked = page.waitForRequest('**/words/de.js');
    const strip = await page.evaluateHandle(() => {
      const late = document.createElement('masthead-strip');
      late.setAttribute('board', 'front');
      late.lang = 'de';
      document.body.append(late);
      return late;
    });
    await isAsked;
    await strip.evaluate((late) => late.remove());
    // Until then a next page's strip may still take over what it has.
    await page.clock.runFor(100);
    const hasCome = page.waitForEvent('requestfinished', (request) => request.url().endsWith('/words/de.js'));
    answer();
    await hasCome;
    await page.clock.runFor(1000);
    expect(await strip.evaluate(({ shadowRoot }) => shadowRoot?.childElementCount)).toBe(0);
  });

  it('follows a change of its attributes', async () => {
    const { page, strip } = await start();
    await strip.evaluate((element) => element.setAttribute('units', 'f'));
    await page.clock.runFor(100);
    await expect.poll(() => strip.locator('.temperature').textContent()).toBe('58°');
  });

  it('says honestly that it has no connection, or no such board, and keeps trying', async () => {
    server.board = undefined;
    const open = await suite.open();
    const message = open.strip.locator('.message');
    await expect.poll(() => message.textContent()).toBe('This board is unknown here. Trying again.');
    expect(await message.isVisible()).toBe(true);
    server.board = sampleBoard();
    await open.page.clock.runFor(5000);
    await expect.poll(() => open.tile(0).locator('.price').textContent()).toContain('931.42');
    expect(await message.isVisible()).toBe(false);
  });

  it('has words from the first moment', async () => {
    const open = await suite.open();
    const words = open.strip.locator('.message, .name').filter({ visible: true });
    expect(await words.count()).toBeGreaterThan(0);
  });
});
