import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import type { FakeServer } from './fake-server.ts';
import { heardOn, listenIn } from './heard.ts';
import { epoch, noon, quote, sampleBoard, weather } from './sample-board.ts';
import type { StripPage } from './strip-page.ts';
import { stripSuite } from './strip-suite.ts';

let server: FakeServer;
const suite = stripSuite((fresh) => {
  server = fresh;
});

async function start(prepare: (page: Page) => Promise<unknown> = async () => {}): Promise<StripPage> {
  return suite.start({}, async (page) => {
    await listenIn(page);
    await prepare(page);
  });
}

const demo = 'Demo data: these figures are invented.';
/** Polled while the page's clock goes on by so much at each look. */
const soon = <T>(page: Page, ms: number, see: () => Promise<T>) =>
  expect.poll(() => page.clock.runFor(ms).then(see));

/** The first tile has its sentence. */
const told = (page: Page, strip: StripPage['strip']) =>
  soon(page, 500, () => strip.locator('.tile .sr').first().textContent()).toContain('S&P 500');

describe('what a strip says without being asked', () => {
  it('is that its link is lost, as it was lost, and then that it is back', async () => {
    const { page } = await start();
    server.takesSockets = false;
    await page.context().setOffline(true);
    for (const socket of server.sockets) socket.terminate();
    const offline = 'You are offline. Figures as of 14:31.';
    await soon(page, 500, () => heardOn(page)).toEqual([offline]);
    // Online, and not yet linked.
    await page.context().setOffline(false);
    await page.clock.runFor(2000);
    server.takesSockets = true;
    await soon(page, 500, () => heardOn(page)).toEqual([offline, 'live']);
    await page.clock.runFor(35_000);
    expect(await heardOn(page)).toEqual([offline, 'live']);
  });

  it('is that its link is lost once that has lasted five seconds, and no later', async () => {
    const { page, strip } = await start();
    server.board = undefined;
    for (const socket of server.sockets) socket.terminate();
    await soon(page, 10, () => strip.locator('.state').textContent()).toBe('connection lost');
    await page.clock.runFor(4500);
    expect(await heardOn(page)).toEqual([]);
    await page.clock.runFor(1000);
    expect(await heardOn(page)).toEqual(['connection lost']);
  });

  it('is nothing of a link that is back within a moment, however often it is cut', async () => {
    const { page, strip } = await start((page) =>
      page.addInitScript(() => {
        // The longest wait of those that are a moment's.
        Math.random = () => 0.9;
      }),
    );
    const state = () => strip.locator('.state').textContent();
    for (let cut = 0; cut < 3; cut += 1) {
      for (const socket of server.sockets) socket.terminate();
      await soon(page, 50, state).toBe('connection lost');
      await soon(page, 100, state).toBe('live');
      // Long enough for the link to count as stable.
      await page.clock.runFor(31_000);
    }
    expect(await heardOn(page)).toEqual([]);
  });

  it('is said once, by one of the strips of a page, and not again as they start anew', async () => {
    server.board = sampleBoard({ demo: true });
    server.body = '<masthead-strip board="front"></masthead-strip>'.repeat(2);
    const { page, strip } = await start();
    await soon(page, 500, () => heardOn(page)).toEqual([demo]);
    await strip.locator('.pause').click();
    await soon(page, 100, () => strip.locator('.state').textContent()).toBe('paused');
    const before = await strip.locator('.strip').elementHandle();
    await page.evaluate(() => {
      for (const each of document.querySelectorAll('masthead-strip')) each.setAttribute('units', 'f');
    });
    await soon(page, 500, async () => [
      await before?.evaluate(({ isConnected }) => isConnected),
      await strip.locator('[role=status]').count(),
    ]).toEqual([false, 1]);
    await page.clock.runFor(5000);
    expect(await heardOn(page)).toEqual([demo]);
    // The one that spoke has gone: another one does.
    await strip.evaluate((first) => first.remove());
    await page.locator('masthead-strip .pause').click();
    server.board = undefined;
    for (const socket of server.sockets) socket.terminate();
    await soon(page, 200, () => heardOn(page)).toEqual([demo, 'connection lost']);
  });

  it('does not stay to be found later', async () => {
    server.board = sampleBoard({ demo: true });
    const { page, strip } = await start();
    await soon(page, 500, () => strip.locator('[role=status]').textContent()).toBe('');
    expect(await heardOn(page)).toEqual([demo]);
  });

  it('is why there are no figures', async () => {
    const open = await suite.open({}, async (page) => {
      await listenIn(page);
      await page.route('**/v1/boards/**', (route) => route.abort());
    });
    const { page } = open;
    await open.breathe();
    await open.finished();
    await soon(page, 200, () => heardOn(page)).toEqual(['No figures: the service is down or blocked.']);
  });

  it('is said by a strip that is rendered, where a page keeps another one for other screens', async () => {
    server.board = { ...sampleBoard(), demo: true };
    server.css = '.other{display:none}';
    const strip = '<masthead-strip board="front"></masthead-strip>';
    server.body = `<div class="other">${strip}</div>${strip}`;
    const { page } = await start();
    await soon(page, 200, () => heardOn(page)).toEqual([demo]);
  });

  it('is said together with what was to be said a moment before', async () => {
    // It has spoken before, so that nothing else is waited for.
    server.board = sampleBoard({ demo: true });
    const { page, strip, tile } = await start();
    await soon(page, 500, () => heardOn(page)).toEqual([demo]);
    await told(page, strip);
    await page.clock.pauseAt(noon + 20_000);
    await strip.locator('.summary').evaluate((button: HTMLElement) => button.click());
    const limits = { maxItems: 64, maxPayloadBytes: 65_536, maxMessagesPer10s: 20 };
    const hello = { now: noon + 20_000, epoch: epoch - 100, heartbeat: 25_000, limits, demo: true };
    server.send({ t: 'hello', ...hello });
    await soon(page, 16, () => tile(1).locator('.face').textContent()).toBe('Nasdaq  —no data yet');
    await soon(page, 100, async () => (await heardOn(page)).join()).toMatch(/S&P 500.*reloaded/s);
  });

  it.each([
    ['Settings', '.settings'],
    ['Nasdaq', '.item:nth-child(2) .tile'],
  ])('is that a panel would not come, and nothing of the link: %s', async (what, opener) => {
    const { page, strip } = await start((page) => page.route(/\/panels\.js/, (route) => route.abort()));
    // A tile that leads nowhere else.
    await strip.locator(opener).click();
    await soon(page, 1000, () => heardOn(page)).toEqual([`${what}: not available`]);
    // Who sees that nothing opens reads why, and has the strip back.
    const status = strip.locator('[role=status]');
    await expect.poll(async () => (await status.boundingBox())?.width).toBeGreaterThan(60);
    await page.clock.runFor(5000);
    expect(await status.boundingBox()).toMatchObject({ width: 1, height: 1 });
  });
});

/** What the engine tells screen readers of all that has this role, in the page's order. */
async function namesOf(page: Page, role: string): Promise<string[]> {
  const engine = await page.context().newCDPSession(page);
  const { nodes } = await engine.send('Accessibility.getFullAXTree');
  return nodes
    .filter((node) => !node.ignored && node.role?.value === role)
    .map(({ name }) => String(name?.value));
}

describe("a tile's sentence", () => {
  const sentence = expect.stringMatching(/^S&P 500 is at .*, Twelve Data\.$/);

  it('is what its button is called, and of the newest figure', async () => {
    const { page, strip } = await start();
    await told(page, strip);
    expect(await namesOf(page, 'button')).toContainEqual(sentence);
    const opens = ['.tile', '.report', '.settings'].map((each) => strip.locator(each).first());
    for (const opener of opens) expect(await opener.getAttribute('aria-haspopup')).toBe('dialog');
    server.send({ t: 'upd', items: [quote('quote:SPX', { price: '7012.25' }, { s: 5 })] });
    await soon(page, 500, async () => (await namesOf(page, 'button')).join()).toContain(
      'S&P 500 is at 7,012.25',
    );
  });

  it('is what its link is called where there are no panels, and a text where it leads nowhere', async () => {
    const board = sampleBoard();
    const meta = board.meta.map(({ href: _, ...rest }) =>
      rest.id === 'quote:SPX' ? { ...rest, href: 'https://news.example/spx' } : rest,
    );
    server.board = { ...board, meta };
    server.body = '<masthead-strip board="front" panels="off"></masthead-strip>';
    const { page, strip } = await start();
    await told(page, strip);
    expect(await namesOf(page, 'link')).toContainEqual(sentence);
    expect(await namesOf(page, 'StaticText')).toContainEqual(expect.stringMatching(/^Nasdaq is at /));
  });
});

it('names a place before there was time for its sentence', async () => {
  const lima = 'weather:lima-pe';
  const meta = { id: lima, cls: 'weather', name: { en: 'Lima' } } as const;
  server.details.set(lima, { id: lima, meta, reading: weather(lima, { tempC: 21 }) });
  server.body = '<masthead-strip board="front" place="lima-pe"></masthead-strip>';
  let come: () => void = () => {};
  const held = new Promise<void>((resolve) => {
    come = resolve;
  });
  const { page, strip } = await start((page) =>
    page.route('**/v1/items/**', async (route) => {
      await held;
      await route.continue();
    }),
  );
  await page.clock.runFor(3000);
  await page.clock.pauseAt(noon + 20_000);
  come();
  await soon(page, 16, () => strip.locator('.temperature').textContent()).toBe('21°');
  expect(await namesOf(page, 'button')).toContain('Lima 21°');
  await soon(page, 500, async () => (await namesOf(page, 'button')).join()).toContain('Lima: 21°C');
});

it('has no button for a place of which nothing is known yet', async () => {
  server.body = '<masthead-strip board="front" place="lima-pe"></masthead-strip>';
  const { page, strip } = await start((page) => page.route('**/v1/items/**', () => {}));
  await told(page, strip);
  expect(await strip.locator('.weather').isVisible()).toBe(true);
  expect((await namesOf(page, 'button')).filter((name) => !/\w/.test(name))).toEqual([]);
});

describe('a summary', () => {
  it('that is asked for again is not wiped with the first', async () => {
    const { page, strip } = await start();
    await told(page, strip);
    await page.clock.pauseAt(noon + 20_000);
    const ask = () => strip.locator('.summary').evaluate((button: HTMLElement) => button.click());
    const status = () => strip.locator('[role=status]').textContent();
    await ask();
    await page.clock.runFor(900);
    await ask();
    await page.clock.runFor(900);
    expect(await status()).toContain('S&P 500');
    await page.clock.runFor(200);
    expect(await status()).toBe('');
  });

  it('leaves out what the reader has put away', async () => {
    const { page, strip } = await start((page) =>
      page.addInitScript(() => localStorage.setItem('masthead:preferences', '{"collapsed":true}')),
    );
    await soon(page, 500, () => strip.locator('.report .sr').textContent()).toContain('La Paz');
    await strip.locator('.summary').evaluate((button: HTMLElement) => button.click());
    const said = async () => (await heardOn(page)).at(-1) ?? '';
    await soon(page, 200, said).toContain('La Paz');
    expect(await said()).not.toContain('S&P 500');
  });
});

it('says the weather’s state and source once', async () => {
  const { page, strip } = await start();
  await soon(page, 500, () => strip.locator('.sky').getAttribute('title')).toContain('forecast');
  const client = await page.context().newCDPSession(page);
  const { nodes } = await client.send('Accessibility.getFullAXTree');
  const told = nodes
    .filter(({ ignored }) => !ignored)
    .filter((node) => [node.name, node.description].some((text) => `${text?.value}`.includes('MET Norway')))
    .map(({ role }) => role?.value);
  expect(told).toContain('button');
  expect(told).not.toContain('generic');
});

it('keeps a reader at a tile until they leave it, though words in their language have come', async () => {
  server.body =
    '<button>Before</button><div lang="de"><masthead-strip board="front"></masthead-strip>' +
    '<masthead-strip board="front" layout="compact"></masthead-strip></div>';
  let come: () => void = () => {};
  const open = await suite.open(
    {},
    async (page) => {
      await page.route('**/words/de.js*', (route) => {
        come = () => void route.continue();
      });
    },
    (page) => page.clock.runFor(2000),
  );
  const { page, strip, tile } = open;
  await tile(0).waitFor();
  await page.clock.runFor(3000);
  await open.finished();
  await tile(0).locator('.tile').focus();
  const hasCome = page.waitForEvent('requestfinished', (request) => request.url().includes('/words/de.js'));
  come();
  await hasCome;
  await page.clock.runFor(3000);
  const label = () => strip.locator('.live .label').textContent();
  expect(await label()).toBe('Live Markets');
  expect(await strip.evaluate(({ shadowRoot }) => shadowRoot?.activeElement?.className)).toBe('tile');
  await page.locator('button').first().focus();
  await soon(page, 200, label).toBe('Märkte aktuell');
});

describe('the tabs of a card', () => {
  it('control the row, which is named by the open one and begins at the top', async () => {
    server.css = 'masthead-strip{block-size:320px;inline-size:320px}';
    server.body = '<masthead-strip board="front" layout="card"></masthead-strip>';
    const { page, strip } = await start();
    const row = strip.locator('.row');
    const naming = () =>
      row.evaluate((element) => ['role', 'aria-label'].map((name) => element.getAttribute(name)));
    await expect.poll(naming).toEqual(['tabpanel', 'All']);
    await row.evaluate((element) => element.scrollTo(0, 200));
    const tab = strip.locator('.tab').nth(1);
    expect(await tab.getAttribute('aria-controls')).toBe(await row.getAttribute('id'));
    await tab.click();
    await page.clock.runFor(100);
    expect(await naming()).toEqual(['tabpanel', await tab.textContent()]);
    expect(await row.evaluate(({ scrollTop }) => scrollTop)).toBe(0);
  });
});
