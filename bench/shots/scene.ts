/** One picture: a newspaper's page with the strip in one layout, theme, width, language and state, or with a panel open. */
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import type { FakeServer } from '../../test/widget/fake-server.ts';
import { noon } from '../../test/widget/sample-board.ts';
import { boardIn } from './boards.ts';
import { catalogueOf, detailsOf } from './details.ts';
import type { ShotState } from './states.ts';
import { pageOf } from './story.ts';

export interface Scene {
  readonly layout: 'strip' | 'compact' | 'card';
  readonly theme: 'light' | 'dark';
  /** Of the window, in px. */
  readonly width: number;
  /** BCP 47; Arabic runs from right to left. */
  readonly language: string;
  readonly state: ShotState;
  /** Width of the strip's own box in px; absent: the page's, or in the card's case the column's. */
  readonly box?: number;
  /** Further attributes of the element. */
  readonly attributes?: string;
  /** Further rules of the page's style sheet. */
  readonly css?: string;
  readonly media?: Pick<BrowserContextOptions, 'contrast' | 'forcedColors'>;
  /** What is done once all has come, such as to open a panel. */
  readonly act?: (page: Page) => Promise<unknown>;
  /** A panel needs a window; without one the picture is as high as the page. */
  readonly isTall?: boolean;
  /** A selector: what alone is in the picture. */
  readonly only?: string;
  /** Rules to try: the strip's, and the panels'. */
  readonly trial?: Trial;
}

type Clip = NonNullable<NonNullable<Parameters<Page['screenshot']>[0]>['clip']>;

export interface Trial {
  readonly strip: string;
  readonly panels: string;
}

/** A picture in PNG. */
export async function shoot(browser: Browser, server: FakeServer, scene: Scene): Promise<Buffer> {
  const { state, act } = scene;
  const board = state.board && boardIn(scene.language, state.board);
  const details = detailsOf(board);
  server.board = board;
  server.hasPolicy = true;
  server.now = () => noon;
  for (const [id, detail] of details) server.details.set(id, detail);
  Object.assign(server, pageOf(scene));
  const page = await openPage(browser, scene);
  try {
    await page.route('**/v1/catalogue', (route) =>
      route.fulfill({ json: catalogueOf(board), headers: { 'access-control-allow-origin': '*' } }),
    );
    await state.before?.(page);
    await page.goto(server.pageUrl);
    await page.locator('masthead-strip [part~=strip]').waitFor({ state: 'attached' });
    if (state.sinceMs === undefined) await finished(page);
    await state.after?.(page, server);
    await pass(page, state.sinceMs ?? longMs);
    await act?.(page);
    if (act !== undefined) await pass(page, longMs);
    if (scene.isTall !== true) await growToPage(page);
    if (scene.trial !== undefined) await tryOut(page, scene.trial);
    return await page.screenshot(await edges(page, scene));
  } finally {
    await page.context().close();
  }
}

// A laptop's window and a phone's.
const windowHeight = (width: number) => (width < 600 ? 844 : 800);

async function openPage(browser: Browser, { theme, width, isTall, media }: Scene): Promise<Page> {
  const context = await browser.newContext({
    viewport: { width, height: isTall ? windowHeight(width) : 500 },
    colorScheme: theme,
    timezoneId: 'UTC',
    reducedMotion: 'reduce',
    ...media,
  });
  const page = await context.newPage();
  await page.clock.install({ time: noon });
  return page;
}

/** Sentences and lines are told a second behind the figures, and a link is given up after its second failure. */
const longMs = 4_000;

const stepMs = 500;

/** Through everything that comes at idle, in steps, so that answers of the server come between. */
async function pass(page: Page, forMs: number): Promise<void> {
  for (let ms = 0; ms < forMs; ms += stepMs) {
    await page.clock.runFor(stepMs);
    await page.evaluate(() => document.fonts.ready);
  }
}

/** Resolves once the idle chunk has taken the strip over and drawn the lines of what is seen. */
async function finished(page: Page): Promise<void> {
  const status = page.locator('masthead-strip [role=status]').first();
  for (let tries = 0; (await status.count()) === 0; tries += 1) {
    if (tries === 40) throw new Error('the idle chunk did not come');
    await pass(page, stepMs);
  }
}

/** A card's page without the empty half of its story. */
async function edges(page: Page, { layout, isTall, only }: Scene): Promise<{ clip?: Clip }> {
  const { width, height } = page.viewportSize() ?? { width: 0, height: 0 };
  const box = only === undefined ? null : await page.locator(only).boundingBox();
  if (box !== null) return { clip: box };
  if (layout !== 'card' || isTall || width < 720) return {};
  const isRtl = (await page.locator('.page').getAttribute('dir')) === 'rtl';
  return { clip: { x: isRtl ? 0 : width - 640, y: 0, width: 640, height } };
}

/** As high as the page. */
async function growToPage(page: Page): Promise<void> {
  const { width } = page.viewportSize() ?? { width: 1280 };
  const height = await page.evaluate(() => document.querySelector('.page')?.scrollHeight ?? 130);
  await page.setViewportSize({ width, height });
}

/** After the strip's own sheets, and after those of an open panel. */
async function tryOut(page: Page, { strip, panels }: Trial): Promise<void> {
  const rules = [
    { css: strip, at: 'masthead-strip' },
    { css: panels, at: 'masthead-strip :has(> [part~=panel])' },
  ];
  for (const { css, at } of rules) {
    for (const host of await page.locator(at).all()) {
      await host.evaluate((element, text) => {
        const sheet = new CSSStyleSheet();
        sheet.replaceSync(text);
        element.shadowRoot?.adoptedStyleSheets.push(sheet);
      }, css);
    }
  }
}
