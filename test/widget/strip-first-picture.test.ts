import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { ItemId } from '../../src/protocol/item-id.ts';
import type { BlankReading } from '../../src/protocol/reading.ts';
import type { BoardSnapshot, SnapshotItem } from '../../src/protocol/snapshot.ts';
import { launchShell } from '../support/chromium.ts';
import { type FakeServer, startFakeServer } from './fake-server.ts';
import { epoch, noon, quote, sampleBoard, weather } from './sample-board.ts';
import { openStripPage, type StripPage, type StripPageOptions } from './strip-page.ts';

let browser: Browser;
let server: FakeServer;
let open: StripPage | undefined;
/** Whether the idle chunk is kept from the page. */
let isBlocked: boolean;

beforeAll(async () => {
  browser = await launchShell();
});
afterAll(() => browser.close());
beforeEach(async () => {
  isBlocked = true;
  server = await startFakeServer(sampleBoard());
  server.now = () => noon;
});
afterEach(async () => {
  await open?.close();
  await server.kill();
});

async function start(options: StripPageOptions = {}): Promise<StripPage> {
  open = await openStripPage(browser, server, options, async (page) => {
    await page.addInitScript(() => {
      const seen = globalThis as unknown as { shifts: number };
      seen.shifts = 0;
      new PerformanceObserver((list) => {
        for (const entry of list.getEntries()) seen.shifts += (entry as unknown as { value: number }).value;
      }).observe({ type: 'layout-shift', buffered: true });
    });
    await page.route('**/finish.js*', (route) => (isBlocked ? route.abort() : route.continue()));
  });
  await open.tile(0).waitFor();
  await open.breathe();
  await server.connected();
  await expect.poll(() => isLive()).toBe('true');
  return open;
}

const isLive = () => open?.strip.locator('.live').getAttribute('data-live');
const update = (price: string, s: number, more = {}) =>
  quote('quote:SPX', { price, reference: '6891.44', changePct: '-0.1234' }, { s, ...more });
const asked = (path: string) => server.asked.filter((each) => each.startsWith(path)).length;
const shifts = () =>
  open?.page.evaluate(() => (globalThis as unknown as { shifts: number }).shifts) ?? Number.NaN;

/** The sample board, where nothing can be made of a name, of a quote's age and of a place's temperature: not even a text. */
function brokenBoard(): BoardSnapshot {
  const unreadable = { toString: 0 } as never;
  const { meta, items, ...rest } = sampleBoard();
  const broken: Partial<Record<ItemId, SnapshotItem>> = {
    'quote:SPX': update('6800.00', 1, { staleAt: unreadable }),
    'weather:la-paz-bo': weather('weather:la-paz-bo', { tempC: unreadable }),
  };
  return {
    ...rest,
    meta: meta.map((each) => (each.id === 'quote:IXIC' ? { ...each, name: { en: unreadable } } : each)),
    items: items.map((item) => broken[item.id] ?? item),
  };
}

/** The idle chunk may come: waits for the page's next try, and for what it makes of the strip. */
async function finishLate(): Promise<void> {
  isBlocked = false;
  await open?.page.clock.runFor(12_000);
  await open?.finished();
}

describe('the first picture, without the idle chunk', () => {
  it('has names, prices, arrows and the temperature', async () => {
    const { tile, strip } = await start();
    expect(await tile(0).locator('.name').textContent()).toBe('S&P 500');
    expect(await tile(0).locator('.price').textContent()).toBe('6931.42');
    expect(await tile(0).locator('.change').textContent()).toBe('▲+0.58%');
    expect(await tile(0).getAttribute('data-tone')).toBe('up');
    expect(await tile(4).locator('.arrow').textContent()).toBe('▼');
    expect(await tile(6).locator('.change').textContent()).toContain('▲+3');
    expect(await strip.locator('.item').count()).toBe(14);
    expect(await strip.locator('.temperature').textContent()).toBe('14°');
    expect(await strip.locator('.place').textContent()).toBe('La Paz');
    expect(await strip.locator('[role=status]').count()).toBe(0);
  });

  it('has all that can be drawn of a broken board, and is finished all the same', async () => {
    server.board = brokenBoard();
    const { tile, strip } = await start();
    expect(await tile(1).locator('.price').textContent()).toBe('23207.10');
    expect(await tile(1).locator('.name').textContent()).toBe('');
    expect(await strip.locator('.item').count()).toBe(14);
    await finishLate();
    await expect.poll(() => tile(1).locator('.name').textContent()).toBe('quote:IXIC');
    expect(await tile(0).locator('.note').textContent()).toBe('no data yet');
    expect(await strip.locator('.temperature').textContent()).toBe('—');
  });

  it('shows an update as it comes, and never an older one', async () => {
    const { tile, strip } = await start();
    server.send({ t: 'upd', items: [update('6800.00', 9)] });
    await expect.poll(() => tile(0).locator('.price').textContent()).toBe('6800.00');
    expect(await tile(0).locator('.change').textContent()).toBe('▼−0.12%');
    const older = [update('1.00', 8), update('2.00', 99, { e: epoch - 1 })];
    server.send({ t: 'upd', items: [...older, weather('weather:la-paz-bo', { tempC: 13 }, { s: 2 })] });
    await expect.poll(() => strip.locator('.temperature').textContent()).toBe('13°');
    expect(await tile(0).locator('.price').textContent()).toBe('6800.00');
  });

  it('shows by its look what is stale, closed, held or not there', async () => {
    const { tile, strip } = await start();
    const looks = await strip
      .locator('.item')
      .evaluateAll((items) => items.map((item) => item.getAttribute('data-look')));
    expect(looks.slice(0, 7)).toEqual(Array(7).fill('live'));
    expect(looks.slice(7)).toEqual(['stale', 'closed', 'live', 'blank', 'held', 'live', 'blank']);
    expect(await tile(7).getAttribute('data-tone')).toBe('unknown');
    for (const blank of [10, 13]) expect(await tile(blank).locator('.figures').textContent()).toBe('—');
    const colourOf = (index: number) =>
      tile(index)
        .locator('.price')
        .evaluate((price) => getComputedStyle(price).color);
    expect(await colourOf(7)).not.toBe(await colourOf(0));
  });

  it('turns stale within half a minute of its moment, with every server dead, and does not look live', async () => {
    const { page, tile, strip } = await start();
    // The page's clock and the server's are one from here on.
    await page.clock.pauseAt(noon + 10_000);
    server.send({ t: 'hb', now: noon + 10_000, digest: '' });
    server.send({ t: 'upd', items: [update('6900.00', 2)] });
    await expect.poll(() => tile(0).locator('.price').textContent()).toBe('6900.00');
    await server.kill();
    await expect.poll(() => isLive()).toBe('false');
    expect(await strip.locator('.live .state').textContent()).toBe('connecting');
    await page.clock.runFor(20 * 60_000 - 11_000);
    expect(await tile(0).getAttribute('data-look')).toBe('live');
    await page.clock.runFor(31_000);
    expect(await tile(0).getAttribute('data-look')).toBe('stale');
    expect(await strip.locator('.weather').getAttribute('data-look')).toBe('live');
    server = await startFakeServer(sampleBoard());
  });

  it('is drawn anew as a reader comes near: it may have waited there for an hour', async () => {
    server.takesSockets = false;
    server.body = '<p>Story</p><masthead-strip board="front"></masthead-strip>';
    server.css = 'p{block-size:5000px}';
    open = await openStripPage(browser, server, {}, async (page) => {
      await page.route('**/finish.js*', (route) => route.abort());
    });
    const { page, tile, strip } = open;
    await open.breathe();
    await tile(0).waitFor();
    // From then on no timer comes.
    await page.clock.pauseAt(noon + 3_600_000);
    expect(await tile(0).getAttribute('data-look')).toBe('live');
    await strip.scrollIntoViewIfNeeded();
    await expect.poll(() => tile(0).getAttribute('data-look')).toBe('stale');
  });

  it('stands still while paused, and jumps to now on resume', async () => {
    const { tile, strip } = await start();
    const pause = strip.locator('.pause');
    await pause.click();
    await expect.poll(() => pause.getAttribute('aria-pressed')).toBe('true');
    expect(await strip.locator('.live .state').textContent()).toBe('paused');
    expect(await isLive()).toBe('false');
    server.send({ t: 'upd', items: [update('1.00', 5)] });
    server.send({ t: 'upd', items: [weather('weather:la-paz-bo', { tempC: 13 }, { s: 2 })] });
    await open?.breathe();
    expect(await tile(0).locator('.price').textContent()).toBe('6931.42');
    await pause.click();
    await expect.poll(() => tile(0).locator('.price').textContent()).toBe('1.00');
    expect(await isLive()).toBe('true');
  });

  it('turns stale while paused too, and keeps a withdrawal and a correction away from nobody', async () => {
    const { page, tile, strip } = await start();
    const price = (index: number) => tile(index).locator('.price').textContent();
    await strip.locator('.pause').click();
    const withdrawn: BlankReading = {
      ...{ id: 'quote:IXIC', e: epoch, s: 5 },
      ...{ state: 'withdrawn', reason: 'withdrawn', asOf: noon },
    };
    const corrected = { at: noon, from: noon - 60_000, to: noon };
    server.send({ t: 'upd', items: [withdrawn, update('1.00', 5), update('2.00', 6, { corrected })] });
    await expect.poll(() => price(0)).toBe('2.00');
    expect(await price(1)).toBe('—');
    expect(await tile(0).getAttribute('data-look')).toBe('live');
    await server.kill();
    await page.clock.fastForward(3_600_000);
    await expect.poll(() => tile(0).getAttribute('data-look')).toBe('stale');
    expect(await price(0)).toBe('2.00');
  });

  it('says why there is nothing to show', async () => {
    server.board = undefined;
    open = await openStripPage(browser, server, {}, async (page) => {
      await page.route('**/finish.js*', (route) => route.abort());
    });
    const message = open.strip.locator('.message');
    await expect.poll(() => message.textContent()).toBe('This board is unknown here. Trying again.');
    await open.breathe();
    expect(await message.textContent()).toBe('This board is unknown here. Trying again.');
    expect(await message.isVisible()).toBe(true);
  });
});

describe('the idle chunk, when it comes at last', () => {
  it('takes over by itself, without a second socket or snapshot', async () => {
    const { tile, strip } = await start();
    const pause = await strip.locator('.pause').elementHandle();
    await finishLate();
    expect(await tile(0).locator('.price').textContent()).toBe('6,931.42');
    expect(await tile(7).locator('.tag').textContent()).toBe('as of 13:50');
    expect(await strip.locator('.credit').count()).toBe(4);
    expect(await strip.locator('.item').count()).toBe(14);
    // What stood there has been taken over, not made anew.
    expect(await pause?.evaluate((button) => button.isConnected)).toBe(true);
    server.send({ t: 'upd', items: [update('6800.00', 9)] });
    await expect.poll(() => tile(0).locator('.price').textContent()).toBe('6,800.00');
    expect([asked('/v1/live'), asked('/v1/boards/')]).toEqual([1, 1]);
    expect(server.sockets.size).toBe(1);
  });

  it('keeps the pause that the reader has chosen before', async () => {
    const { tile, strip } = await start();
    await strip.locator('.pause').click();
    await expect.poll(() => strip.locator('.live .state').textContent()).toBe('paused');
    // It comes before the idle chunk does, and is not what the reader stopped at.
    server.send({ t: 'upd', items: [update('3.00', 4)] });
    await open?.breathe();
    await finishLate();
    server.send({ t: 'upd', items: [update('1.00', 5)] });
    await open?.breathe();
    expect(await strip.locator('.live .state').textContent()).toBe('paused');
    expect(await tile(0).locator('.price').textContent()).toBe('6,931.42');
    await strip.locator('.pause').click();
    await expect.poll(() => tile(0).locator('.price').textContent()).toBe('1.00');
  });

  it.each([
    ['strip', 1280],
    ['strip', 390],
    ['compact', 1280],
    ['compact', 390],
    ['card', 320],
    ['card', 240],
  ])('moves nothing as a %s, at %i px', async (layout, width) => {
    server.body = `<masthead-strip board="front" layout="${layout}"></masthead-strip><p>Story</p>`;
    server.css =
      'masthead-strip[layout=compact]{block-size:32px} masthead-strip[layout=card]{block-size:420px}';
    const { strip } = await start({ width });
    const places = () =>
      strip.locator('.pause, .temperature, .live, .item').evaluateAll((parts) =>
        parts.map((part) => {
          const { x, y } = part.getBoundingClientRect();
          return [part.className, x, y];
        }),
      );
    const before = await places();
    await finishLate();
    await open?.breathe();
    expect(await places()).toEqual(before);
    expect(await shifts()).toBeLessThanOrEqual(0.001);
  });
});

describe('until it is live, a strip asks for', () => {
  it('the script, the snapshot and the socket, and for the idle chunk after those', async () => {
    isBlocked = false;
    await start();
    await open?.finished();
    expect(server.asked.slice(0, 2)).toEqual(['/v1/masthead.js', '/v1/boards/front?lang=en']);
    expect(server.asked[2]).toMatch(/^\/v1\/live\?board=front&have=/);
    expect(server.asked.slice(3)).toEqual([expect.stringMatching(/^\/v1\/[0-9a-f]{10}\/finish\.js$/)]);
  });

  it('its words as well where it does not speak English', async () => {
    server.body = '<div lang="de"><masthead-strip board="front"></masthead-strip></div>';
    const { strip } = await start();
    expect(await strip.locator('.live .label').textContent()).toBe('Märkte aktuell');
    const paths = server.asked.map((path) => path.replace(/[0-9a-f]{10}|\?.*/g, '')).sort();
    expect(paths).toEqual(['/v1//words/de.js', '/v1/boards/front', '/v1/live', '/v1/masthead.js']);
  });
});
