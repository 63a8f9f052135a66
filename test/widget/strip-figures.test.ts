import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { digestOf } from '../../src/protocol/order.ts';
import type { FakeServer } from './fake-server.ts';
import { heardOn, listenIn } from './heard.ts';
import { epoch, noon, quote, sampleBoard, weather } from './sample-board.ts';
import type { StripPage } from './strip-page.ts';
import { stripSuite } from './strip-suite.ts';

let server: FakeServer;
const suite = stripSuite((fresh) => {
  server = fresh;
});

async function start(options = {}, prepare?: (page: Page) => Promise<void>): Promise<StripPage> {
  return suite.start(options, prepare);
}

const update = (price: string, s: number, more = {}) =>
  quote('quote:SPX', { price, reference: '6891.44', changePct: '-0.1234' }, { s, ...more });

/** As a reader has left it who does not want the quotes. */
const putAway = async (page: Page) => {
  await page.addInitScript(() => localStorage.setItem('masthead:preferences', '{"collapsed":true}'));
};

describe('the strip on a page with a strict policy', () => {
  it('shows the figures that were sent, and the browser has nothing to complain of', async () => {
    const { tile, strip, complaints } = await start();
    await expect.poll(() => tile(0).locator('.price').textContent()).toBe('6,931.42');
    expect(await tile(0).locator('.change').textContent()).toBe('▲+0.58%');
    expect(await tile(5).locator('.price').textContent()).toBe('$91,204');
    expect(await tile(6).locator('.face').textContent()).toContain('4.06%▲+3\u00a0bp');
    expect(await strip.locator('.temperature').textContent()).toBe('14°');
    expect(await strip.locator('.place').textContent()).toBe('La Paz');
    expect(await strip.locator('.range').textContent()).toBe('16° / 4°');
    expect(complaints).toEqual([]);
  });

  it('shows each state of a reading in words', async () => {
    const { tile } = await start();
    const tags = ['15 min', '15 min', 'fixing', 'fixing', '', '', 'end of day', 'as of 13:50', 'closed'];
    for (const [index, tag] of tags.entries())
      await expect.poll(() => tile(index).locator('.tag').textContent()).toBe(tag);
    expect(await tile(10).locator('.face').textContent()).toBe('Lithium Americas  —source not answering');
    expect(await tile(11).locator('.tag').textContent()).toBe('held');
    expect(await tile(12).locator('.change').textContent()).toBe('');
    expect(await tile(13).locator('.face').textContent()).toBe('DAX  —no data yet');
  });

  it('shows an update at the next frame, and never an older one', async () => {
    const { tile, page } = await start();
    server.send({ t: 'upd', items: [update('6800.00', 9)] });
    await expect.poll(() => tile(0).locator('.price').textContent()).toBe('6,800.00');
    expect(await tile(0).locator('.change').textContent()).toBe('▼−0.12%');
    server.send({ t: 'upd', items: [update('1.00', 8), update('2.00', 99, { e: epoch - 1 })] });
    server.send({ t: 'upd', items: [{ ...update('1.09', 10), id: 'quote:EUR-USD' }] });
    await expect.poll(() => tile(3).locator('.price').textContent()).toBe('1.0900');
    expect(await tile(0).locator('.price').textContent()).toBe('6,800.00');
    expect(await page.locator('masthead-strip').count()).toBe(1);
  });

  it('starts afresh, and says so, where the server’s epoch is lower than what is held', async () => {
    const { tile, page, breathe } = await start({}, listenIn);
    server.epoch = epoch - 100;
    server.board = sampleBoard({ items: [update('5.00', 1, { e: epoch - 100 })] });
    for (const socket of server.sockets) socket.terminate();
    await server.connected(0);
    await breathe();
    await server.connected();
    await expect.poll(() => tile(0).locator('.price').textContent()).toBe('5.00');
    await expect.poll(() => tile(1).locator('.face').textContent()).toBe('Nasdaq  —no data yet');
    await expect.poll(() => heardOn(page)).toContainEqual(expect.stringContaining('reloaded'));
  });

  it('does not call live what is all old, though the connection stands', async () => {
    const { strip } = await start();
    const state = async () => [
      await strip.locator('.live').getAttribute('data-live'),
      await strip.locator('.state').textContent(),
    ];
    expect(await state()).toEqual(['true', 'live']);
    // The weather, which tells its own age, is newer.
    const quoted = { staleAt: noon, asOf: noon - 3 * 3_600_000 };
    const items = sampleBoard().items.map((item) => ({
      ...item,
      s: item.s + 50,
      ...(item.id.startsWith('quote:') && quoted),
    }));
    server.send({ t: 'upd', items });
    await expect.poll(state).toEqual(['false', 'as of 11:32']);
    const [, first] = sampleBoard().items.filter(({ id }) => id.startsWith('quote:'));
    if (first !== undefined) server.send({ t: 'upd', items: [{ ...first, s: first.s + 60 }] });
    await expect.poll(state).toEqual(['true', 'live']);
  });

  it('does not call live what it has not heard of', async () => {
    server.board = sampleBoard({ items: [] });
    const { strip } = await start();
    await expect.poll(() => strip.locator('.state').textContent()).toBe('no data yet');
    expect(await strip.locator('.live').getAttribute('data-live')).toBe('false');
  });

  it('draws a line in the colour of its direction, and its basis', async () => {
    const { tile } = await start();
    const line = tile(0).locator('.spark .line');
    await expect.poll(() => line.getAttribute('d')).toMatch(/^M2 [\d.]+(L[\d.]+ [\d.]+){39}$/);
    expect(await tile(0).locator('.spark .base').getAttribute('d')).toMatch(/^M0 [\d.]+H46$/);
    const colour = (selector: string) =>
      tile(0)
        .locator(selector)
        .evaluate((element) => getComputedStyle(element).color);
    expect(await colour('.spark')).toBe(await colour('.change'));
    expect(await tile(12).locator('.spark .base').getAttribute('d')).toBe('');
  });

  it('shows hostile strings as the text they are', async () => {
    const hostile = '<img src=x onerror=alert(1)>';
    const meta = sampleBoard().meta.map((item) =>
      item.id === 'quote:SPX' ? { ...item, name: { en: hostile }, href: 'javascript:alert(1)' } : item,
    );
    const sources = { metno: { name: hostile, text: hostile, href: 'javascript:alert(2)', licence: '' } };
    server.board = sampleBoard({ meta, sources });
    const { tile, strip, complaints } = await start();
    expect(await tile(0).locator('.name').textContent()).toBe(hostile);
    expect(await tile(0).locator('a').getAttribute('href')).toBeNull();
    expect(await strip.locator('.credit').first().textContent()).toBe(hostile);
    expect(await strip.locator('.credit').first().getAttribute('href')).toBeNull();
    expect(await strip.locator('img').count()).toBe(0);
    expect(complaints).toEqual([]);
  });

  it('links tiles to their publisher, and credits every source', async () => {
    const { tile, strip } = await start();
    expect(await tile(0).locator('a').getAttribute('href')).toBe('https://example.com/spx');
    expect(await tile(1).locator('a').getAttribute('href')).toBeNull();
    const credits = strip.locator('.credits');
    expect(await credits.locator('.credit').allTextContents()).toEqual([
      'Weather data from MET Norway',
      'Market data from Twelve Data',
      'Reference rates: European Central Bank',
      'Data powered by CoinGecko',
    ]);
    expect(await strip.locator('ul > li').last().getAttribute('class')).toBe('credits');
  });

  it.each([
    ['answers with an error', 'No connection to the figures. Trying again.'],
    ['is kept from the page', 'No figures: the service is down or blocked.'],
  ])('says whose fault it is where the server %s', async (how, words) => {
    const open = await suite.open({}, async (page) => {
      await page.route('**/v1/boards/**', (route) =>
        how === 'is kept from the page'
          ? route.abort()
          : route.fulfill({ status: 503, headers: { 'access-control-allow-origin': '*' }, body: '{}' }),
      );
    });
    await open.breathe();
    await open.finished();
    await expect.poll(() => open.strip.locator('.message').textContent()).toBe(words);
  });

  it('shows where its figures are from, whatever the page’s colours and with the quotes put away', async () => {
    server.css =
      'masthead-strip{--masthead-muted:transparent;--masthead-ink:transparent;--masthead-paper:#5d6470}';
    const open = await suite.open({}, putAway);
    const { strip, tile } = open;
    await open.breathe();
    await open.finished();
    const credit = strip.locator('.credit').first();
    await expect.poll(() => credit.textContent()).toBe('Weather data from MET Norway');
    expect(await credit.isVisible()).toBe(true);
    expect(await tile(0).isVisible()).toBe(false);
    const [colour, shadow] = await credit.evaluate((element) => {
      const style = getComputedStyle(element);
      return [style.color, style.textShadow];
    });
    expect(colour).toBe('rgb(93, 100, 112)');
    expect(shadow).toContain('rgb(255, 255, 255)');
  });

  it.each([
    ['', 'western', 'rgb(11, 122, 75)'],
    ['', 'korean', 'rgb(11, 122, 75)'],
    ['--masthead-paper:#b00020;--masthead-up:#b6ffce', 'western', 'rgb(182, 255, 206)'],
  ])(
    'marks live quotes in a colour that is seen on the page’s ground: %s %s',
    async (colours, palette, dot) => {
      server.css = `masthead-strip{${colours}}`;
      server.body = `<masthead-strip board="front" palette="${palette}"></masthead-strip>`;
      const { strip } = await start();
      const ground = () => strip.locator('.dot').evaluate((mark) => getComputedStyle(mark).backgroundColor);
      await expect.poll(ground).toBe(dot);
    },
  );

  it.each([
    ['es', 'es'],
    ['pt-BR', 'pt'],
    ['zh-TW', 'zh-hant'],
    // Its words are English ones.
    ['sv', 'en'],
  ])('says in which language it speaks: locale %s', async (locale, language) => {
    server.body = `<masthead-strip board="front" locale="${locale}"></masthead-strip>`;
    const { strip } = await start();
    await expect.poll(() => strip.locator('.strip').getAttribute('lang')).toBe(language);
    // The words that a licence asks for are nobody's to translate.
    expect(await strip.locator('.credit').first().getAttribute('lang')).toBe('en');
  });

  it('takes an attribute that a template left empty for none', async () => {
    server.body = `<div lang="de"><masthead-strip board="front" server="" locale="" place="" units="" layout=""
      palette="" theme="" density="" panels=""></masthead-strip></div>`;
    const { strip, tile } = await start();
    await expect.poll(() => strip.locator('.strip').getAttribute('lang')).toBe('de');
    expect(await tile(0).locator('.price').textContent()).toBe('6.931,42');
    expect(await strip.locator('.settings').isVisible()).toBe(true);
  });

  it('tells readers who put the quotes away that the link is lost', async () => {
    const open = await suite.open({}, putAway);
    await open.breathe();
    await server.connected();
    await open.finished();
    const state = open.strip.locator('.state');
    await expect.poll(() => state.textContent()).toBe('live');
    expect(await state.isVisible()).toBe(false);
    server.takesSockets = false;
    for (const socket of server.sockets) socket.terminate();
    await expect.poll(() => state.textContent()).toBe('connection lost');
    expect(await state.isVisible()).toBe(true);
  });

  it('marks a demo, whatever the page’s style sheet says', async () => {
    server.board = sampleBoard({ demo: true });
    server.css = `masthead-strip{--masthead-ink:transparent;--masthead-paper:transparent;--masthead-font:none}
      masthead-strip::part(strip){color:transparent;font-size:0} masthead-strip::part(demo){display:none}`;
    server.body = '<masthead-strip board="front" demo="false" theme="dark"></masthead-strip>';
    const { strip } = await start();
    const demo = strip.locator('.demo');
    expect(await demo.textContent()).toBe('demo data');
    expect(await demo.isVisible()).toBe(true);
    const box = await demo.boundingBox();
    expect(box?.width).toBeGreaterThan(40);
    const { color, size } = await demo.evaluate((element) => {
      const style = getComputedStyle(element);
      return { color: style.color, size: style.fontSize };
    });
    expect([color, size]).toEqual(['rgb(243, 205, 122)', '11px']);
  });

  it('marks the demo that its server is, whatever board the page brought', async () => {
    server.board = sampleBoard({ demo: true });
    const brought = JSON.stringify(sampleBoard()).replaceAll('<', '\\u003c');
    server.body = `<script type="application/json" data-masthead="front">${brought}</script>
      <masthead-strip board="front"></masthead-strip>`;
    const { strip } = await start();
    await expect.poll(() => strip.locator('.demo').isVisible()).toBe(true);
    expect(server.asked.filter((path) => path.startsWith('/v1/boards'))).toEqual([]);
  });

  it('marks no demo where there is none', async () => {
    const { strip } = await start();
    expect(await strip.locator('.demo').isVisible()).toBe(false);
  });

  it('shows a place that is not on the board, with its credit', async () => {
    const lima = 'weather:lima-pe';
    const meta = { id: lima, cls: 'weather', name: { en: 'Lima' } } as const;
    const source = { name: 'Other', text: 'Weather by Other', href: 'https://o.example', licence: '' };
    const reading = weather(lima, { tempC: 21 }, { source: 'other' });
    server.details.set(lima, { id: lima, meta, reading, source });
    server.body = '<masthead-strip board="front" place="lima-pe"></masthead-strip>';
    const { strip, breathe } = await start();
    await expect.poll(() => strip.locator('.place').textContent()).toBe('Lima');
    expect(await strip.locator('.credit').last().textContent()).toBe('Weather by Other');
    // Its warnings are asked for as well, and let go of where there are none.
    const asked = [[lima, 'alerts:lima-pe'], [lima]];
    await expect.poll(() => server.heard).toEqual(asked.map((items) => ({ t: 'sub', items })));
    expect(server.asked).not.toContain('/v1/items/alerts%3Alima-pe');
    server.send({ t: 'snap', items: [{ ...reading, s: 2, value: { kind: 'weather', tempC: 22 } }] });
    await expect.poll(() => strip.locator('.temperature').textContent()).toBe('22°');
    const items = [...sampleBoard().items, { ...reading, s: 2 }];
    server.send({ t: 'hb', now: noon, digest: digestOf(items) });
    await breathe();
    expect(server.asked.filter((path) => path.startsWith('/v1/live'))).toHaveLength(1);
  });

  it('says so where the place is unknown, and the markets go on', async () => {
    server.body = '<masthead-strip board="front" place="nowhere"></masthead-strip>';
    const { strip, tile } = await start();
    await expect.poll(() => strip.locator('.weather .age').textContent()).toBe('place unknown');
    expect(await tile(0).locator('.price').textContent()).toBe('6,931.42');
  });

  it('ends what it speaks of a place as sentences of its language end', async () => {
    const warnings = 'alerts:la-paz-bo';
    const { meta, items } = sampleBoard();
    const value = { kind: 'alerts', covered: true, alerts: [] } as const;
    server.board = sampleBoard({
      meta: [...meta, { id: warnings, cls: 'alerts', name: { en: 'La Paz' } }],
      items: [...items, { ...weather(warnings, { tempC: 0 }), value }],
    });
    server.body = '<masthead-strip board="front" lang="ja"></masthead-strip>';
    const { strip } = await start();
    await expect.poll(() => strip.locator('.report .sr').textContent()).toMatch(/。 警報・注意報なし。$/);
  });

  it('speaks the language of the nearest lang, in its region’s units', async () => {
    server.body = `<div lang="es-BO"><masthead-strip board="front"></masthead-strip></div>
      <div lang="en-US"><masthead-strip board="front"></masthead-strip></div>`;
    const { page, strip, tile } = await start();
    await expect.poll(() => tile(0).locator('.price').textContent()).toBe('6.931,42');
    expect(await strip.locator('.live .label').textContent()).toBe('Mercados en vivo');
    expect(await page.locator('masthead-strip').nth(1).locator('.temperature').textContent()).toBe('58°');
  });
});
