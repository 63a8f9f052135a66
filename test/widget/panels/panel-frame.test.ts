import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { leavesOf } from '../../../src/view/word-table.ts';
import { launchShell } from '../../support/chromium.ts';
import { brotliBytes } from '../../support/widget-bundle.ts';
import { panelTable } from '../../view/tables.ts';
import { panelChunks } from './panel-chunks.ts';
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
  [browser, server] = await Promise.all([launchShell(), startPanelServer()]);
});
afterAll(() => Promise.all([browser.close(), server.stop()]));
afterEach(async () => {
  expect(shown.complaints).toEqual([]);
  await shown.close();
});

async function open(subject = 'quote:SPX', options: PanelPageOptions = {}): Promise<PanelPage> {
  shown = await openPanelPage(browser, server, options);
  await shown.page.getByRole('button', { name: 'First' }).focus();
  await shown.open(subject);
  await shown.panel.getByText('What is this number?').waitFor();
  return shown;
}

/** What has the focus, through every shadow root. */
function focused({ page }: PanelPage): Promise<string> {
  return page.evaluate(() => {
    let at = document.activeElement;
    while (at?.shadowRoot?.activeElement) at = at.shadowRoot.activeElement;
    return at?.ariaLabel ?? (at?.localName === 'dialog' ? 'dialog' : (at?.textContent ?? ''));
  });
}

/** What has the focus in a panel, and whether some of it lies under the head or out of the panel's sight. In the page. */
function focusedStop(panel: HTMLElement): { name: string; isHidden: boolean } {
  const at = (panel.getRootNode() as ShadowRoot).activeElement as HTMLInputElement | null;
  const head = panel.querySelector('.head');
  if (at === null || head === null) throw new Error('the focus has left the panel');
  const { top, bottom } = at.getBoundingClientRect();
  const isInSight = [at.closest('.found') ?? panel, panel].every((box) => {
    const sight = box.getBoundingClientRect();
    return top >= sight.top - 1 && bottom <= sight.bottom + 1;
  });
  const isFree = head.contains(at) || top >= head.getBoundingClientRect().bottom;
  return {
    name: at.ariaLabel ?? at.labels?.[0]?.textContent ?? at.textContent,
    isHidden: !(isInSight && isFree),
  };
}

describe('the frame of a panel', () => {
  it('takes the focus, is named by its title, and gives the focus back on Escape', async () => {
    const { page, panel, call } = await open();
    expect(await focused(shown)).toBe('dialog');
    expect(await page.getByRole('dialog', { name: 'S&P 500' }).count()).toBe(1);
    await page.keyboard.press('Escape');
    await panel.waitFor({ state: 'detached' });
    expect(await focused(shown)).toBe('First');
    expect(await call('closings')).toBe(1);
  });

  it('keeps Tab within it, both ways round', async () => {
    const { page } = await open();
    const order: string[] = [];
    for (let step = 0; step < 5; step += 1) {
      await page.keyboard.press('Tab');
      order.push(await focused(shown));
    }
    expect(order).toEqual([
      'Close',
      expect.stringMatching(/^Chart from/),
      'Twelve Data',
      'More on S&P 500',
      'Close',
    ]);
    await page.keyboard.press('Shift+Tab');
    expect(await focused(shown)).toBe('More on S&P 500');
  });

  it('closes by its button, and by a press outside, which leaves the focus there', async () => {
    const { page, panel } = await open();
    await panel.getByRole('button', { name: 'Close' }).click();
    expect(await focused(shown)).toBe('First');
    await shown.open('quote:SPX');
    await panel.getByText('S&P 500').first().click();
    expect(await panel.count()).toBe(1);
    await page.mouse.click(880, 600);
    await panel.waitFor({ state: 'detached' });
    expect(await shown.call('closings')).toBe(2);
  });

  it('does not count a press on its opener as one outside', async () => {
    const { page, panel } = await open();
    await page.getByRole('button', { name: 'First' }).click();
    expect(await panel.count()).toBe(1);
  });

  it("leaves Escape to the page's own dialog that stands over it", async () => {
    const { page, panel, call } = await open();
    await page.evaluate(() => {
      const own = document.createElement('dialog');
      own.id = 'own';
      own.append(document.createElement('button'));
      document.body.append(own);
      own.showModal();
    });
    const own = page.locator('#own');
    await page.keyboard.press('Escape');
    await own.waitFor({ state: 'hidden' });
    expect(await panel.getByText('What is this number?').isVisible()).toBe(true);
    expect(await call('closings')).toBe(0);
    await panel.getByRole('button', { name: 'Close' }).focus();
    await page.keyboard.press('Escape');
    await expect.poll(() => call('closings')).toBe(1);
  });

  it('leaves Escape alone where the page has answered it, and has the page leave alone what it answers', async () => {
    const { page, panel } = await open();
    await page.evaluate(() => {
      const seen: boolean[] = [];
      addEventListener(
        'keydown',
        ({ key, defaultPrevented }) => key === 'Escape' && seen.push(defaultPrevented),
      );
      const answer = (event: Event) => event.preventDefault();
      document.body.addEventListener('keydown', answer, { once: true });
      Object.assign(globalThis, { seen });
    });
    await page.keyboard.press('Escape');
    expect(await panel.count()).toBe(1);
    await page.keyboard.press('Escape');
    await panel.waitFor({ state: 'detached' });
    expect(await page.evaluate('seen')).toEqual([true, true]);
  });

  it('closes by Escape where nothing has the focus', async () => {
    const { page, panel } = await open();
    await page.evaluate(() => {
      let at = document.activeElement;
      while (at?.shadowRoot?.activeElement) at = at.shadowRoot.activeElement;
      (at as HTMLElement).blur();
    });
    await page.keyboard.press('Escape');
    await panel.waitFor({ state: 'detached' });
  });

  it.each(['ltr', 'rtl'] as const)('stands below its opener, at its start: %s', async (dir) => {
    const { page, panel } = await open('quote:SPX', { dir });
    const [box, opener] = await Promise.all([
      panel.boundingBox(),
      page.getByRole('button', { name: 'First' }).boundingBox(),
    ]);
    if (box === null || opener === null) throw new Error('nothing is shown');
    expect(box.y).toBeGreaterThanOrEqual(opener.y + opener.height);
    if (dir === 'ltr') expect(Math.abs(box.x - opener.x)).toBeLessThan(2);
    else expect(Math.abs(box.x + box.width - opener.x - opener.width)).toBeLessThan(2);
  });

  it('is a modal sheet at the foot of a narrow window, and closes by its backdrop', async () => {
    const { page, panel } = await open('weather:la-paz-bo', { width: 390, height: 700 });
    const box = await panel.boundingBox();
    expect(box).toMatchObject({ x: 0, width: 390 });
    expect(Math.round((box?.y ?? 0) + (box?.height ?? 0))).toBe(700);
    expect(await panel.evaluate((dialog) => dialog.matches(':modal'))).toBe(true);
    expect(await panel.evaluate(({ scrollWidth, clientWidth }) => scrollWidth - clientWidth)).toBe(0);
    await page.mouse.click(100, 20);
    await panel.waitFor({ state: 'detached' });
  });

  it('is round and hemmed at its top alone at the foot of a narrow window, on whole pixels', async () => {
    // 85 % of it are no whole number of them.
    const { panel } = await open('weather:la-paz-bo', { width: 390, height: 703 });
    const { height, look } = await panel.evaluate((dialog) => {
      const { borderBottomLeftRadius, borderBottomRightRadius, borderWidth } = getComputedStyle(dialog);
      const look = [borderBottomLeftRadius, borderBottomRightRadius, borderWidth];
      return { height: dialog.getBoundingClientRect().height, look };
    });
    expect(look).toEqual(['0px', '0px', '1px 0px 0px']);
    expect(height).toBe(598);
  });

  it('keeps a tap on its backdrop from what lies below', async () => {
    const { page, panel } = await open('weather:la-paz-bo', { width: 390, height: 700, hasTouch: true });
    const below = page.getByRole('button', { name: 'First', includeHidden: true });
    const { x = 0, y = 0 } = (await below.boundingBox()) ?? {};
    await page.evaluate(() => {
      const pressed: unknown[] = [];
      Object.assign(globalThis, { pressed });
      document.addEventListener('click', (event) => pressed.push(event.composedPath()[0]));
    });
    await page.touchscreen.tap(x + 4, y + 4);
    await panel.waitFor({ state: 'detached' });
    await expect.poll(() => page.evaluate('pressed.map(({ localName }) => localName)')).toEqual(['dialog']);
  });

  it('stays open where a press on its words ends beside it', async () => {
    const { page } = await open('weather:la-paz-bo', { width: 390, height: 700 });
    await page.mouse.move(100, 400);
    await page.mouse.down();
    await page.mouse.move(100, 20);
    await page.mouse.up();
    expect(await shown.call('closings')).toBe(0);
  });

  it.each([
    ['a wide window', { width: 900, height: 400 }],
    ['a narrow window', { width: 390, height: 700 }],
  ])('stays open under a press where its scrollbar stands: %s', async (_name, options) => {
    const { page, panel } = await open('weather:la-paz-bo', options);
    // The browser of the tests draws none; it is the dialog's own, as its padding is.
    await panel.evaluate((dialog) => dialog.style.setProperty('padding-right', '20px'));
    const box = await panel.boundingBox();
    if (box === null) throw new Error('nothing is shown');
    await page.evaluate(() => {
      const note = (event: Event) => Object.assign(globalThis, { pressed: event.composedPath()[0] });
      document.addEventListener('pointerdown', note);
    });
    await page.mouse.click(box.x + box.width - 8, box.y + box.height / 2);
    expect(await page.evaluate('pressed.localName')).toBe('dialog');
    expect(await shown.call('closings')).toBe(0);
  });

  it('keeps its close button in reach however far a reader has scrolled', async () => {
    const { panel } = await open('weather:la-paz-bo', { width: 390, height: 450 });
    const scrolled = await panel.evaluate((dialog) => {
      dialog.scrollTop = dialog.scrollHeight;
      return dialog.scrollTop;
    });
    expect(scrolled).toBeGreaterThan(100);
    await panel.getByRole('button', { name: 'Close' }).click({ timeout: 2_000 });
    await panel.waitFor({ state: 'detached' });
    expect(await shown.page.evaluate(() => window.scrollY)).toBe(0);
  });

  it.each([
    ['the settings', { width: 1280, height: 420 }, { kind: 'settings' }, 'Forget my choices'],
    ['the settings', { width: 320, height: 400 }, { kind: 'settings' }, 'Forget my choices'],
    ['a place', { width: 1280, height: 420 }, 'weather:la-paz-bo', 'Another place'],
    ['a quote', { width: 320, height: 300 }, 'quote:SPX', 'More on'],
  ] as const)('hides no stop under its head on the way up: %s, %j', async (_name, options, subject, last) => {
    shown = await openPanelPage(browser, server, options);
    const { page, panel } = shown;
    await shown.open(subject);
    await panel.getByText(last).focus();
    const stops: string[] = [];
    const hidden: string[] = [];
    do {
      const { name, isHidden } = await panel.evaluate(focusedStop);
      stops.push(name);
      if (isHidden) hidden.push(name);
      await page.keyboard.press('Shift+Tab');
    } while (stops.at(-1) !== 'Close' && stops.length < 60);
    expect(stops.at(-1)).toBe('Close');
    expect(stops.length).toBeGreaterThan(3);
    expect(hidden).toEqual([]);
  });

  it('clips nothing at 200 % zoom of a small window, and no target is smaller than 24 px', async () => {
    const { panel } = await open('weather:la-paz-bo', { width: 320, height: 450 });
    await panel.getByText('Another place').click();
    await panel.getByRole('searchbox').waitFor();
    expect(await panel.evaluate(({ scrollWidth, clientWidth }) => scrollWidth - clientWidth)).toBe(0);
    const small = await panel.locator('a,button,input').evaluateAll((targets) =>
      targets
        .map((target) => [target.textContent, target.getBoundingClientRect()] as const)
        .filter(([, { width, height }]) => Math.min(width, height) < 24)
        .map(([text, { width, height }]) => [text, width, height]),
    );
    expect(small).toEqual([]);
  });

  it.each(['es', 'fr', 'de', 'pl'] as const)(
    'scrolls in one direction in a small window, and breaks no figure: %s',
    async (lang) => {
      const leaves = leavesOf(await panelTable(lang), await panelTable('en'));
      shown = await openPanelPage(browser, server, { width: 320, lang, leaves });
      const { page, panel } = shown;
      // The widest that readers commonly have.
      await page.evaluate(() => document.body.style.setProperty('font-family', '"DejaVu Sans", Verdana'));
      await shown.open('weather:la-paz-bo');
      await panel.locator('.hours').waitFor();
      expect(await panel.evaluate(({ scrollWidth, clientWidth }) => scrollWidth - clientWidth)).toBe(0);
      const heights = await panel
        .locator('.wet:not(:empty)')
        .evaluateAll((amounts) => amounts.map(({ clientHeight }) => clientHeight));
      // All stand on one line.
      expect(new Set(heights).size).toBe(1);
    },
  );

  it("is gone once the browser has closed it, as by a phone's way back, and opens again", async () => {
    const { panel, call } = await open('quote:SPX', { width: 390, height: 700 });
    await panel.evaluate((dialog) => (dialog as HTMLDialogElement).close());
    await panel.waitFor({ state: 'detached' });
    expect(await call('closings')).toBe(1);
    expect(await focused(shown)).toBe('First');
    await shown.open('quote:SPX');
    await panel.getByText('What is this number?').waitFor();
  });

  it.each([
    ['static', 'leaves with it'],
    ['sticky', 'stays with it'],
  ])('scrolls as its opener does: in a head that is %s it %s', async (position) => {
    const { page, panel } = await open();
    await page.evaluate((given) => {
      document.querySelector('main')?.style.setProperty('height', '3000px');
      const head = document.querySelector<HTMLElement>('#strip');
      head?.style.setProperty('position', given);
      head?.style.setProperty('top', '0');
    }, position);
    const opener = page.getByRole('button', { name: 'First' });
    const gap = async () => {
      const [box, head] = await Promise.all([panel.boundingBox(), opener.boundingBox()]);
      return Math.round((box?.y ?? 0) - (head?.y ?? 0));
    };
    const before = await gap();
    for (const scrolled of [40, 800]) {
      await page.evaluate((to) => scrollTo(0, to), scrolled);
      await expect.poll(gap).toBe(before);
    }
    expect(((await panel.boundingBox())?.y ?? 0) > 0).toBe(position === 'sticky');
  });

  it('is modal where the browser has no popovers', async () => {
    shown = await openPanelPage(browser, server);
    await shown.page.evaluate(() => Object.assign(HTMLElement.prototype, { showPopover: undefined }));
    await shown.open('quote:SPX');
    expect(await shown.panel.evaluate((dialog) => dialog.matches(':modal'))).toBe(true);
  });

  it('stands at the end of its opener in a page that runs from the right, also where there is no `:dir()`', async () => {
    shown = await openPanelPage(browser, server, { dir: 'rtl' });
    const { page, panel } = shown;
    // As in Chromium before 120.
    await page.evaluate(() => {
      const { matches } = Element.prototype;
      Element.prototype.matches = function (this: Element, selector: string) {
        if (selector.includes(':dir')) throw new DOMException('no such selector', 'SyntaxError');
        return matches.call(this, selector);
      } as typeof matches;
    });
    await shown.open('quote:SPX');
    const [end = 0, openerEnd = 1] = await Promise.all(
      [panel, page.getByRole('button', { name: 'First' })].map(async (each) => {
        const { x = 0, width = 0 } = (await each.boundingBox()) ?? {};
        return x + width;
      }),
    );
    expect(Math.abs(end - openerEnd)).toBeLessThan(2);
  });

  it('names its parts where the browser reflects no ARIA', async () => {
    shown = await openPanelPage(browser, server);
    const { page } = shown;
    // As in Firefox before 119.
    await page.evaluate(() => {
      for (const name of Object.keys(Element.prototype))
        if (/^(?:role|aria[A-Z].*)$/.test(name)) Reflect.deleteProperty(Element.prototype, name);
    });
    await shown.open('quote:SPX');
    await page.getByRole('button', { name: 'Close' }).waitFor();
    const chart = page.getByRole('slider', { name: /^Chart from/ });
    await chart.focus();
    await page.keyboard.press('Home');
    await expect.poll(() => chart.getAttribute('aria-valuetext')).toMatch(/^06:32 · /);
    expect(await chart.getAttribute('aria-valuenow')).toBe('0');
  });

  it('draws its chart in the colours of the system where those are forced', async () => {
    const { panel } = await open('quote:SPX', { forcedColors: 'active' });
    const colours = await panel.locator('.chart text, .chart .base').evaluateAll((parts) => {
      const probe = document.createElement('i');
      probe.style.setProperty('color', 'CanvasText');
      parts[0]?.closest('.chart')?.append(probe);
      const wanted = getComputedStyle(probe).color;
      return parts.flatMap((part) => {
        const { fill, stroke } = getComputedStyle(part);
        return [fill, stroke].filter((colour) => colour !== 'none' && colour !== wanted);
      });
    });
    expect(colours).toEqual([]);
  });

  it('tells which unit is chosen where the colours of the system are forced', async () => {
    const { panel } = await open('weather:la-paz-bo', { forcedColors: 'active' });
    const coloursOf = (pressed: boolean) =>
      panel.locator(`[aria-pressed=${pressed}]`).evaluate((button) => {
        const { color, backgroundColor } = getComputedStyle(button);
        return { color, backgroundColor };
      });
    const chosen = await coloursOf(true);
    expect(chosen.backgroundColor).not.toBe((await coloursOf(false)).backgroundColor);
    expect(chosen.backgroundColor).not.toBe(chosen.color);
  });

  it('has scrollbars in its own colours, however light or dark the page is', async () => {
    const { panel } = await open();
    const [bar, ground, muted] = await panel.evaluate((dialog) => {
      const label = dialog.querySelector('dt');
      return [
        getComputedStyle(dialog).scrollbarColor,
        'rgba(0, 0, 0, 0)',
        label && getComputedStyle(label).color,
      ];
    });
    expect(bar).toBe(`${muted} ${ground}`);
  });

  it('is not printed', async () => {
    const { page, panel } = await open();
    await page.emulateMedia({ media: 'print' });
    expect(await panel.isVisible()).toBe(false);
  });
});

describe('the chunks', () => {
  it.each(['panels.js', 'forecast.js', 'settings.js'])(
    '%s stays within its budget on the wire',
    async (name) => {
      shown = await openPanelPage(browser, server);
      const text = (await panelChunks()).get(name) ?? '';
      expect(text.length).toBeGreaterThan(1000);
      expect(brotliBytes(text)).toBeLessThanOrEqual(8192);
    },
  );
});
