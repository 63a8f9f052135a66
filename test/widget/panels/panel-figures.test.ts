import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { ItemId } from '../../../src/protocol/item-id.ts';
import { launchShell } from '../../support/chromium.ts';
import { noon, quote, weather } from '../sample-board.ts';
import {
  openPanelPage,
  type PanelPage,
  type PanelPageOptions,
  type PanelServer,
  startPanelServer,
} from './panel-page.ts';

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

async function open(subject: string, options: PanelPageOptions = {}): Promise<PanelPage> {
  shown = await openPanelPage(browser, server, options);
  await shown.open(subject);
  await shown.panel.locator('h2').waitFor();
  return shown;
}

const facts = ({ panel }: PanelPage) =>
  panel
    .locator('dl div')
    .evaluateAll((rows) =>
      Object.fromEntries(rows.map((row) => [...row.children].map(({ textContent }) => textContent))),
    );

/** Parts of an element's text as they stand from left to right. In the page. */
function lefts(element: Element, parts: readonly string[]): string[] {
  const nodes = [element, ...element.children]
    .flatMap(({ childNodes }) => [...childNodes])
    .filter((node) => node instanceof Text);
  const leftOf = (part: string) => {
    const node = nodes.find(({ data }) => data.includes(part));
    if (node === undefined) throw new Error(`no ${part}`);
    const range = document.createRange();
    range.setStart(node, node.data.indexOf(part));
    range.setEnd(node, node.data.indexOf(part) + part.length);
    return range.getBoundingClientRect().left;
  };
  return [...parts].sort((one, other) => leftOf(one) - leftOf(other));
}

describe("a quote's panel", () => {
  it('shows price, change, basis and facts, and follows updates', async () => {
    const { panel, call } = await open('quote:SPX');
    expect(await panel.locator('.big').textContent()).toBe('6,931.42');
    expect(await panel.locator('.change').textContent()).toBe('▲ \u2066+0.58%\u2069');
    await expect.poll(async () => (await facts(shown)).Source).toBe('Twelve Data');
    expect(await panel.locator('dd[lang=en]').textContent()).toBe((await facts(shown)).Licence);
    expect(await panel.getByRole('link', { name: 'More on S&P 500' }).getAttribute('href')).toBe(
      'https://example.com/spx',
    );
    await call('apply', [
      quote('quote:SPX', { price: '6880.00', reference: '6891.44', changePct: '-0.17' }, { s: 9 }),
    ]);
    await expect.poll(() => panel.locator('.big').textContent()).toBe('6,880.00');
    expect(await panel.locator('.change').textContent()).toBe('▼ \u2066−0.17%\u2069');
  });

  it('tells a voice the sign of a change, and not its arrow too', async () => {
    const { panel } = await open('quote:SPX');
    expect(await panel.locator('.change').ariaSnapshot()).toMatch(
      /^- paragraph: "?\u2066?\+0\.58%\u2069?"?$/,
    );
  });

  it('names no basis where the change is not known', async () => {
    const { panel, call } = await open('quote:SPX');
    const basis = panel.locator('.now .quiet');
    expect(await basis.textContent()).toBe('since the previous close');
    await call('apply', [quote('quote:SPX', { price: '6880.00', basis: 'prevClose' }, { s: 9 })]);
    await expect.poll(() => panel.locator('.big').textContent()).toBe('6,880.00');
    expect(await basis.textContent()).toBe('');
  });

  it("keeps the reader's place while values come", async () => {
    const { page, panel, call } = await open('quote:SPX', { height: 400 });
    await expect.poll(() => panel.getByRole('status').count()).toBe(0);
    await panel.getByText('not for trading').scrollIntoViewIfNeeded();
    await panel.getByRole('link', { name: 'Twelve Data' }).focus();
    const scrolled = await panel.evaluate(({ scrollTop }) => scrollTop);
    const next = quote('quote:SPX', { price: '1.00', changePct: '-0.17' }, { s: 9, asOf: noon + 1000 });
    await call('apply', [next]);
    await expect.poll(() => panel.locator('.big').textContent()).toBe('1.00');
    expect(scrolled).toBeGreaterThan(0);
    expect(await panel.evaluate(({ scrollTop }) => scrollTop)).toBe(scrolled);
    expect(
      await panel.getByRole('link', { name: 'Twelve Data' }).evaluate((link) => link.matches(':focus')),
    ).toBe(true);
    expect(await page.getByRole('dialog').count()).toBe(1);
  });

  it('has its chart read by keys and by pointer', async () => {
    const { page, panel } = await open('quote:SPX');
    const chart = panel.getByRole('slider', { name: 'Chart from 06:32 to 14:32' });
    const plain = (text: string | null) => text?.replace(/[\u2066\u2069]/g, '');
    const read = async () => plain(await chart.getAttribute('aria-valuetext'));
    const said = async () => plain(await chart.locator('p').textContent());
    await expect.poll(said).toMatch(/^Low and high 6,891.44 – 6,9/);
    await chart.focus();
    await page.keyboard.press('Home');
    // Free of the figures at its edges.
    expect(await chart.evaluate((element) => getComputedStyle(element).outlineOffset)).toBe('4px');
    await expect.poll(read).toBe('06:32 · 6,891.44');
    expect(await said()).toBe('06:32 · 6,891.44');
    await page.keyboard.press('ArrowLeft');
    await page.keyboard.press('ArrowRight');
    await expect.poll(() => chart.getAttribute('aria-valuenow')).toBe('3');
    await page.keyboard.press('End');
    await expect.poll(read).toBe('14:32 · 6,931.42');
    const box = await chart.boundingBox();
    await page.mouse.move((box?.x ?? 0) + 2, (box?.y ?? 0) + 60);
    await expect.poll(read).toBe('06:32 · 6,891.44');
    await page.mouse.move(5, 5);
    await expect.poll(said).toMatch(/^Low and high/);
  });

  it.each(['ltr', 'rtl'] as const)('has its chart read by all keys of a slider: %s', async (dir) => {
    server.details.delete('quote:SPX');
    const { page, panel, call } = await open('quote:SPX', { dir });
    const spark = {
      t0: noon - 1_800_000,
      dt: Array.from({ length: 31 }, (_, minute) => minute * 60),
      v: Array.from({ length: 31 }, (_, minute) => 100 + minute),
    };
    await call('apply', [
      { ...quote('quote:SPX', { price: '130.00', reference: '100.00' }, { s: 9 }), spark },
    ]);
    const chart = panel.getByRole('slider');
    const percent = async () => Number(await chart.getAttribute('aria-valuenow'));
    await chart.focus();
    await page.keyboard.press('Home');
    await expect.poll(percent).toBe(0);
    const steps: number[] = [];
    for (const key of ['ArrowUp', 'ArrowRight', 'PageUp', 'ArrowDown', 'ArrowLeft', 'PageDown']) {
      const before = await percent();
      await page.keyboard.press(key);
      await expect.poll(percent).not.toBe(before);
      steps.push(Math.round(((await percent()) / 100) * 30));
    }
    expect(steps).toEqual([1, 2, 12, 11, 10, 0]);
  });

  it('leaves a key with another one to the browser, as the way back is', async () => {
    const { page, panel } = await open('quote:SPX');
    const chart = panel.getByRole('slider');
    await chart.focus();
    const isTaken = () =>
      chart.evaluate((element) => {
        const event = new KeyboardEvent('keydown', { key: 'ArrowLeft', altKey: true, cancelable: true });
        return !element.dispatchEvent(event);
      });
    expect(await isTaken()).toBe(false);
    await page.keyboard.press('ArrowLeft');
    await expect.poll(() => chart.getAttribute('aria-valuetext')).not.toMatch(/^Low and high/);
  });

  it('tells low and high again once its chart has lost the focus', async () => {
    const { page, panel } = await open('quote:SPX');
    const chart = panel.getByRole('slider');
    const read = () => chart.getAttribute('aria-valuetext');
    await chart.focus();
    await page.keyboard.press('Home');
    await expect.poll(read).toMatch(/^06:32 · /);
    await page.keyboard.press('Shift+Tab');
    await expect.poll(read).toMatch(/^Low and high/);
  });

  it('has its chart read by a tap, until another one elsewhere', async () => {
    const { page, panel } = await open('quote:SPX', { hasTouch: true });
    const chart = panel.getByRole('slider');
    const read = () => chart.getAttribute('aria-valuetext');
    await expect.poll(read).toMatch(/^Low and high/);
    const { x = 0, y = 0 } = (await chart.boundingBox()) ?? {};
    await page.touchscreen.tap(x + 8, y + 60);
    await expect.poll(read).toMatch(/^06:\d\d · /);
    // It stays for as long as it takes to read it.
    await page.clock.runFor(5_000);
    expect(await read()).toMatch(/^06:\d\d · /);
    await panel.getByText('What is this number?').tap();
    await expect.poll(read).toMatch(/^Low and high/);
  });

  it('runs from right to left where its page does, but for numbers', async () => {
    const { panel, call } = await open('quote:UST10Y', { dir: 'rtl', lang: 'he' });
    const figure = { price: '5.16', basis: 'prevClose', reference: '5.17', changeBp: '-1' } as const;
    const reading = quote('quote:UST10Y', figure, { s: 9 });
    const spark = {
      t0: noon - 40 * 86_400_000,
      dt: [0, 20, 40].map((day) => day * 86_400),
      v: [5, 4.9, 5.16],
    };
    await call('apply', [{ ...reading, spark }]);
    const change = panel.locator('.change');
    await expect.poll(() => change.textContent()).toBe('▼ \u2066−1\u2069\u00a0bp');
    // In the order of its unit's own letters, as in the strip.
    expect(await change.evaluate(lefts, ['bp', '1', '−', '▼'])).toEqual(['▼', '−', '1', 'bp']);
    // Such as 3 בנוב׳, which is read from its number on.
    const time = panel.locator('.chart .time').first();
    const [first = 0, last = 0] = await time.evaluate((element) => {
      const text = element as unknown as SVGTextElement;
      return [0, text.getNumberOfChars() - 1].map((at) => text.getExtentOfChar(at).x);
    });
    expect(await time.textContent()).toMatch(/^\d+ \p{L}/u);
    expect(first).toBeGreaterThan(last);
  });

  it('draws the basis, and shows where another source begins', async () => {
    const spark = { t0: noon - 4000_000, dt: [0, 1000, 2000, 3000], v: [1, 2, 3, 4], cuts: [2] };
    server.details.delete('quote:SPX');
    const { page, panel, call } = await open('quote:SPX');
    const bases = panel.locator('path.base[d^=M]');
    await expect.poll(() => bases.count()).toBe(1);
    await call('apply', [{ ...quote('quote:SPX', { price: '4', reference: '2' }, { s: 9 }), spark }]);
    await expect.poll(() => bases.count()).toBe(2);
    await panel.getByRole('slider').focus();
    for (const key of ['End', 'ArrowLeft']) await page.keyboard.press(key);
    await expect
      .poll(() => panel.getByRole('slider').getAttribute('aria-valuetext'))
      .toMatch(/^\d\d:\d\d · another source from here$/);
  });

  it.each([
    ['quote:FTSE', 'Why is this grey?', /^This is from 13:50/],
    ['quote:N225', 'Why is this marked?', /^The market is closed/],
    ['quote:GOLD', 'Why is this marked?', /second source must confirm/],
    ['quote:LITH', 'Why is this grey?', /given nothing since/],
    ['quote:DAX', 'Why is this grey?', /^No figure yet/],
  ])('says why: %s', async (id, heading, reason) => {
    const { panel } = await open(id);
    expect(await panel.locator('.why h3').textContent()).toBe(heading);
    expect(await panel.locator('.why p').textContent()).toMatch(reason);
  });

  it('draws the line of fixings that reaches further back than its own, as long as it ends where that does', async () => {
    const detail = server.details.get('quote:EUR-USD');
    if (detail === undefined) throw new Error('no rate');
    const days = Array.from({ length: 60 }, (_, day) => day);
    const series = {
      t0: Date.UTC(2026, 8, 24),
      dt: days.map((day) => day * 86_400),
      v: days.map((day) => (day === 59 ? 1.0845 : 1 + day / 1000)),
    };
    server.details.set(detail.id, { ...detail, detail: { kind: 'quote', series } });
    const { panel, call } = await open('quote:EUR-USD');
    const label = () => panel.getByRole('slider').getAttribute('aria-label');
    await expect.poll(label).toBe('Chart from Sep 24 to Nov 22');
    // The next fixing, before its detail has been fetched.
    const next = quote('quote:EUR-USD', { price: '1.0912', basis: 'prevFixing' }, { s: 9, delay: 'fixing' });
    const spark = { t0: Date.UTC(2026, 10, 23), dt: [0, 86_400], v: [1.0845, 1.0912] };
    await call('apply', [{ ...next, spark }]);
    await expect.poll(() => panel.locator('.big').textContent()).toBe('1.0912');
    await panel.getByRole('slider').focus();
    await shown.page.keyboard.press('End');
    await expect
      .poll(() => panel.getByRole('slider').getAttribute('aria-valuetext'))
      .toMatch(/^Nov 24.* · .*1\.0912/);
  });

  it('turns grey by the clock alone, and when the way to the server is lost', async () => {
    const { page, panel, call } = await open('quote:SPX');
    expect(await panel.locator('.why').count()).toBe(0);
    await call('status', 'lost');
    await expect.poll(() => panel.locator('.why').textContent()).toMatch(/connection is lost/);
    await call('status', 'live');
    await expect.poll(() => panel.locator('.why').count()).toBe(0);
    await page.clock.fastForward(21 * 60_000);
    await expect.poll(() => panel.locator('.why').textContent()).toMatch(/newer figure was due by 14:52/);
  });

  it('says when its detail does not load, and loads it again when told', async () => {
    server.isDown = true;
    const { panel } = await open('quote:SPX');
    await expect.poll(() => panel.getByRole('status').textContent()).toContain('This did not load.');
    expect(await panel.locator('.big').textContent()).toBe('6,931.42');
    server.isDown = false;
    await panel.getByRole('button', { name: 'Try again' }).click();
    await expect.poll(() => panel.getByRole('status').count()).toBe(0);
  });

  it('follows an item that the board lacks for as long as it is open', async () => {
    const detail = server.details.get('quote:SPX');
    if (detail === undefined) throw new Error('no sample');
    server.details.set('quote:FAR', {
      ...detail,
      id: 'quote:FAR',
      meta: { ...detail.meta, id: 'quote:FAR' },
    });
    const { panel, call } = await open('quote:FAR');
    expect(await call('followed')).toEqual(['quote:FAR']);
    await expect.poll(() => panel.locator('.big').textContent()).toBe('6,931.42');
    await call('close');
    expect(await call('followed')).toEqual([]);
  });
});

describe("a place's panel", () => {
  it('shows now, warnings, wind, hours and days', async () => {
    const { panel } = await open('weather:la-paz-bo');
    await panel.getByText('Next days').waitFor();
    expect(await panel.locator('.now').innerText()).toMatch(
      /14°[\s\S]*partly cloudy[\s\S]*feels like \u206612°/i,
    );
    expect(await facts(shown)).toMatchObject({
      Wind: '15 km/h, north-westerly',
      Humidity: '48%',
      'Precipitation, 24 hours': '6.3 mm',
      Sunrise: '05:01',
      Sunset: '18:47',
      Source: 'MET Norway',
    });
    expect(await panel.locator('.hours li').count()).toBe(24);
    expect(await panel.locator('.hours li').first().innerText()).toMatch(/^10\s[\s\S]*12°/);
    // A figure that is cut at the edge would be another one: it fades, but the ring around what has the focus does not.
    const mask = () => panel.locator('.hours').evaluate((hours) => getComputedStyle(hours).maskImage);
    expect(await mask()).toContain('gradient');
    await panel.locator('.hours').focus();
    await panel.locator('.hours').press('ArrowRight');
    expect(await mask()).toBe('none');
    expect(await panel.locator('.days li, ol:not(.hours) li').count()).toBe(7);
    const warning = panel.getByRole('article');
    await expect.poll(() => warning.innerText()).toContain('Bring tender plants inside');
    expect(await warning.innerText()).toContain(
      'Moderate warning · from Mon 09:32 · until Tue 06:32\u00a0GMT-4',
    );
    expect(await warning.getByRole('link').getAttribute('href')).toBe('https://senamhi.gob.bo/warning');
    const languages = await warning
      .locator('[lang]')
      .evaluateAll((all) => all.map((each) => each.getAttribute('lang')));
    expect(languages).toEqual(['en', 'en', 'en']);
    // In a page from right to left it is still a text from left to right.
    expect(await warning.locator('p[dir=auto]').count()).toBe(2);
  });

  it('has each of its facts on one line, and the sunset beside the sunrise', async () => {
    const { panel } = await open('weather:la-paz-bo');
    await panel.getByText('Sunset').waitFor();
    const lines = await panel.locator('.pairs > div').evaluateAll((facts) =>
      facts.map((fact) => {
        const [label, text] = [...fact.children].map((each) => each.getBoundingClientRect().top);
        return { name: fact.firstChild?.textContent, top: label, isWhole: label === text };
      }),
    );
    expect(lines.filter(({ isWhole }) => !isWhole)).toEqual([]);
    const topOf = (label: string) => lines.find(({ name }) => name === label)?.top;
    expect(topOf('Sunset')).toBe(topOf('Sunrise'));
  });

  it('tells a voice what its hours and days say by their places', async () => {
    const { panel } = await open('weather:la-paz-bo');
    await panel.getByText('Next days').waitFor();
    const told = async (list: string) =>
      (await panel.locator(list).locator('li').first().ariaSnapshot()).replace(/[\u2066\u2069]/g, '');
    const hour = await told('ol.hours');
    expect(hour).toMatch(/img "10:00, [a-z ]+"/);
    expect(hour).not.toMatch(/\b10\b(?!:)/);
    const day = await told('ol:not(.hours)');
    expect(day).toMatch(/img "low -?−?\d+°, high -?−?\d+°"/);
    expect(day.match(/°/g)).toHaveLength(2);
    expect(await panel.locator('ol:not(.hours) li').first().innerText()).toMatch(/°\s+\S+°$/);
  });

  it('asks for the texts of warnings only where one is in force, and drops it by the clock', async () => {
    const { page, panel } = await open('weather:la-paz-bo');
    await panel.getByRole('article').waitFor();
    await page.clock.fastForward(21 * 3_600_000);
    await expect.poll(() => panel.getByRole('article').count()).toBe(0);
    expect(await panel.getByText('no warnings').count()).toBe(1);
    await shown.close();
    server.board = {
      ...server.board,
      items: server.board.items.filter(({ id }) => !id.startsWith('alerts')),
    };
    server.asked.length = 0;
    await open('weather:la-paz-bo');
    await shown.panel.getByText('Next days').waitFor();
    expect(server.asked).toEqual(['/v1/items/weather:la-paz-bo']);
  });

  it('tells a polar day', async () => {
    const detail = server.details.get('weather:la-paz-bo');
    if (detail?.detail?.kind !== 'weather') throw new Error('no sample');
    const today = { day: '2026-11-23', polar: 'day' } as const;
    server.details.set(detail.id, { ...detail, detail: { ...detail.detail, today } });
    await open('weather:la-paz-bo');
    await expect.poll(async () => (await facts(shown)).Sunset).toBe('The sun does not set');
    expect(await facts(shown)).not.toHaveProperty('Sunrise');
  });

  it('switches degrees, and keeps the choice', async () => {
    const { page, panel } = await open('weather:la-paz-bo');
    expect(await page.evaluate(() => localStorage.length)).toBe(0);
    await panel.getByRole('button', { name: '°F' }).click();
    await expect.poll(() => panel.locator('.big').textContent()).toBe('58°');
    expect(await panel.getByRole('button', { name: '°F' }).getAttribute('aria-pressed')).toBe('true');
    await expect.poll(async () => (await facts(shown)).Wind).toMatch(/^9 mph/);
    expect(await page.evaluate(() => localStorage.getItem('masthead:preferences'))).toBe('{"units":"f"}');
  });

  it("tells a warning's times without a zone where the reader's clock is the place's", async () => {
    const meta = server.board.meta.map((each) => (each.zone ? { ...each, zone: 'Africa/Abidjan' } : each));
    server.board = { ...server.board, meta };
    const { panel } = await open('weather:la-paz-bo');
    const warning = panel.getByRole('article');
    await warning.waitFor();
    expect(await warning.innerText()).toContain('from Mon 13:32 · until Tue 10:32');
  });

  it.each([
    ['her', ['Northern Herald']],
    ['weather', []],
    ['ısparta', ['Isparta']],
    ['ISPARTA', ['Isparta']],
    ['quot', []],
  ])('finds by %s what is called so, and nothing by what all are called', async (wanted, found) => {
    const named = (id: ItemId, name: string) => ({ id, cls: 'weather', name: { en: name } });
    server.catalogue = {
      items: [named('weather:herald', 'Northern Herald'), named('weather:isparta-tr', 'Isparta')],
    };
    const { panel } = await open('weather:la-paz-bo');
    await panel.getByRole('button', { name: 'Another place' }).click();
    const rows = () => panel.locator('.found button').allInnerTexts();
    await expect.poll(rows).toHaveLength(2);
    await panel.getByRole('searchbox').fill(wanted);
    await expect.poll(rows).toEqual(found);
  });

  it('finds another place by its name, and shows it', async () => {
    const zurich = weather('weather:zurich-ch', { tempC: 3 });
    const meta = { id: zurich.id, cls: 'weather', name: { en: 'Zürich' }, zone: 'Europe/Zurich' } as const;
    server.details.set(zurich.id, { id: zurich.id, meta, reading: zurich });
    const { page, panel, call } = await open('weather:la-paz-bo');
    await panel.getByRole('button', { name: 'Another place' }).click();
    await panel.getByRole('searchbox').fill('zuri');
    await expect.poll(() => panel.locator('.found button').allTextContents()).toEqual(['Zürich Switzerland']);
    const status = panel.getByRole('status');
    await expect.poll(() => status.textContent()).toBe('Another place: 1');
    await panel.getByRole('searchbox').fill('atlantis');
    await panel.getByText('Nothing found').waitFor();
    await panel.getByRole('searchbox').fill('');
    await expect.poll(() => status.textContent()).toBe('');
    await panel.getByRole('searchbox').fill('ZÜRICH');
    await panel.getByRole('button', { name: 'Zürich Switzerland' }).click();
    await expect.poll(() => panel.locator('.big').textContent()).toBe('3°');
    expect(await panel.locator('h2').textContent()).toBe('Zürich');
    expect(await page.evaluate(() => localStorage.getItem('masthead:preferences'))).toContain('zurich-ch');
    expect(await call('followed')).toEqual(['weather:zurich-ch', 'alerts:zurich-ch']);
  });

  it('has another place found with a keyboard alone', async () => {
    const { page, panel } = await open('weather:la-paz-bo');
    const letThrough = new Promise<() => Promise<void>>((resolve) => {
      void page.route('**/settings.js', (route) => resolve(() => route.continue()));
    });
    const opener = panel.getByRole('button', { name: 'Another place' });
    await opener.press('Enter');
    const go = await letThrough;
    await panel.getByRole('status').filter({ hasText: /^…$/ }).waitFor();
    expect(await opener.evaluate((button) => button.matches(':focus'))).toBe(true);
    await go();
    const search = panel.getByRole('searchbox');
    await expect.poll(() => search.evaluate((field) => field.matches(':focus'))).toBe(true);
    await page.keyboard.type('zuri');
    await expect.poll(() => panel.locator('.found button').allTextContents()).toEqual(['Zürich Switzerland']);
    expect(await search.evaluate((field) => field.matches(':focus'))).toBe(true);
  });

  it("speaks the reader's language where its words have come", async () => {
    const { panel } = await open('weather:la-paz-bo', { leaves: ['Schließen', 'Lädt …'] });
    expect(await panel.getByRole('button', { name: 'Schließen' }).count()).toBe(1);
    expect(await panel.getByText('What is this number?').count()).toBe(1);
  });
});
