/** The whole way of a reader from a strip to a panel and back, with the chunks as they are served. */
import type { Locator, Route } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import type { FakeServer } from './fake-server.ts';
import { alertsReading, detailsOf, panelBoard, places } from './panels/sample-details.ts';
import { noon } from './sample-board.ts';
import type { StripPage } from './strip-page.ts';
import { stripSuite } from './strip-suite.ts';

let server: FakeServer;
let shown: StripPage;
let panel: Locator;

const suite = stripSuite((fresh) => {
  const board = panelBoard();
  server = fresh;
  server.board = board;
  for (const [id, detail] of detailsOf(board)) server.details.set(detail.id, { ...detail, id: id as never });
});

async function show(attributes = '', isBlocked = false, fragment = ''): Promise<StripPage> {
  server.body = `<masthead-strip board="front" ${attributes}></masthead-strip><main><h1>Story</h1></main>`;
  shown = await suite.open({ fragment }, async (page) => {
    const items = [...panelBoard().meta, ...places];
    await page.route('**/v1/catalogue', (route) => route.fulfill({ json: { items }, headers: anyOrigin }));
    if (isBlocked) await page.route(/\/panels\.js/, (route) => route.abort());
    // Where links lead: nowhere, but they are followed.
    await page.route('https://example.com/**', (route) => route.fulfill({ body: 'Elsewhere' }));
  });
  panel = shown.page.locator('dialog');
  await finish();
  return shown;
}

const anyOrigin = { 'access-control-allow-origin': '*' };

async function finish(): Promise<void> {
  await shown.tile(0).waitFor();
  await shown.breathe();
  await shown.finished();
}

const tile = () => shown.tile(0).locator('.tile');

const frozenLink = `#masthead=${encodeURIComponent('{"pace":"frozen"}')}`;

/** From now on the panels' chunk waits to be let through. `asked` resolves with the request for it. */
async function holdPanels(): Promise<{ readonly asked: Promise<Route> }> {
  let found: (route: Route) => void = () => {};
  const asked = new Promise<Route>((resolve) => {
    found = resolve;
  });
  await shown.page.route(/\/panels\.js/, (route) => found(route));
  return { asked };
}

async function openSettings(): Promise<void> {
  await shown.strip.locator('.settings').click();
  await panel.getByText('Show one line only').waitFor();
}

/** What has the focus, through every shadow root. */
function focused(): Promise<string> {
  return shown.page.evaluate(() => {
    let at = document.activeElement;
    while (at?.shadowRoot?.activeElement) at = at.shadowRoot.activeElement;
    return at?.localName === 'dialog' ? 'dialog' : (at?.className ?? '');
  });
}

/** The middle of it is the warning's. */
const atItsSymbol = { position: { x: 12, y: 8 } };

const kept = () => shown.page.evaluate(() => localStorage.getItem('masthead:preferences'));
const keptPause = () => shown.page.evaluate(() => localStorage.getItem('masthead:paused'));
const isPaused = () => shown.strip.locator('.pause').getAttribute('aria-pressed');
const names = () => shown.strip.locator('.item .name').allTextContents();

describe('a panel of the strip', () => {
  it('opens in the viewport with the focus in it, and gives the focus back on Escape', async () => {
    const { page } = await show();
    await tile().focus();
    await page.keyboard.press('Enter');
    await panel.getByText('What is this number?').waitFor();
    const box = await panel.boundingBox();
    expect(box?.y).toBeGreaterThan(40);
    expect((box?.y ?? 0) + (box?.height ?? 0)).toBeLessThanOrEqual(600);
    expect(await focused()).toBe('dialog');
    expect(await panel.locator('h2').textContent()).toBe('S&P 500');
    expect(await panel.locator('.change').evaluate((change) => getComputedStyle(change).color)).toBe(
      await shown
        .tile(0)
        .locator('.change')
        .evaluate((change) => getComputedStyle(change).color),
    );
    await page.keyboard.press('Escape');
    await panel.waitFor({ state: 'detached' });
    expect(await focused()).toBe('tile');
    expect(shown.complaints).toEqual([]);
  });

  it("opens the place's from the weather, and from its warning", async () => {
    const { page, strip } = await show();
    await strip.locator('.report').click(atItsSymbol);
    await panel.getByText('Next days').waitFor();
    expect(await panel.locator('h2').textContent()).toBe('La Paz');
    await page.keyboard.press('Escape');
    await strip.locator('.alert').click();
    await panel.getByText('Bring tender plants inside').waitFor();
    await page.keyboard.press('Escape');
    // Whoever presses the place's name means the place.
    const name = await strip.locator('.place').boundingBox();
    await page.mouse.click((name?.x ?? 0) + 5, (name?.y ?? 0) + 5);
    await panel.getByText('Next days').waitFor();
    expect(shown.complaints).toEqual([]);
  });

  it.each(['de-', 'de-DE.UTF-8'])('tells hours and wind by a language tag of %s', async (tag) => {
    const { strip } = await show(`locale="${tag}"`);
    await strip.locator('.report').click(atItsSymbol);
    await panel.waitFor();
    await expect.poll(() => panel.textContent()).toMatch(/\d\s?km\/h/);
    await expect.poll(() => panel.textContent()).toMatch(/\d\d Uhr/);
  });

  it('closes by another press on what opened it, and gives way to the next', async () => {
    const { strip } = await show();
    await tile().click();
    await panel.waitFor();
    await strip.locator('.report').click(atItsSymbol);
    await expect.poll(() => panel.locator('h2').allTextContents()).toEqual(['La Paz']);
    await strip.locator('.report').click(atItsSymbol);
    await panel.waitFor({ state: 'detached' });
  });

  it('closes by another press on the weather though it shows another place by now', async () => {
    const { strip } = await show();
    await strip.locator('.report').click(atItsSymbol);
    await panel.getByRole('button', { name: 'Another place' }).click();
    await panel.getByRole('button', { name: /^Oslo/ }).click();
    await shown.breathe();
    await expect.poll(() => panel.locator('h2').textContent()).toBe('weather:oslo-no');
    // The strip that has been made anew has been finished too.
    await strip.locator('.settings').waitFor();
    await strip.locator('.report').click(atItsSymbol);
    await panel.waitFor({ state: 'detached' });
    await shown.breathe();
    expect(await panel.count()).toBe(0);
  });

  it('stands by the weather, and gives it the focus, once the warning that opened it has ended', async () => {
    const { page, strip } = await show();
    await strip.locator('.alert').click();
    await panel.getByText('Bring tender plants inside').waitFor();
    const value = { kind: 'alerts', covered: true, alerts: [] } as const;
    server.send({ t: 'upd', items: [{ ...alertsReading, s: 99, value }] });
    await strip.locator('.alert').waitFor({ state: 'hidden' });
    await page.setViewportSize({ width: 1000, height: 600 });
    await shown.breathe();
    const { x, y } = (await panel.boundingBox()) ?? {};
    const weather = await strip.locator('.report').boundingBox();
    expect(x).toBe(weather?.x);
    expect(y).toBe((weather?.y ?? 0) + (weather?.height ?? 0) + 6);
    await page.keyboard.press('Escape');
    await panel.waitFor({ state: 'detached' });
    expect(await focused()).toBe('report');
  });

  it("gives the focus back to its own quote's tile in a strip that was made anew meanwhile", async () => {
    const { page, strip } = await show();
    await shown.tile(2).locator('.tile').click();
    await panel.getByText('What is this number?').waitFor();
    await strip.evaluate((element) => element.setAttribute('palette', 'korean'));
    await shown.breathe();
    await shown.finished();
    await strip.locator('.strip.korean').waitFor();
    await page.keyboard.press('Escape');
    await panel.waitFor({ state: 'detached' });
    expect(
      await shown
        .tile(2)
        .locator('.tile')
        .evaluate((link) => link.matches(':focus')),
    ).toBe(true);
  });

  it('stays closed where the page says so', async () => {
    const { page } = await show();
    const told = page.evaluate(
      () =>
        new Promise((resolve) => {
          document.addEventListener('masthead-select', (event) => {
            event.preventDefault();
            resolve((event as CustomEvent).detail.id);
          });
        }),
    );
    await tile().click();
    expect(await told).toBe('quote:SPX');
    await shown.breathe();
    expect(await panel.count()).toBe(0);
    expect(server.asked.filter((path) => path.includes('panels'))).toEqual([]);
  });

  it('is no more than a link where the publisher wants none', async () => {
    const { page, strip } = await show('panels="off"');
    expect(await strip.locator('.settings').isVisible()).toBe(false);
    await tile().click();
    await page.waitForURL('https://example.com/spx');
  });

  it.each([
    ['board', 'money', 0],
    ['locale', 'de', 0],
    ['units', 'f', 1],
  ])(
    'closes where its page gives the strip another board or language, and for no other setting: %s',
    async (name, value, left) => {
      const { page, strip } = await show();
      await tile().click();
      await panel.getByText('What is this number?').waitFor();
      const before = await strip.locator('.strip').elementHandle();
      await strip.evaluate((element, [name, value]) => element.setAttribute(name, value), [
        name,
        value,
      ] as const);
      await expect
        .poll(() => page.clock.runFor(500).then(() => before?.evaluate(({ isConnected }) => isConnected)))
        .toBe(false);
      await shown.breathe();
      await shown.finished();
      await expect.poll(() => panel.count()).toBe(left);
    },
  );

  it('opens at the first press where its strip was moved while it stood', async () => {
    const { page } = await show();
    await tile().click();
    await panel.getByText('What is this number?').waitFor();
    await page.evaluate(() => document.body.append(document.querySelector('masthead-strip') as Element));
    await expect.poll(() => panel.isVisible()).toBe(false);
    await tile().click();
    await expect.poll(() => panel.isVisible()).toBe(true);
  });

  const chosen = (strip: StripPage['strip']) =>
    strip.evaluate((element) => {
      const ids: string[] = [];
      (globalThis as unknown as { ids: string[] }).ids = ids;
      element.addEventListener('masthead-select', (event) => {
        event.preventDefault();
        ids.push((event as CustomEvent<{ id: string }>).detail.id);
      });
    });
  const ids = () => shown.page.evaluate(() => (globalThis as unknown as { ids: string[] }).ids);

  it('leaves a press that asks for another tab to the link, whatever its page does', async () => {
    const { page, strip } = await show();
    await chosen(strip);
    const isTaken = page.evaluate(
      () =>
        new Promise<boolean>((resolve) => {
          const seen = (event: Event) => {
            resolve(event.defaultPrevented);
            event.preventDefault();
          };
          document.addEventListener('click', seen, { once: true });
        }),
    );
    await tile().click({ modifiers: ['Control'] });
    expect(await isTaken).toBe(false);
    expect(await ids()).toEqual([]);
    await tile().click();
    expect(await ids()).toEqual(['quote:SPX']);
  });

  it('is nothing to choose where there are no panels and a tile leads nowhere', async () => {
    const { strip } = await show('panels="off"');
    await chosen(strip);
    await shown.tile(1).locator('.tile').click();
    await tile().click();
    expect(await ids()).toEqual(['quote:SPX']);
  });

  it('is not needed to unfold a strip: without panels it is not folded', async () => {
    server.body = '<masthead-strip board="front" panels="off"></masthead-strip>';
    shown = await suite.open({}, async (page) => {
      await page.addInitScript(() => localStorage.setItem('masthead:preferences', '{"collapsed":true}'));
    });
    await shown.breathe();
    await shown.finished();
    await expect.poll(() => tile().isVisible()).toBe(true);
    expect(await shown.strip.locator('.strip').getAttribute('part')).not.toContain('collapsed');
  });

  it('is no more than a link where its chunk does not come', async () => {
    const { page } = await show('', true);
    await tile().click();
    await page.waitForURL('https://example.com/spx');
  });

  it('leaves the focus to a reader who is writing by the time at which its chunk comes', async () => {
    const { page } = await show();
    const { asked } = await holdPanels();
    await page.evaluate(() => document.body.append(document.createElement('textarea')));
    await tile().click();
    const route = await asked;
    await page.locator('textarea').focus();
    await route.continue();
    await panel.waitFor();
    await page.clock.runFor(1000);
    await page.keyboard.type('on');
    expect(await page.locator('textarea').inputValue()).toBe('on');
    expect(await panel.locator('h2').textContent()).toBe('S&P 500');
    // As any press outside of it does.
    await page.mouse.click(1200, 580);
    await panel.waitFor({ state: 'detached' });
  });

  it.each(['comes', 'fails'])('shows what was pressed as busy until its chunk %s', async (outcome) => {
    const { strip } = await show();
    // The tile is a link, which would be followed.
    const pressed = outcome === 'comes' ? tile() : strip.locator('.settings');
    const look = () =>
      pressed.evaluate((link) => [link.getAttribute('aria-busy'), getComputedStyle(link).opacity]);
    expect(await look()).toEqual([null, '1']);
    const { asked } = await holdPanels();
    await pressed.click();
    const route = await asked;
    expect(await look()).toEqual(['true', '0.6']);
    await (outcome === 'comes' ? route.continue() : route.abort());
    await expect.poll(look).toEqual([null, '1']);
  });

  it.each(['is offline', 'has waited for long'])(
    'leaves a reader who %s at the story where its chunk does not come, and says so',
    async (why) => {
      const { page, strip } = await show();
      const { asked } = await holdPanels();
      if (why === 'is offline') await page.context().setOffline(true);
      await tile().click();
      const route = await asked;
      if (why === 'has waited for long') await page.clock.runFor(10_000);
      await route.abort();
      await expect
        .poll(async () => {
          await page.clock.runFor(50);
          return strip.locator('[role=status]').textContent();
        })
        .toBe('S&P 500: not available');
      expect(page.url()).toBe(`${server.pageUrl}/`);
    },
  );

  it('leads there as its page has links lead, such as out of a frame', async () => {
    const { page } = await show('', true);
    await page.evaluate(() => {
      document.head.append(Object.assign(document.createElement('base'), { target: 'elsewhere' }));
    });
    await page.context().route('https://example.com/**', (route) => route.fulfill({ body: 'S&P 500' }));
    const opened = page.waitForEvent('popup');
    await tile().click();
    await (await opened).waitForURL('https://example.com/spx');
    expect(new URL(page.url()).origin).toBe(server.pageUrl);
  });

  it.each(['comes', 'does not come'])(
    'leaves the reader on the page when its strip has gone before its chunk %s',
    async (outcome) => {
      const { page, strip } = await show();
      const { asked } = await holdPanels();
      await tile().click();
      const route = await asked;
      await strip.evaluate((element) => element.remove());
      if (outcome === 'comes') await Promise.all([page.waitForEvent('requestfinished'), route.continue()]);
      else await Promise.all([page.waitForEvent('requestfailed'), route.abort()]);
      await shown.breathe();
      expect(new URL(page.url()).origin).toBe(server.pageUrl);
      expect(await page.getByRole('heading', { name: 'Story' }).count()).toBe(1);
      expect(await panel.count()).toBe(0);
      expect(shown.complaints).toEqual(outcome === 'comes' ? [] : [expect.stringMatching('ERR_FAILED')]);
    },
  );

  it('leaves the reader on the page when it fails to open, and says why on the console', async () => {
    const { page } = await show();
    await page.evaluate(() => {
      HTMLElement.prototype.showPopover = () => {
        throw new Error('no room');
      };
    });
    await tile().click();
    await expect.poll(() => shown.complaints).toEqual([expect.stringMatching('no room')]);
    await shown.breathe();
    expect(new URL(page.url()).origin).toBe(server.pageUrl);
  });
});

describe("a reader's pause", () => {
  it('stays as it is while anything else is chosen, and shows as the pace', async () => {
    const { strip } = await show();
    await strip.locator('.pause').click();
    await strip.locator('.report').click(atItsSymbol);
    await panel.getByRole('button', { name: '°F' }).click();
    await shown.breathe();
    expect([await isPaused(), await keptPause()]).toEqual(['true', '1']);
    await openSettings();
    expect(await panel.getByRole('radio', { name: 'Frozen' }).isChecked()).toBe(true);
    await panel.getByText('Show one line only').click();
    await shown.breathe();
    await expect.poll(isPaused).toBe('true');
    expect(JSON.parse((await kept()) ?? '')).toEqual({ units: 'f', collapsed: true });
  });

  it('ends by the play button for good, though it began in the settings', async () => {
    const { page, strip } = await show();
    await openSettings();
    await panel.getByRole('radio', { name: 'Every minute' }).click();
    await panel.getByRole('radio', { name: 'Frozen' }).click();
    await shown.breathe();
    await expect.poll(isPaused).toBe('true');
    await strip.locator('.pause').click();
    await expect.poll(isPaused).toBe('false');
    await openSettings();
    // As fast as it went before it was frozen.
    expect(await panel.getByRole('radio', { name: 'Every minute' }).isChecked()).toBe(true);
    await panel.getByRole('radio', { name: '°C' }).click();
    await shown.breathe();
    expect([await isPaused(), await keptPause()]).toEqual(['false', '0']);
    expect(JSON.parse((await kept()) ?? '')).toEqual({ pace: 'minute', units: 'c' });

    await page.reload();
    await finish();
    await expect.poll(isPaused).toBe('false');
  });

  it('is not brought back by a pace that an earlier version kept', async () => {
    const { page } = await show();
    await page.evaluate(() => {
      localStorage.setItem('masthead:preferences', '{"pace":"frozen"}');
      localStorage.setItem('masthead:paused', '0');
    });
    await page.reload();
    await finish();
    await openSettings();
    expect(await panel.getByRole('radio', { name: 'Live' }).isChecked()).toBe(true);
    await panel.getByRole('radio', { name: '°C' }).click();
    await shown.breathe();
    await expect.poll(isPaused).toBe('false');
    expect(JSON.parse((await kept()) ?? '')).toEqual({ units: 'c' });
  });

  it('comes with a shared link for this page alone', async () => {
    const { page, strip } = await show('', false, frozenLink);
    await expect.poll(isPaused).toBe('true');
    expect([await keptPause(), await kept()]).toEqual([null, null]);
    await openSettings();
    expect(await panel.getByRole('radio', { name: 'Frozen' }).isChecked()).toBe(true);
    await panel.getByRole('radio', { name: '°F' }).click();
    await shown.breathe();
    expect([await isPaused(), await keptPause()]).toEqual(['true', null]);
    expect(JSON.parse((await kept()) ?? '')).toEqual({ units: 'f' });
    await strip.locator('.pause').click();
    await expect.poll(isPaused).toBe('false');

    await page.goto(server.pageUrl);
    await finish();
    await expect.poll(isPaused).toBe('false');
  });

  it('is kept where a shared link says the same', async () => {
    const { page, strip } = await show();
    await strip.locator('.pause').click();
    await page.goto(`${server.pageUrl}/${frozenLink}`);
    await page.reload();
    await finish();
    await shown.breathe();
    expect([await isPaused(), await keptPause()]).toEqual(['true', '1']);
  });
});

describe("a reader's choice", () => {
  it('applies to the strip while the panel stays open, lasts, and is forgotten', async () => {
    const { page, strip } = await show();
    const temperature = () => strip.locator('.temperature').textContent();
    const isKorean = () => strip.locator('.strip.korean').count();
    const all = await names();
    expect(await temperature()).toBe('14°');
    await openSettings();
    for (const choice of ['°F', 'Up red, down blue']) {
      await panel.getByText(choice).click();
      await shown.breathe();
    }
    await expect.poll(temperature).toBe('58°');
    await expect.poll(isKorean).toBe(1);
    expect(await panel.getByRole('radio', { name: '°F' }).isChecked()).toBe(true);

    await page.reload();
    await finish();
    await expect.poll(temperature).toBe('58°');
    expect(await isKorean()).toBe(1);

    await openSettings();
    await panel.getByText('Forget my choices').click();
    await shown.breathe();
    await expect.poll(temperature).toBe('14°');
    expect([await isKorean(), await kept()]).toEqual([0, null]);
    expect(await names()).toEqual(all);
    expect(await panel.count()).toBe(1);
    expect(shown.complaints).toEqual([]);
  });

  it('puts the quotes of the reader in place of the board, and another place', async () => {
    const { strip } = await show();
    const [, ...others] = await names();
    await openSettings();
    await panel.getByText('S&P 500').click();
    await shown.breathe();
    await expect.poll(names).toEqual(others);
    await panel.getByText('Oslo').click();
    await shown.breathe();
    expect(await kept()).toContain('weather:oslo-no');
    expect(await panel.getByText('13 of 20 chosen').count()).toBe(1);
    expect(await strip.locator('.strip').count()).toBe(1);
  });

  it('is all that is kept where a link or another tab chose more', async () => {
    const linked = { place: 'weather:oslo-no', quotes: ['quote:SPX'], units: 'c' };
    const { page } = await show('', false, `#masthead=${encodeURIComponent(JSON.stringify(linked))}`);
    const own = { place: 'weather:la-paz-bo', palette: 'korean', pace: 'minute' };
    const elsewhere = (text: string) =>
      page.evaluate((given) => localStorage.setItem('masthead:preferences', given), text);
    await elsewhere(JSON.stringify(own));
    await openSettings();
    await panel.getByRole('radio', { name: '°F' }).click();
    await shown.breathe();
    expect(JSON.parse((await kept()) ?? '')).toEqual({ ...own, units: 'f' });
    // The page goes on showing what the link says.
    await expect.poll(names).toHaveLength(1);
    expect(await panel.getByRole('radio', { name: 'Oslo' }).isChecked()).toBe(true);
    await elsewhere(JSON.stringify({ ...own, place: 'weather:tromso-no', units: 'f' }));
    await panel.getByRole('radio', { name: 'Automatic' }).click();
    await shown.breathe();
    expect(JSON.parse((await kept()) ?? '')).toEqual({ ...own, place: 'weather:tromso-no' });
    await panel.getByText('Forget my choices').click();
    await shown.breathe();
    await expect.poll(kept).toBeNull();
    await expect.poll(names).not.toHaveLength(1);
  });

  it('leaves open the tab of a card that the reader chose, as a change by the page does', async () => {
    const { strip } = await show('layout="card"');
    const tab = () => strip.getByRole('tab', { name: 'Crypto' });
    await tab().click();
    const coins = ['Bitcoin', 'Ether'];
    await expect.poll(names).toEqual(coins);
    await openSettings();
    await panel.getByText('Up red, down blue').click();
    await shown.breathe();
    await strip.locator('.strip.korean').waitFor();
    await expect.poll(() => tab().getAttribute('aria-selected')).toBe('true');
    await expect.poll(names).toEqual(coins);
    await strip.evaluate((element) => element.setAttribute('theme', 'dark'));
    await shown.breathe();
    await expect.poll(() => tab().getAttribute('aria-selected')).toBe('true');
    expect(await names()).toEqual(coins);
  });

  it('is not shared by the address of a frame', async () => {
    const { page } = await show();
    await openSettings();
    expect(await panel.getByRole('button', { name: 'Share' }).count()).toBe(1);
    await page.route('**/outer', (route) =>
      route.fulfill({
        contentType: 'text/html',
        body: `<iframe src="${server.pageUrl}" width="900" height="500"></iframe>`,
      }),
    );
    await page.goto(`${server.pageUrl}/outer`);
    const framed = page.frameLocator('iframe').locator('masthead-strip');
    await framed.locator('.item').first().waitFor();
    await shown.breathe();
    await framed.locator('.settings').click();
    await framed.getByRole('button', { name: 'Forget my choices' }).waitFor();
    expect(await framed.getByRole('button', { name: 'Share' }).count()).toBe(0);
  });

  it('follows a link to the page that it is on, once', async () => {
    const { page } = await show('', false, '#section');
    const link = (wishes: object) => `#masthead=${encodeURIComponent(JSON.stringify(wishes))}`;
    const go = async (hash: string) => {
      await page.evaluate((to) => location.assign(to), hash);
      await shown.breathe();
    };
    const all = await names();
    await go(link({ quotes: ['quote:SPX'] }));
    await expect.poll(names).toEqual(['S&P 500']);
    expect(await kept()).toBeNull();
    await openSettings();
    await panel.getByText('Forget my choices').click();
    await shown.breathe();
    await expect.poll(names).toEqual(all);
    // Back from another section the link is the same, and what the reader did since stands.
    await go('#section');
    await page.goBack();
    await shown.breathe();
    expect(await names()).toEqual(all);
    await go(link({ quotes: ['quote:SPX'], collapsed: true }));
    await expect.poll(() => shown.strip.locator('.strip.collapsed').count()).toBe(1);
  });

  it("takes the board's place and regional colours in place of the publisher's", async () => {
    const { strip } = await show('place="oslo-no" palette="korean"');
    const radio = (name: string) => panel.getByRole('radio', { name });
    await openSettings();
    await expect.poll(() => radio('Oslo').isChecked()).toBe(true);
    expect(await radio('Up red, down blue').isChecked()).toBe(true);
    for (const choice of ['La Paz', 'By region']) {
      await radio(choice).click();
      await shown.breathe();
      expect(await radio(choice).isChecked()).toBe(true);
    }
    await expect.poll(() => strip.locator('.strip.korean').count()).toBe(0);
    await expect.poll(() => strip.locator('.place').textContent()).toContain('La Paz');
    await panel.getByText('Forget my choices').click();
    await shown.breathe();
    await expect.poll(() => radio('Oslo').isChecked()).toBe(true);
    expect(await strip.locator('.strip.korean').count()).toBe(1);
  });

  it('gives the link up for a figure every minute, and takes it up again', async () => {
    const { strip, page } = await show();
    await expect.poll(() => server.sockets.size).toBe(1);
    await openSettings();
    await panel.getByLabel('Every minute').check();
    await expect.poll(() => server.sockets.size).toBe(0);
    await page.clock.runFor(1000);
    expect(await strip.locator('.live .state').textContent()).toBe('updates: 1 min');
    await panel.getByLabel('Live').check();
    await expect.poll(() => server.sockets.size).toBe(1);
  });

  it('stops the figures and has them go on', async () => {
    const { strip } = await show();
    await openSettings();
    await panel.getByText('Frozen').click();
    await shown.breathe();
    expect(await strip.locator('.pause').getAttribute('aria-pressed')).toBe('true');
    await panel.getByRole('radio', { name: 'Live' }).click();
    await shown.breathe();
    expect(await strip.locator('.pause').getAttribute('aria-pressed')).toBe('false');
  });

  it('gives the focus back to the button of the strip that stands there now', async () => {
    const { page } = await show();
    await openSettings();
    await panel.getByText('Up red, down blue').click();
    await shown.breathe();
    await page.keyboard.press('Escape');
    await panel.waitFor({ state: 'detached' });
    expect(await focused()).toBe('settings');
  });

  it.each(['at once', 'while the strip is made anew'])(
    'gives the focus back to its button however soon a reader leaves: %s',
    async (when) => {
      const { page, strip } = await show();
      await openSettings();
      const waitForChoice = () => strip.locator('.strip.korean').waitFor({ state: 'attached' });
      await page.clock.pauseAt(noon + 60_000);
      await panel.getByText('Up red, down blue').click();
      if (when !== 'at once') {
        await page.clock.runFor(1);
        await waitForChoice();
        expect(await strip.locator('.settings').count()).toBe(0);
      }
      await page.keyboard.press('Escape');
      await panel.waitFor({ state: 'detached' });
      const next = async () => {
        await page.clock.runFor(100);
        return focused();
      };
      await expect.poll(next).toBe('settings');
      await waitForChoice();
      await strip.locator('.settings').waitFor();
      await page.clock.runFor(200);
      expect(await focused()).toBe('settings');
    },
  );

  it('leaves the focus where a reader has taken it meanwhile', async () => {
    const { page, strip } = await show();
    await openSettings();
    await panel.getByText('Up red, down blue').click();
    await page.keyboard.press('Escape');
    await panel.waitFor({ state: 'detached' });
    await strip.locator('.strip.korean').waitFor({ state: 'attached' });
    // It can be reached from the first picture on, as a tile cannot.
    await strip.locator('.row').focus();
    await shown.breathe();
    await strip.locator('.settings').waitFor();
    await shown.breathe();
    expect(await focused()).toBe('row');
  });
});

it('has the small text of panels as dark as that of the strip where more contrast is asked for', async () => {
  const { page, strip } = await show();
  await page.emulateMedia({ contrast: 'more' });
  await openSettings();
  const [ink, ...small] = await Promise.all(
    [panel, panel.locator('legend').first(), strip.locator('.live .label')].map((each) =>
      each.evaluate((element) => getComputedStyle(element).color),
    ),
  );
  expect(small).toEqual([ink, ink]);
});
