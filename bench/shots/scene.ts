/** One picture: a newspaper's page with the strip in one layout, theme, width, language and state. */
import type { Browser, Page } from 'playwright-core';
import type { FakeServer } from '../../test/widget/fake-server.ts';
import { noon } from '../../test/widget/sample-board.ts';
import type { Layout } from '../page/pages.ts';
import { detailsOf } from './details.ts';
import type { ShotState } from './states.ts';

export type Theme = 'light' | 'dark';

export interface Scene {
  readonly layout: Layout;
  readonly theme: Theme;
  readonly width: number;
  /** BCP 47; Arabic runs from right to left. */
  readonly language: string;
  readonly state: ShotState;
  /** What is pressed to open a panel; undefined: none is. */
  readonly opener?: string;
}

/** A picture in PNG. */
export async function shoot(browser: Browser, server: FakeServer, scene: Scene): Promise<Buffer> {
  const { state, theme, width, opener } = scene;
  set(server, scene);
  const page = await openPage(browser, theme, width);
  try {
    await state.before?.(page);
    await page.goto(server.pageUrl);
    await page.locator('masthead-strip [part~=strip]').waitFor({ state: 'attached' });
    await settle(page, state.sinceMs ?? longMs);
    await state.after?.(page, server);
    await settle(page, state.sinceMs ?? longMs);
    if (opener !== undefined) await openPanel(page, opener);
    return await page.screenshot();
  } finally {
    await page.context().close();
  }
}

function set(server: FakeServer, { layout, theme, language, state, opener }: Scene): void {
  server.board = state.board;
  server.takesSockets = state.name !== 'unreachable';
  server.hasPolicy = true;
  server.now = () => noon;
  for (const [id, detail] of detailsOf(state.board)) server.details.set(id, detail);
  const colours = theme === 'dark' ? '#141311;color:#ece7dc' : '#fdfbf6;color:#1c1a17';
  const height = opener === undefined ? 60 : 700;
  server.css = `:root{color-scheme:${theme};background:${colours}}body{font-family:"Liberation Serif",serif}
    masthead-strip[layout=compact]{block-size:32px}masthead-strip[layout=card]{block-size:auto}
    main{padding:12px 20px;min-block-size:${height}px}h1{margin:0;font-size:30px}
    .beside{display:grid;grid-template-columns:minmax(0,1fr) minmax(240px,320px);gap:20px}
    @media (max-width:600px){.beside{grid-template-columns:minmax(0,1fr)}}`;
  const strip = `<masthead-strip board="front" layout="${layout}" theme="${theme}"></masthead-strip>`;
  const story =
    '<h1>From the Andes, a careful opening to Washington</h1><p>The salt flats took up Thursday.</p>';
  const dir = /^(?:ar|he)\b/.test(language) ? 'rtl' : 'ltr';
  const inner =
    layout === 'card'
      ? `<main class="beside"><div>${story}</div><aside>${strip}</aside></main>`
      : `${strip}<main>${story}</main>`;
  server.body = `<div lang="${language}" dir="${dir}">${inner}</div>`;
}

async function openPage(browser: Browser, theme: Theme, width: number): Promise<Page> {
  const context = await browser.newContext({
    viewport: { width, height: 130 },
    colorScheme: theme,
    timezoneId: 'UTC',
    reducedMotion: 'reduce',
  });
  const page = await context.newPage();
  await page.clock.install({ time: noon });
  return page;
}

const longMs = 4_000;

/** As high as the page, and through everything that comes at idle. */
async function settle(page: Page, forMs: number): Promise<void> {
  const width = page.viewportSize()?.width ?? 1280;
  const height = await page.evaluate(
    () => document.querySelector('main')?.getBoundingClientRect().bottom ?? 130,
  );
  await page.setViewportSize({ width, height: Math.ceil(height) });
  // In steps, so that answers of the server come between.
  for (let ms = 0; ms < forMs; ms += forMs / 8) {
    await page.clock.runFor(forMs / 8);
    await page.evaluate(() => document.fonts.ready);
  }
}

async function openPanel(page: Page, opener: string): Promise<void> {
  await page.locator(`masthead-strip :is(${opener})`).first().press('Enter');
  await page.locator('masthead-strip [part~=panel]').first().waitFor();
  await settle(page, longMs);
}
