/** What a panel shows beyond readings, as they move on: details fetched anew, ages, times and chunks that do not come. */
import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { withDrawnDigits } from '../../../src/gateway/drawn-digits.ts';
import type { Alert, ValuedReading } from '../../../src/protocol/reading.ts';
import type { ItemDetail, SnapshotItem, Sparkline } from '../../../src/protocol/snapshot.ts';
import { launchShell } from '../../support/chromium.ts';
import { epoch, noon, quote, weather } from '../sample-board.ts';
import { openPanelPage, type PanelPage, type PanelServer, startPanelServer } from './panel-page.ts';
import { alertsReading, warningText } from './sample-details.ts';

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;
const place = 'weather:la-paz-bo';

let browser: Browser;
let server: PanelServer;
let shown: PanelPage;

beforeAll(async () => {
  browser = await launchShell();
});
afterAll(() => browser.close());
beforeEach(async () => {
  server = await startPanelServer();
});
afterEach(async () => {
  await shown.close();
  await server.stop();
});

async function open(subject: string): Promise<PanelPage> {
  shown = await openPanelPage(browser, server);
  await shown.open(subject);
  await shown.panel.locator('h2').waitFor();
  return shown;
}

const timesAsked = (id: string) => server.asked.filter((path) => path === `/v1/items/${id}`).length;

/** A frame or two: for what must not happen. */
const frames = () => shown.page.clock.runFor(300);

function changeDetail(id: string, change: (detail: ItemDetail) => ItemDetail): void {
  const detail = server.details.get(id);
  if (detail === undefined) throw new Error('no sample');
  server.details.set(id, change(detail));
}

function alertsWith(alerts: readonly Partial<Alert>[], more: Partial<ValuedReading> = {}): ValuedReading {
  const [sample] = alertsReading.value.kind === 'alerts' ? alertsReading.value.alerts : [];
  if (sample === undefined) throw new Error('no sample');
  const value = {
    kind: 'alerts',
    covered: true,
    alerts: alerts.map((each) => ({ ...sample, ...each })),
  } as const;
  return { ...alertsReading, ...more, value };
}

function warnOf(reading: ValuedReading): void {
  const items = server.board.items.map((item) => (item.id === reading.id ? reading : item));
  server.board = { ...server.board, items };
}

describe('the detail of an item', () => {
  it('is fetched again once its reading has moved on, at most about once a minute', async () => {
    const { page, call } = await open('quote:SPX');
    const tick = (s: number) => call('apply', [quote('quote:SPX', { price: `69${s}.00` }, { s })]);
    await expect.poll(() => timesAsked('quote:SPX')).toBe(1);
    await page.clock.runFor(2 * 60_000);
    expect(timesAsked('quote:SPX')).toBe(1);
    await tick(20);
    await expect.poll(() => timesAsked('quote:SPX')).toBe(2);
    for (const s of [21, 22, 23]) {
      await tick(s);
      await frames();
    }
    expect(timesAsked('quote:SPX')).toBe(2);
    await page.clock.runFor(61_000);
    await expect.poll(() => timesAsked('quote:SPX')).toBe(3);
  });

  it('is fetched again at once after a correction, and the line of before is not shown meanwhile', async () => {
    const spark: Sparkline = { t0: noon - hourMs, dt: [0, 1800, 3600], v: [1, 2, 3] };
    const before = quote('quote:SPX', { price: '3.00' });
    changeDetail('quote:SPX', (detail) => ({ ...detail, reading: before, spark }));
    server.board = { ...server.board, items: server.board.items.filter(({ id }) => id !== 'quote:SPX') };
    const { page, panel, call } = await open('quote:SPX');
    await expect.poll(() => panel.locator('.chart').count()).toBe(1);
    server.isDown = true;
    const corrected = { at: noon, from: noon - hourMs, to: noon };
    await call('apply', [quote('quote:SPX', { price: '2.00' }, { s: 20, corrected })]);
    await expect.poll(() => timesAsked('quote:SPX')).toBe(2);
    await expect.poll(() => panel.getByText('No chart yet.').count()).toBe(1);
    server.isDown = false;
    changeDetail('quote:SPX', (detail) => ({
      ...detail,
      reading: quote('quote:SPX', { price: '2.00' }, { s: 20, corrected }),
      spark: { ...spark, v: [1, 2, 2] },
    }));
    await page.clock.runFor(15_000);
    await expect.poll(() => panel.locator('.chart').count()).toBe(1);
  });

  it('is said not to have come once nothing has answered for ten seconds, and asked for again when told', async () => {
    let answer: () => void = () => {};
    shown = await openPanelPage(browser, server);
    const { page, panel } = shown;
    await page.route('**/v1/items/**', (route) => {
      answer = () => void route.continue();
    });
    await shown.open('quote:SPX');
    await panel.getByText('Loading').waitFor();
    await page.clock.runFor(9000);
    expect(await panel.getByText('This did not load.').count()).toBe(0);
    await page.clock.runFor(1500);
    await panel.getByText('This did not load.').waitFor();
    await panel.getByText('Try again').click();
    await panel.getByText('Loading').waitFor();
    answer();
    await panel.getByText('Loading').waitFor({ state: 'detached' });
    expect(await panel.getByText('This did not load.').count()).toBe(0);
  });

  it('lends no line of before a withdrawal to what comes after it', async () => {
    const spark: Sparkline = { t0: noon - hourMs, dt: [0, 1800, 3600], v: [1, 2, 3] };
    changeDetail('quote:SPX', (detail) => ({
      ...detail,
      reading: quote('quote:SPX', { price: '3.00' }),
      spark,
    }));
    server.board = { ...server.board, items: server.board.items.filter(({ id }) => id !== 'quote:SPX') };
    const { panel, call } = await open('quote:SPX');
    await expect.poll(() => panel.locator('.chart').count()).toBe(1);
    server.isDown = true;
    const withdrawn = {
      id: 'quote:SPX',
      e: epoch,
      s: 20,
      state: 'withdrawn',
      asOf: noon,
      reason: 'withdrawn',
    } as const;
    await call('apply', [withdrawn]);
    await expect.poll(() => panel.locator('.why').count()).toBe(1);
    await call('apply', [quote('quote:SPX', { price: '2.00' }, { s: 21 })]);
    await expect.poll(() => panel.locator('.big').textContent()).toBe('2.00');
    expect(await panel.locator('.chart').count()).toBe(0);
  });
});

describe('the forecast of a place', () => {
  it('is gone with what has been taken back, and warnings keep their texts', async () => {
    const { panel, call } = await open(place);
    await panel.locator('.hours').waitFor();
    await panel.getByText('Bring tender plants inside').waitFor();
    server.isDown = true;
    const withdrawn = { state: 'withdrawn', reason: 'withdrawn' } as const;
    await call('apply', [{ id: place, e: epoch, s: 20, asOf: noon, ...withdrawn }]);
    await expect.poll(() => panel.locator('.why').count()).toBe(1);
    expect(await panel.locator('.hours').count()).toBe(0);
    expect(await panel.getByText('Bring tender plants inside').count()).toBe(1);
  });

  it('is that of after a correction once it has come, and none until then', async () => {
    const { page, panel, call } = await open(place);
    await panel.locator('.hours').waitFor();
    server.isDown = true;
    const corrected = { at: noon, from: noon - hourMs, to: noon };
    const reading = weather(place, { tempC: 9 }, { s: 20, corrected });
    await call('apply', [reading]);
    await expect.poll(() => panel.locator('.why').count()).toBe(1);
    expect(await panel.locator('.hours').count()).toBe(0);
    server.isDown = false;
    changeDetail(place, (detail) => ({ ...detail, reading }));
    await page.clock.runFor(15_000);
    await expect.poll(() => panel.locator('.hours').count()).toBe(1);
  });
});

describe('warnings', () => {
  const second = { id: 'wind-1', event: 'Gale warning' };

  it('have their texts fetched again at once where there are others', async () => {
    const { panel, call } = await open(place);
    await panel.getByText('Bring tender plants inside').waitFor();
    const reading = alertsWith([{}, second], { s: 5 });
    server.details.set(reading.id, {
      id: reading.id,
      meta: { id: reading.id, cls: 'alerts', name: { en: 'La Paz' } },
      reading,
      detail: { kind: 'alerts', alerts: [warningText, { id: 'wind-1', description: 'Stay at home.' }] },
    });
    await call('apply', [reading]);
    await panel.getByText('Stay at home.').waitFor();
    expect(timesAsked(reading.id)).toBe(2);
  });

  it('say where their texts do not load, and try again with the next change', async () => {
    const details = server.details;
    server.details = new Map([...details].filter(([id]) => id !== alertsReading.id));
    const { panel, call } = await open(place);
    await panel.getByRole('article').waitFor();
    await expect
      .poll(() => panel.getByRole('status').allTextContents())
      .toEqual([expect.stringContaining('This did not load.')]);
    server.details = details;
    await call('apply', [alertsWith([{}, second], { s: 5 })]);
    await panel.getByText('Bring tender plants inside').waitFor();
    expect(await panel.getByRole('status').count()).toBe(0);
  });

  it('say as of when they are once they are old', async () => {
    warnOf(alertsWith([{}], { asOf: noon - 2 * hourMs, staleAt: noon + 5000 }));
    const { page, panel } = await open(place);
    const warnings = panel.locator('section').filter({ has: page.getByRole('article') });
    await warnings.waitFor();
    expect(await warnings.innerText()).not.toMatch(/as of/i);
    await page.clock.runFor(6000);
    await expect.poll(() => warnings.innerText()).toMatch(/as of 08:32/i);
  });

  it('say what the newsroom has made of them', async () => {
    const corrected = { at: noon - 1000, from: noon - 2 * hourMs, to: noon - hourMs };
    warnOf(alertsWith([{}], { pinned: true, corrected }));
    const { page, panel } = await open(place);
    const warnings = panel.locator('section').filter({ has: page.getByRole('article') });
    expect((await warnings.innerText()).replaceAll(' GMT-4', '')).toContain(
      'pinned by the newsroom · corrected 10:31: what stood here from 08:32 to 09:32 was wrong',
    );
  });

  it('tell the day of what is far ahead or back', async () => {
    warnOf(
      alertsWith([
        { onset: noon - 7 * dayMs, until: noon + 5 * dayMs },
        { until: noon + 6 * dayMs + hourMs },
      ]),
    );
    const { panel } = await open(place);
    await panel.getByRole('article').first().waitFor();
    const [far, ahead] = await panel.getByRole('article').allInnerTexts();
    expect(far).toMatch(/from Mon,? Nov 16,? (at )?10:32 · until Sat,? 10:32\u00a0GMT-4/);
    expect(ahead).toMatch(/until Sun,? Nov 29,? (at )?11:32\u00a0GMT-4/);
  });
});

it('tells the minutes of hours that do not begin with the clock', async () => {
  const meta = server.board.meta.map((each) =>
    each.id === place ? { ...each, zone: 'Asia/Kolkata' } : each,
  );
  server.board = { ...server.board, meta };
  const { panel } = await open(place);
  const hours = panel.locator('.hours li');
  await hours.first().waitFor();
  expect(await hours.first().innerText()).toMatch(/^19:30\s/);
  const widths = await hours.evaluateAll((cells) =>
    cells.map(({ scrollWidth, clientWidth }) => scrollWidth - clientWidth),
  );
  expect(Math.max(...widths)).toBe(0);
});

describe('the chart', () => {
  const midnight = noon - (noon % dayMs);
  const line = (t0: number): Sparkline => ({
    t0,
    dt: Array.from({ length: 49 }, (_, index) => index * 1800),
    v: Array.from({ length: 49 }, (_, index) => (t0 - midnight) / 60_000 + index * 30),
  });
  const told = () => shown.panel.getByRole('slider').getAttribute('aria-valuetext');

  async function draw(t0: number, s: number): Promise<void> {
    const reading = quote('quote:SPX', { price: '1.00', reference: '1.00' }, { s });
    await shown.call('apply', [{ ...reading, spark: line(t0) }]);
  }

  const detailWith = (spark: Sparkline) => changeDetail('quote:SPX', (detail) => ({ ...detail, spark }));

  /** The board's line as the service sends it. */
  function drawRounded(): readonly number[] {
    const items = server.board.items.map((item) =>
      item.id === 'quote:SPX' && item.spark ? { ...item, spark: withDrawnDigits(item.spark) } : item,
    );
    server.board = { ...server.board, items };
    return server.details.get('quote:SPX')?.spark?.v ?? [];
  }

  const exact = (price: number) =>
    `\u2066${price.toLocaleString('en', { minimumFractionDigits: 2, maximumFractionDigits: 2 })}\u2069`;

  it('tells prices as they were, and not as they are drawn', async () => {
    const whole = drawRounded();
    const { page, panel } = await open('quote:SPX');
    const [low, high] = [exact(Math.min(...whole)), exact(Math.max(...whole))];
    await panel.getByText(`Low and high ${low} – ${high}`).waitFor();
    await panel.getByRole('slider').focus();
    for (const key of ['Home', 'ArrowRight', 'ArrowRight']) await page.keyboard.press(key);
    await expect.poll(told).toMatch(new RegExp(` · ${exact(whole[2] ?? 0)}$`));
  });

  it('tells the last price alone until it knows the others as they were', async () => {
    drawRounded();
    server.isDown = true;
    const { page, panel } = await open('quote:SPX');
    expect(await panel.locator('.chart p').textContent()).toBe('14:32 · \u20666,931.42\u2069');
    await panel.getByRole('slider').focus();
    await page.keyboard.press('Home');
    await expect.poll(told).toBe('06:32');
    await page.keyboard.press('End');
    await expect.poll(told).toBe('14:32 · \u20666,931.42\u2069');
  });

  it('says nothing to who has only come to it while prices move within their range', async () => {
    const { panel, call } = await open('quote:SPX');
    const chart = panel.getByRole('slider');
    const seen = panel.locator('.chart p');
    await chart.focus();
    await expect.poll(() => seen.textContent()).toMatch(/^Low and high/);
    const said = async () => [await told(), await chart.getAttribute('aria-valuenow')];
    const before = await said();
    expect(before).toEqual([await seen.textContent(), '100']);
    const asOf = noon + 15 * 60_000;
    const next = quote('quote:SPX', { price: '6920.11', reference: '6891.44' }, { s: 20, asOf });
    const { spark } = server.board.items.find(({ id }) => id === 'quote:SPX') as SnapshotItem;
    const longer = spark && { ...spark, dt: [...spark.dt, 8.25 * 3600], v: [...spark.v, 6920.11] };
    await call('apply', [{ ...next, ...(longer && { spark: longer }) }]);
    await panel.getByRole('slider', { name: /14:47$/ }).waitFor();
    expect(await said()).toEqual(before);
  });

  it('says the time of each point of a day, with the day before it where that is another', async () => {
    detailWith(line(midnight - 12 * hourMs));
    const { page, panel } = await open('quote:SPX');
    await draw(midnight - 12 * hourMs, 9);
    await panel.getByRole('slider', { name: /^Chart from Nov 22, 12:00 to 12:00$/ }).focus();
    await page.keyboard.press('Home');
    await expect.poll(told).toMatch(/^Nov 22, 12:00 · /);
    for (let step = 0; step < 24; step += 1) await page.keyboard.press('ArrowRight');
    await expect.poll(told).toBe('00:00 · \u20660.00\u2069');
  });

  it('stays at the point that was chosen while the line moves on', async () => {
    detailWith(line(midnight - 12 * hourMs));
    const { page, panel } = await open('quote:SPX');
    await draw(midnight - 12 * hourMs, 9);
    await panel.getByRole('slider', { name: /12:00$/ }).focus();
    for (const key of ['End', 'ArrowLeft', 'ArrowLeft']) await page.keyboard.press(key);
    await expect.poll(told).toBe('11:00 · \u2066660.00\u2069');
    await draw(midnight - 11 * hourMs, 10);
    await panel.getByRole('slider', { name: /13:00$/ }).waitFor();
    expect(await told()).toBe('11:00 · \u2066660.00\u2069');
  });

  it('tells the points of a line of days by their day alone', async () => {
    const spark = { t0: midnight - 3 * dayMs, dt: [0, 86_400, 172_800], v: [1, 2, 3] };
    detailWith(spark);
    const { page, panel } = await open('quote:SPX');
    await shown.call('apply', [{ ...quote('quote:SPX', { price: '3.00' }, { s: 9 }), spark }]);
    await panel.getByRole('slider', { name: 'Chart from Nov 20 to Nov 22' }).focus();
    await page.keyboard.press('Home');
    await expect.poll(told).toBe('Nov 20 · \u20661.00\u2069');
  });
});

describe("a place's own parts", () => {
  it('are said once not to come, with no word on figures that are not there, and load again when told', async () => {
    shown = await openPanelPage(browser, server);
    const { page, panel, call } = shown;
    await page.route('**/forecast.js', (route) => route.abort());
    server.isDown = true;
    await call('status', 'lost');
    await shown.open(place);
    await panel.getByText('What is this number?').waitFor();
    const said = () => panel.getByRole('status').allTextContents();
    await expect.poll(said).toEqual(['This did not load. Try again']);
    await frames();
    expect(await said()).toHaveLength(1);
    expect(await panel.locator('h2').textContent()).toBe('La Paz');
    expect(await panel.locator('.why').count()).toBe(0);
    await page.unroute('**/forecast.js');
    server.isDown = false;
    await panel.getByRole('button', { name: 'Try again' }).press('Enter');
    await panel.locator('.hours').waitFor();
    expect(await said()).toEqual([]);
    expect(await panel.locator('.why').textContent()).toContain('These are the last figures.');
    // What was pressed is gone, and the focus has not left the panel with it.
    expect(await panel.evaluate((dialog) => dialog.matches(':focus'))).toBe(true);
  });

  it('are said once to be on their way together with the detail', async () => {
    shown = await openPanelPage(browser, server);
    const { page, panel } = shown;
    const waiting: (() => Promise<void>)[] = [];
    for (const part of ['**/forecast.js', `**/v1/items/${place}`])
      await page.route(part, (route) => void waiting.push(() => route.continue()));
    await shown.open(place);
    await expect.poll(() => waiting.length).toBe(2);
    await frames();
    expect(await panel.getByRole('status').allTextContents()).toEqual(['Loading figures…']);
    for (const go of waiting) await go();
    await panel.locator('.hours').waitFor();
    expect(await panel.getByRole('status').count()).toBe(0);
  });

  it('cost the page nothing where they come to a panel that is closed', async () => {
    shown = await openPanelPage(browser, server);
    const { page, panel } = shown;
    let come: () => Promise<void> = async () => {};
    await page.route('**/forecast.js', (route) => {
      come = () => route.continue();
    });
    await shown.open(place);
    await panel.getByText('What is this number?').waitFor();
    await page.keyboard.press('Escape');
    await panel.waitFor({ state: 'detached' });
    await page.evaluate(() => {
      const real = requestAnimationFrame;
      const counted = globalThis as unknown as { asked: number };
      counted.asked = 0;
      globalThis.requestAnimationFrame = (task) => {
        counted.asked += 1;
        return real(task);
      };
    });
    const hasCome = page.waitForEvent('requestfinished', (request) => request.url().endsWith('/forecast.js'));
    await come();
    await hasCome;
    await page.clock.runFor(5000);
    expect(await page.evaluate(() => (globalThis as unknown as { asked: number }).asked)).toBe(0);
  });
});
