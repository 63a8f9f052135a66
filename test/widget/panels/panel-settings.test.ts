import type { Browser, Route } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { ItemId } from '../../../src/protocol/item-id.ts';
import { contrast } from '../../../widget/builder/contrast.ts';
import { parsePreferences, preferencesInFragment } from '../../../widget/preferences.ts';
import { launchShell } from '../../support/chromium.ts';
import { quoteMeta } from '../sample-board.ts';
import { openPanelPage, type PanelPage, type PanelServer, startPanelServer } from './panel-page.ts';

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

/** `attributes`: as the page's publisher wrote them in the strip's tag. */
async function open(attributes: Readonly<Record<string, string>> = {}): Promise<PanelPage> {
  shown = await openPanelPage(browser, server);
  await shown.page.evaluate((given) => {
    for (const [name, value] of Object.entries(given))
      document.querySelector('#strip')?.setAttribute(name, value);
  }, attributes);
  await shown.open({ kind: 'settings' });
  await shown.panel.getByText('Show one line only').waitFor();
  return shown;
}

const kept = ({ page }: PanelPage) =>
  page.evaluate(() => JSON.parse(localStorage.getItem('masthead:preferences') ?? 'null'));

/** From now on their chunk waits to be let through, or to be refused. */
async function heldSettings(): Promise<{ readonly asked: Promise<Route> }> {
  shown = await openPanelPage(browser, server);
  let found: (route: Route) => void = () => {};
  const asked = new Promise<Route>((resolve) => {
    found = resolve;
  });
  await shown.page.route('**/settings.js', (route) => found(route));
  await shown.open({ kind: 'settings' });
  return { asked };
}

/** All that the status at the foot said, one after the other. */
async function statusesOf({ page, panel }: PanelPage): Promise<() => Promise<string[]>> {
  await panel
    .getByRole('status')
    .last()
    .evaluate((status) => {
      const said: string[] = [];
      const watcher = new MutationObserver(() => said.push(status.textContent ?? ''));
      watcher.observe(status, { characterData: true, childList: true, subtree: true });
      Object.assign(globalThis, { said });
    });
  return () => page.evaluate('said');
}

describe('the settings', () => {
  it('have a name, a way out and a loop of stops before their chunk has come, and keep the focus then', async () => {
    const { asked } = await heldSettings();
    const { page, panel } = shown;
    const route = await asked;
    await page.getByRole('dialog', { name: 'Settings' }).waitFor();
    const close = panel.getByRole('button', { name: 'Close' });
    const hasFocus = () => close.evaluate((button) => button.matches(':focus'));
    for (const key of ['Tab', 'Tab', 'Shift+Tab']) {
      await page.keyboard.press(key);
      expect(await hasFocus()).toBe(true);
    }
    expect(await panel.getByText('figures').count()).toBe(0);
    await route.continue();
    await panel.getByText('Show one line only').waitFor();
    expect(await hasFocus()).toBe(true);
    expect(await panel.getByRole('heading', { name: 'Settings' }).count()).toBe(1);
  });

  it('say that their chunk did not come, and can be left', async () => {
    const { asked } = await heldSettings();
    const { page, panel } = shown;
    await (await asked).abort();
    await panel.getByText('This did not load.').waitFor();
    expect(await panel.getByRole('button', { name: 'Try again' }).count()).toBe(1);
    expect(await page.getByRole('dialog', { name: 'Settings' }).count()).toBe(1);
    await panel.getByRole('button', { name: 'Close' }).click();
    await panel.waitFor({ state: 'detached' });
  });

  it("show the board's own choice, and write nothing before the reader acts", async () => {
    const { page, panel } = await open();
    expect(await page.getByRole('dialog', { name: 'Settings' }).count()).toBe(1);
    expect(await panel.getByRole('radio', { name: 'La Paz' }).isChecked()).toBe(true);
    expect(await panel.getByRole('checkbox', { name: 'Bitcoin' }).isChecked()).toBe(true);
    await panel.getByText('14 of 20 chosen').waitFor();
    expect(await kept(shown)).toBeNull();
  });

  it("show the publisher's place and colours as chosen, and let the reader have any others", async () => {
    const { panel } = await open({ place: 'oslo-no', palette: 'korean' });
    const radio = (name: string) => panel.getByRole('radio', { name });
    await expect.poll(() => radio('Oslo').isChecked()).toBe(true);
    expect(await radio('La Paz').isChecked()).toBe(false);
    expect(await radio('Up red, down blue').isChecked()).toBe(true);
    expect(await radio('By region').isChecked()).toBe(false);
    await radio('La Paz').click();
    await radio('By region').click();
    await expect.poll(() => radio('By region').isChecked()).toBe(true);
    expect(await radio('La Paz').isChecked()).toBe(true);
    expect(await kept(shown)).toEqual({ place: 'weather:la-paz-bo', palette: 'auto' });
  });

  it("show the board's first place where the publisher's is none", async () => {
    const { panel } = await open({ place: 'nowhere at all', palette: 'auto' });
    expect(await panel.getByRole('radio', { name: 'La Paz' }).isChecked()).toBe(true);
    expect(await panel.getByRole('radio', { name: 'By region' }).isChecked()).toBe(true);
  });

  it('make rows for those alone that are shown, and fold a text once', async () => {
    const many = Array.from({ length: 1900 }, (_, index) =>
      quoteMeta(`quote:Q${index}`, 'share', `Share ${index}`),
    );
    server.catalogue = { items: [...server.board.meta, ...many] };
    const { page, panel } = await open();
    await panel.getByText('Share 3', { exact: true }).waitFor();
    await page.evaluate(() => {
      const done = { rows: 0, folds: 0 };
      const create = document.createElement;
      document.createElement = ((name: string) => {
        if (name === 'label') done.rows += 1;
        return create.call(document, name);
      }) as typeof create;
      const normalize = String.prototype.normalize;
      Object.defineProperty(String.prototype, 'normalize', {
        value(this: string, form: string) {
          done.folds += 1;
          return normalize.call(this, form);
        },
      });
      Object.assign(globalThis, { done });
    });
    const search = panel.getByRole('searchbox', { name: 'Search: Market quotes' });
    const done = async (): Promise<{ rows: number; folds: number }> => page.evaluate('({ ...done })');
    await search.fill('share 1');
    await expect.poll(() => panel.getByRole('checkbox', { name: 'Share 3', exact: true }).count()).toBe(0);
    await page.clock.runFor(1000);
    const before = await done();
    // A panel is drawn a frame after each second.
    await page.clock.runFor(1100);
    const after = await done();
    const rows = after.rows - before.rows;
    expect(rows).toBeGreaterThan(60);
    // At most two drawings: 60 of a thousand quotes that were found, six places and the looks in each.
    expect(rows).toBeLessThan(200);
    expect(after.folds).toBe(before.folds);
    await search.fill('');
    await expect.poll(() => panel.getByRole('checkbox', { name: /^Share/ }).count()).toBeGreaterThan(40);
  });

  it('keep place, quotes, units, colours, pace and the one line', async () => {
    const { page, panel } = await open();
    await panel.getByText('Oslo').click();
    await panel.getByText('Nasdaq').click();
    await panel.getByText('°F').click();
    await panel.getByText('Up red, down blue').click();
    await panel.getByText('Every minute').click();
    await panel.getByText('Show one line only').click();
    await panel.getByText('13 of 20 chosen').waitFor();
    const preferences = await kept(shown);
    expect(preferences).toMatchObject({
      place: 'weather:oslo-no',
      units: 'f',
      palette: 'korean',
      pace: 'minute',
      collapsed: true,
    });
    expect(preferences.quotes).toHaveLength(13);
    expect(preferences.quotes).not.toContain('quote:IXIC');
    await panel.getByRole('radio', { name: 'Automatic' }).click();
    expect(await kept(shown)).not.toHaveProperty('units');
    await page.keyboard.press('Escape');
    await panel.waitFor({ state: 'detached' });
  });

  it('let a reader choose among all quotes of a board that has more than 20', async () => {
    const more = Array.from({ length: 16 }, (_, index) =>
      quoteMeta(`quote:Q${index}`, 'share', `Share ${index}`),
    );
    server.board = { ...server.board, meta: [...server.board.meta, ...more] };
    const { page, panel } = await open();
    await panel.getByText('30 of 30 chosen').waitFor();
    await panel.getByText('Nasdaq').click();
    await panel.getByText('29 of 30 chosen').waitFor();
    expect(parsePreferences(JSON.stringify(await kept(shown))).quotes).toHaveLength(29);
    await panel.getByText('Nasdaq').click();
    await panel.getByText('30 of 30 chosen').waitFor();
    expect(await panel.getByRole('checkbox', { name: 'Bitcoin' }).isDisabled()).toBe(false);
    await page.keyboard.press('Escape');
  });

  it('call each choice, its search and what was found by names of their own', async () => {
    const { panel } = await open();
    const list = panel.getByRole('group', { name: /^Market quotes: \d+$/ });
    await list.waitFor();
    const names = await panel
      .locator('legend, [type=search], [role=group]')
      .evaluateAll((all) => all.map((each) => each.ariaLabel ?? each.textContent));
    expect(names.length).toBeGreaterThan(6);
    expect(new Set(names).size).toBe(names.length);
    await panel.getByRole('searchbox', { name: 'Search: Market quotes' }).fill('nasdaq');
    await panel.getByRole('group', { name: 'Market quotes: 1', exact: true }).waitFor();
  });

  it.each(['light', 'dark'] as const)(
    'say in a search that can be read what it is (%s)',
    async (colorScheme) => {
      const { page, panel } = await open();
      await page.emulateMedia({ colorScheme });
      const colours = await panel
        .locator('[type=search]')
        .first()
        .evaluate((field) => {
          const ground = field.closest('dialog');
          const rgb = [
            getComputedStyle(field, '::placeholder').color,
            ground ? getComputedStyle(ground).backgroundColor : '',
          ];
          return rgb.map((text) => {
            const parts = text.match(/[\d.]+/g)?.slice(0, 3) ?? [];
            return `#${parts.map((part) => Number(part).toString(16).padStart(2, '0')).join('')}`;
          });
        });
      expect(contrast(colours[0] ?? '', colours[1] ?? '')).toBeGreaterThanOrEqual(4.5);
    },
  );

  it('take no more than 20 quotes', async () => {
    const more = Array.from({ length: 10 }, (_, index) =>
      quoteMeta(`quote:Q${index}`, 'share', `Share ${index}`),
    );
    server.catalogue = { items: [...server.board.meta, ...more] };
    const { panel } = await open();
    await panel.getByRole('searchbox', { name: 'Search: Market quotes' }).fill('share');
    for (const index of [0, 1, 2, 3, 4, 5]) await panel.getByText(`Share ${index}`).click();
    await panel.getByText('20 of 20 chosen').waitFor();
    expect(await panel.getByRole('checkbox', { name: 'Share 6' }).isDisabled()).toBe(true);
    expect(await panel.getByRole('checkbox', { name: 'Share 5' }).isDisabled()).toBe(false);
    expect((await kept(shown)).quotes).toHaveLength(20);
  });

  it('count no quote that the site has no longer, and keep none of those from the next choice on', async () => {
    const gone = Array.from({ length: 19 }, (_, index): ItemId => `quote:GONE${index}`);
    shown = await openPanelPage(browser, server, { kept: { quotes: [...gone, 'quote:SPX'] } });
    const { page, panel } = shown;
    const asked = new Promise<() => Promise<void>>((resolve) => {
      void page.route('**/v1/catalogue', (route) => resolve(() => route.continue()));
    });
    await shown.open({ kind: 'settings' });
    const answer = await asked;
    await panel.getByText('20 of 20 chosen').waitFor();
    await answer();
    await panel.getByText('1 of 20 chosen').waitFor();
    await panel.getByText('Nasdaq').click();
    await panel.getByText('2 of 20 chosen').waitFor();
    expect((await kept(shown)).quotes).toEqual(['quote:SPX', 'quote:IXIC']);
  });

  it.each([
    ['is not there', undefined],
    ['is no list', { items: 'x' }],
    ['holds nonsense', { items: [null, 7, { id: 'quote:SPX' }, { id: 'quote:OK', name: { en: 'Sound' } }] }],
  ])('live with a catalogue that %s', async (_name, catalogue) => {
    server.catalogue = catalogue;
    const { panel } = await open();
    const expected = _name === 'holds nonsense' ? 'Sound' : 'Bitcoin';
    await expect.poll(() => panel.getByRole('checkbox', { name: expected }).count()).toBe(1);
  });

  it('are shared by an address, and forgotten at once', async () => {
    const { panel } = await open();
    await panel.getByText('Up blue, down orange').click();
    await panel.getByRole('button', { name: 'Share' }).click();
    const link = await panel.getByRole('textbox', { name: 'Link to share' }).inputValue();
    expect(preferencesInFragment(new URL(link).hash)).toEqual({ palette: 'colour-blind' });
    await panel.getByRole('button', { name: 'Forget my choices' }).click();
    await expect.poll(() => kept(shown)).toBeNull();
    await expect.poll(() => panel.getByRole('radio', { name: 'By region' }).isChecked()).toBe(true);
  });

  it.each([
    ['#/story/7', '#/story/7&masthead='],
    ['#masthead=%7B%22pace%22%3A%22live%22%7D&section', '#section&masthead='],
  ])('are shared beside whatever the page has in its address: %s', async (hash, start) => {
    const { page, panel } = await open();
    await page.evaluate((given) => history.replaceState(null, '', given || location.pathname), hash);
    await panel.getByRole('button', { name: 'Share' }).click();
    const link = new URL(await panel.getByRole('textbox', { name: 'Link to share' }).inputValue());
    expect(link.hash).toBe(`${start}%7B%7D`);
  });

  it('share what is chosen now, at each press, and leave alone what is being typed', async () => {
    const { panel } = await open();
    const search = panel.getByRole('searchbox', { name: 'Search: Place' });
    const shared = async () => {
      const link = await panel.getByRole('textbox', { name: 'Link to share' }).inputValue();
      return preferencesInFragment(new URL(link).hash);
    };
    await search.fill('osl');
    await panel.getByRole('button', { name: 'Share' }).click();
    expect(await shared()).toEqual({});
    await panel.getByText('°F').click();
    await panel.getByRole('button', { name: 'Share' }).click();
    await expect.poll(shared).toEqual({ units: 'f' });
    expect(await search.inputValue()).toBe('osl');
  });

  it.each(['takes it', 'refuses it', 'is not there'])(
    'say at each press how the link can be had: a clipboard that %s',
    async (how) => {
      const { page, panel } = await open();
      await page.evaluate((given) => {
        const writeText = () => (given === 'takes it' ? Promise.resolve() : Promise.reject(new Error('no')));
        const value = given === 'is not there' ? undefined : { writeText };
        Object.defineProperty(navigator, 'clipboard', { value });
      }, how);
      const text = how === 'takes it' ? 'Link copied' : 'Link to share';
      const status = () => panel.getByRole('status').last().textContent();
      await panel.getByRole('button', { name: 'Share' }).click();
      await expect.poll(status).toBe(text);
      const statuses = await statusesOf(shown);
      await panel.getByRole('button', { name: 'Share' }).click();
      await expect.poll(statuses).toEqual(['', text]);
    },
  );

  it('say that they are forgotten, until something is chosen again', async () => {
    const { panel } = await open();
    const status = () => panel.getByRole('status').last().textContent();
    const forget = panel.getByRole('button', { name: 'Forget my choices' });
    await panel.getByText('°F').click();
    await expect.poll(status).toBe('Kept in this browser alone.');
    await forget.click();
    await expect.poll(status).toBe('Choices forgotten');
    const statuses = await statusesOf(shown);
    await forget.click();
    await expect.poll(statuses).toEqual(['', 'Choices forgotten']);
    await panel.getByText('°F').click();
    await expect.poll(status).toBe('Kept in this browser alone.');
  });

  it('do not say that they are forgotten where the browser keeps them', async () => {
    const { page, panel } = await open();
    const status = () => panel.getByRole('status').last().textContent();
    await panel.getByText('°F').click();
    await expect.poll(status).toBe('Kept in this browser alone.');
    await page.evaluate(() => {
      Storage.prototype.removeItem = () => {
        throw new DOMException('no', 'QuotaExceededError');
      };
    });
    const statuses = await statusesOf(shown);
    await panel.getByRole('button', { name: 'Forget my choices' }).click();
    await page.clock.runFor(2_000);
    expect(await statuses()).not.toContain('Choices forgotten');
  });

  it('do not bring a link back whose copying ends when there is a newer one, or none any more', async () => {
    const { page, panel } = await open();
    const field = panel.getByRole('textbox', { name: 'Link to share' });
    await page.evaluate(() => {
      const copied: (() => void)[] = [];
      const writeText = () => new Promise<void>((resolve) => copied.push(resolve));
      Object.defineProperty(navigator, 'clipboard', { value: { writeText } });
      Object.assign(globalThis, { finishCopy: (index: number) => copied[index]?.() });
    });
    const finishCopy = (index: number) => page.evaluate(`finishCopy(${index})`);
    await panel.getByRole('button', { name: 'Share' }).click();
    await panel.getByText('°F').click();
    await panel.getByRole('button', { name: 'Share' }).click();
    await finishCopy(0);
    await page.clock.runFor(1000);
    expect(await panel.getByText('Link copied').count()).toBe(0);
    expect(await field.inputValue()).toContain('units');
    await panel.getByRole('button', { name: 'Forget my choices' }).click();
    await finishCopy(1);
    await page.clock.runFor(1000);
    expect(await field.count()).toBe(0);
  });

  it.each(['holds', 'is closed', 'is full'])(
    'say that they are kept only where they are: storage %s',
    async (how) => {
      const { page, panel } = await open();
      const said = () => panel.getByText('Kept in this browser alone.').count();
      expect(await said()).toBe(0);
      await panel.getByText('°F').click();
      await expect.poll(said).toBe(1);
      await page.evaluate((given) => {
        const refuse = () => {
          throw new DOMException('no', 'QuotaExceededError');
        };
        if (given !== 'holds') Storage.prototype.setItem = refuse;
        if (given === 'is closed') Storage.prototype.getItem = refuse;
      }, how);
      await panel.getByText('Up red, down blue').click();
      await expect.poll(said).toBe(how === 'holds' ? 1 : 0);
      expect(await panel.getByRole('radio', { name: 'Up red, down blue' }).isChecked()).toBe(true);
    },
  );

  it('do not say that what a link or another tab chose is kept', async () => {
    const { page, panel } = await open();
    const said = () => panel.getByText('Kept in this browser alone.').count();
    await panel.getByText('°F').click();
    await expect.poll(said).toBe(1);
    await page.evaluate(() => localStorage.setItem('masthead:preferences', '{"units":"c"}'));
    await expect.poll(said).toBe(0);
  });

  it('let Escape clear a search first, and leave by the next one', async () => {
    const { page, panel } = await open();
    const search = panel.getByRole('searchbox', { name: 'Search: Place' });
    await search.fill('tromso');
    await expect.poll(() => panel.getByRole('radio', { name: 'Oslo' }).count()).toBe(0);
    await page.keyboard.press('Escape');
    await expect.poll(() => panel.getByRole('radio', { name: 'Oslo' }).count()).toBe(1);
    expect(await search.inputValue()).toBe('');
    await page.keyboard.press('Escape');
    await panel.waitFor({ state: 'detached' });
  });

  it('are used with a keyboard alone', async () => {
    const { page, panel } = await open();
    await panel.getByRole('radio', { name: 'Tromsø' }).waitFor();
    await page.keyboard.press('Tab');
    await page.keyboard.press('Tab');
    await page.keyboard.type('tromso');
    await expect.poll(() => panel.getByRole('radio', { name: 'Oslo' }).count()).toBe(0);
    await page.keyboard.press('Tab');
    await page.keyboard.press('Space');
    expect(await kept(shown)).toEqual({ place: 'weather:tromso-no' });
    expect(
      await panel.getByRole('radio', { name: 'Tromsø' }).evaluate((radio) => radio.matches(':focus')),
    ).toBe(true);
  });
});
