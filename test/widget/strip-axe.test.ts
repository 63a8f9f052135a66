/** What axe-core has to say about the strip in every layout, theme, palette and direction, and with each panel open. */
import axe from 'axe-core';
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { detailsOf } from '../../bench/shots/details.ts';
import { launchShell } from '../support/chromium.ts';
import { type FakeServer, startFakeServer } from './fake-server.ts';
import { panelOpeners } from './panel-openers.ts';
import { noon, sampleBoard } from './sample-board.ts';
import { openStripPage, type StripPage } from './strip-page.ts';

const layouts = ['strip', 'compact', 'card'] as const;
const palettes = ['western', 'east-asian', 'korean', 'colour-blind'] as const;
const themes = ['light', 'dark'] as const;
const directions = ['ltr', 'rtl'] as const;

/** Fewer nodes than this and something was not drawn, or axe did not look into it. */
const atLeast = { page: 1_000, strip: 90, panel: 100 };

let browser: Browser;
let server: FakeServer;
let open: StripPage | undefined;

beforeAll(async () => {
  browser = await launchShell();
});
afterAll(() => browser.close());
beforeEach(async () => {
  server = await startFakeServer(sampleBoard({ demo: true }));
  server.now = () => noon;
  for (const [id, detail] of detailsOf(server.board)) server.details.set(id, detail);
  server.css = `:root{color-scheme:light dark;background:light-dark(#fff,#111);color:light-dark(#111,#fff)}
    masthead-strip[layout=card]{inline-size:320px;block-size:auto}`;
});
afterEach(async () => {
  await open?.close();
  await server.kill();
});

/** One strip for each layout and palette. */
function allStrips(theme: string, dir: string): string {
  const strips = layouts.flatMap((layout) =>
    palettes.map((palette) => stripOf({ layout, palette, theme, dir })),
  );
  return `<main><h1>Story</h1>${strips.join('')}</main>`;
}

function stripOf(attributes: Readonly<Record<string, string>>): string {
  const text = Object.entries(attributes).map(([name, value]) => `${name}="${value}"`);
  return `<masthead-strip board="front" ${text.join(' ')}></masthead-strip>`;
}

async function show(body: string, colorScheme: 'light' | 'dark'): Promise<Page> {
  server.body = body;
  open = await openStripPage(browser, server, { colorScheme });
  await open.tile(0).waitFor();
  await server.connected();
  await open.breathe();
  return open.page;
}

interface Verdict {
  readonly violations: readonly string[];
  /** Elements that a rule was applied to, each counted once. */
  readonly nodes: number;
}

/** `without`: rules that are left out. */
async function judge(page: Page, ...without: string[]): Promise<Verdict> {
  const rules = Object.fromEntries(without.map((rule) => [rule, { enabled: false }]));
  // As a module from an extension would: the page's own policy lets no inline script in.
  await page.evaluate((source) => 'axe' in globalThis || new Function(source)(), axe.source);
  return page.evaluate(
    async (options) => {
      const run = (globalThis as unknown as { axe: typeof axe }).axe.run;
      const { violations, passes, incomplete } = await run(options);
      const seen = [...passes, ...violations, ...incomplete].flatMap(({ nodes }) => nodes);
      return {
        violations: violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html}`)),
        nodes: new Set(seen.map(({ target }) => JSON.stringify(target))).size,
      };
    },
    { resultTypes: ['violations', 'passes'] as ['violations', 'passes'], rules },
  );
}

describe('axe has nothing to object to', () => {
  it.each(themes.flatMap((theme) => directions.map((dir) => [theme, dir] as const)))(
    'in any layout and palette, %s, %s',
    async (theme, dir) => {
      const page = await show(allStrips(theme, dir), theme);
      // A page has one strip, not twelve of the same name.
      const { violations, nodes } = await judge(page, 'landmark-unique');
      expect(violations).toEqual([]);
      expect(nodes).toBeGreaterThan(atLeast.page);
    },
  );

  it('in a page with a strip of its own, by every rule', async () => {
    const { violations, nodes } = await judge(
      await show(`<main><h1>Story</h1>${stripOf({})}</main>`, 'light'),
    );
    expect(violations).toEqual([]);
    expect(nodes).toBeGreaterThan(atLeast.strip);
  });

  it('in a page with a header and a card beside its story, by every rule', async () => {
    const page = await show(
      `${stripOf({})}<main><h1>Story</h1>${stripOf({ layout: 'card' })}</main>`,
      'light',
    );
    const tabs = page.locator('masthead-strip[layout=card]').getByRole('tablist');
    // What cards have comes in a chunk of its own.
    await expect.poll(() => page.clock.runFor(500).then(() => tabs.count())).toBe(1);
    const { violations, nodes } = await judge(page);
    expect(violations).toEqual([]);
    expect(nodes).toBeGreaterThan(2 * atLeast.strip);
  });

  const panels = Object.entries(panelOpeners).flatMap(([panel, opener]) =>
    themes.map((theme) => [panel, theme, opener] as const),
  );
  it.runIf(panels.length > 0).each(panels)('with the %s panel open, %s', async (_panel, theme, opener) => {
    const page = await show(`<main><h1>Story</h1>${stripOf({ theme })}</main>`, theme);
    for (const dir of directions) {
      for (const palette of palettes) {
        await page.locator('masthead-strip').evaluate(dress, { dir, palette });
        await openPanel(page, opener);
        const { violations, nodes } = await judge(page);
        expect({ dir, palette, violations }).toEqual({ dir, palette, violations: [] });
        expect(nodes).toBeGreaterThan(atLeast.panel);
      }
    }
  });
});

function dress(host: Element, attributes: Readonly<Record<string, string>>): void {
  for (const [name, value] of Object.entries(attributes)) host.setAttribute(name, value);
}

/** Unless it still stands open from before. */
async function openPanel(page: Page, opener: string): Promise<void> {
  await page.clock.runFor(500);
  const panel = page.locator('masthead-strip [part~=panel]').first();
  if (!(await panel.isVisible())) await page.locator(`masthead-strip :is(${opener})`).first().press('Enter');
  await panel.waitFor();
  await page.clock.runFor(500);
}

it('axe objects once a single label is gone, so that it is known to look', async () => {
  const page = await show(`<main><h1>Story</h1>${stripOf({})}</main>`, 'light');
  await page.evaluate(() => {
    const pause = document.querySelector('masthead-strip')?.shadowRoot?.querySelector('[part~=pause]');
    for (const name of ['aria-label', 'title']) pause?.removeAttribute(name);
  });
  const { violations } = await judge(page);
  expect(violations).toEqual([expect.stringContaining('button-name')]);
});
