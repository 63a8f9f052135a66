import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { RunningDemo } from '../../src/cli/demo-parts.ts';
import {
  control,
  type LoggedRequest,
  listenToTrouble,
  listenToUpdates,
  openBrowser,
  requestsServed,
  startWholeDemo,
  tilesOf,
  untilPrice,
  untilQuotes,
  weatherOf,
} from './demo-rig.ts';

/** How each quote of the front board is called upstream, and with how many decimals it is shown. */
const twelvedata = [
  'SPX',
  'IXIC',
  'DJI',
  'FTSE',
  'GDAXI',
  'N225',
  'AAPL',
  'MSFT',
  'NVDA',
  'AMZN',
  'JPM',
  'ALB',
];
const coins: Readonly<Record<string, readonly [provider: string, symbol: string, decimals: number]>> = {
  'BTC-USD': ['kraken', 'XBTUSD', 0],
  'ETH-USD': ['kraken', 'ETHUSD', 2],
  'SOL-USD': ['kraken', 'SOLUSD', 2],
  'XRP-USD': ['kraken', 'XRPUSD', 4],
  'ADA-USD': ['coinbase', 'ADA-USD', 4],
  'LTC-USD': ['coinbase', 'LTC-USD', 2],
  'DOGE-USD': ['coingecko', 'dogecoin', 5],
  'DOT-USD': ['coingecko', 'polkadot', 3],
};
const yields: Readonly<Record<string, string>> = { US2Y: '2Y', US10Y: '10Y', US30Y: '30Y' };

/** Those whose figures the front board shows: weather and warnings, indices and shares, rates, crypto, yields. */
const shownProviders = [
  ...['metno', 'nws', 'nws-alerts', 'metalerts', 'twelvedata', 'ecb'],
  ...['kraken', 'coinbase', 'coingecko', 'treasury'],
];

/** All values that the upstream ever served for a symbol. */
function servedValues(log: readonly LoggedRequest[], provider: string, symbol: string): string[] {
  return log.filter((entry) => entry.provider === provider).flatMap(({ served }) => served?.[symbol] ?? []);
}

const grouped = (value: number, decimals: number) =>
  value.toLocaleString('en', { minimumFractionDigits: decimals, maximumFractionDigits: decimals });

/** What may stand on the page for an item, worked out from what was served and from nothing of the service's. */
function expectedTexts(log: readonly LoggedRequest[], id: string): string[] {
  const name = id.slice('quote:'.length);
  if (twelvedata.includes(name)) {
    return servedValues(log, 'twelvedata', name).map((text) => grouped(Number(text), 2));
  }
  const coin = coins[name];
  if (coin !== undefined) {
    return servedValues(log, coin[0], coin[1]).map((text) => grouped(Number(text), coin[2]));
  }
  const tenor = yields[name];
  if (tenor !== undefined) {
    return servedValues(log, 'treasury', tenor).map((text) => grouped(Number(text), 2));
  }
  const [base = '', quote = ''] = name.split('-');
  const decimals = { JPY: 2, MXN: 3 }[quote] ?? 4;
  const perEuro = (code: string) => (code === 'EUR' ? ['1'] : servedValues(log, 'ecb', code));
  const bases = perEuro(base);
  return perEuro(quote).map((rate, index) =>
    grouped(Number(rate) / Number(bases[index] ?? bases[0]), decimals),
  );
}

interface Priced {
  readonly provider: string;
  readonly symbol: string;
  readonly decimals: number;
}

/** A price seven tenths of a percent above the last one: so far any may move without a second source. */
function moved(log: readonly LoggedRequest[], { provider, symbol, decimals }: Priced) {
  const last = Number(servedValues(log, provider, symbol).at(-1));
  const value = (last * 1.007).toFixed(decimals);
  return { value, shown: grouped(Number(value), decimals) };
}

describe('from feed to pixel', { timeout: 60_000 }, () => {
  let demo: RunningDemo;
  let browser: Browser;
  let page: Page;
  let trouble: string[];
  let pushed: Map<string, string>;

  beforeAll(async () => {
    [demo, browser] = await Promise.all([startWholeDemo(), openBrowser()]);
  });
  afterAll(async () => {
    await browser?.close();
    await demo?.stop();
  });

  const openPage = async (path = '/') => {
    page = await browser.newPage({ viewport: { width: 1280, height: 720 }, locale: 'en-GB' });
    trouble = listenToTrouble(page);
    pushed = listenToUpdates(page);
    await page.goto(demo.newsroom.baseUrl() + path);
  };
  afterEach(() => page?.close());

  it('shows at least 30 values of 4 classes, each one that the upstream served, and no blank', async () => {
    await openPage();
    await untilQuotes(page, 30);
    // The first figures stand ungrouped until the page is idle.
    const unserved = async () => {
      const served = await requestsServed(demo);
      return (await tilesOf(page)).filter(({ id, price }) => !expectedTexts(served, id).includes(price));
    };
    await expect.poll(unserved, { timeout: 5_000 }).toEqual([]);
    const tiles = await tilesOf(page);
    const log = await requestsServed(demo);
    expect(tiles.filter(({ look }) => look === 'blank')).toEqual([]);

    const [, degrees] = /(-?−?\d+)°/.exec(await weatherOf(page)) ?? [];
    const served = log
      .filter(({ provider }) => provider === 'metno')
      .flatMap((entry) => Object.values(entry.served ?? {}));
    expect(served.map((text) => String(Math.round(Number(text))).replace('-', '−'))).toContain(degrees);
    expect(tiles.length + 1).toBeGreaterThanOrEqual(30);
    expect(new Set(log.map(({ provider }) => provider))).toEqual(new Set(shownProviders));
    expect(trouble).toEqual([]);
  });

  it('brings values that change at three providers to the screen, pushed and without a reload', async () => {
    await openPage();
    await untilQuotes(page, 30);
    const served = await requestsServed(demo);
    const changes = [
      { provider: 'kraken', symbol: 'XBTUSD', decimals: 0, id: 'quote:BTC-USD' },
      { provider: 'twelvedata', symbol: 'AAPL', decimals: 2, id: 'quote:AAPL' },
      { provider: 'ecb', symbol: 'GBP', decimals: 4, id: 'quote:EUR-GBP' },
    ].map((change) => ({ ...change, ...moved(served, change) }));
    await page.evaluate(() => Object.assign(window, { sameDocument: true }));

    for (const { provider, symbol, value } of changes)
      await control(demo, 'set', { provider, symbol, value });
    for (const { id, shown } of changes) await untilPrice(page, id, shown);
    for (const { id, value } of changes) expect([id, Number(pushed.get(id))]).toEqual([id, Number(value)]);
    expect(await page.evaluate(() => 'sameDocument' in window)).toBe(true);
    expect(trouble).toEqual([]);
  });

  it('keeps the other tiles while one provider fails, and recovers by itself', async () => {
    await openPage();
    await untilQuotes(page, 30);
    await control(demo, 'fault', { provider: 'kraken', fault: 'status', status: 503 });
    const served = await requestsServed(demo);
    const share = moved(served, { provider: 'twelvedata', symbol: 'MSFT', decimals: 2 });
    await control(demo, 'set', { provider: 'twelvedata', symbol: 'MSFT', value: share.value });
    await untilPrice(page, 'quote:MSFT', share.shown);
    const bitcoin = (await tilesOf(page)).find(({ id }) => id === 'quote:BTC-USD');
    expect(bitcoin?.price).toMatch(/\d/);

    await control(demo, 'clear', { provider: 'kraken' });
    const coin = moved(served, { provider: 'kraken', symbol: 'ETHUSD', decimals: 2 });
    await control(demo, 'set', { provider: 'kraken', symbol: 'ETHUSD', value: coin.value });
    await untilPrice(page, 'quote:ETH-USD', coin.shown);
  });

  it('shows the story with the weather of its place', async () => {
    await openPage('/story.html');
    await untilQuotes(page, 30);
    expect(await weatherOf(page)).toContain('La Paz');
    expect(trouble).toEqual([]);
  });
});
