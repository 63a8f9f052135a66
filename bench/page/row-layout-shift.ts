/** How far the strip moves what is on the page, in each layout: while its script is late, its data is late, its values change width. */
import type { Page } from 'playwright-core';
import { type FakeServer, startFakeServer } from '../../test/widget/fake-server.ts';
import { createFeed, freshBoard } from './board.ts';
import type { Figure } from './figure.ts';
import { type Layout, pageWith, reserved } from './pages.ts';
import { openPage, type Rig, type Row, untilFigures, wait } from './rig.ts';

export const layoutShift: Row = {
  name: 'layout shift',
  isTimed: false,
  async measure(rig) {
    const layouts = Object.keys(reserved) as Layout[];
    const figures: Figure[] = [];
    for (const layout of layouts) {
      // Side by side: nothing here is a time.
      const shifts = Object.entries(causes).map(async ([what, cause]): Promise<Figure> => {
        const measured = await shiftOf(rig, `${layout}, ${what}`, layout, cause);
        return {
          what: `layout shift, ${layout}, ${what}`,
          measured,
          unit: '',
          budget: 0.001,
          ceiling: 0.002,
        };
      });
      figures.push(...(await Promise.all(shifts)));
    }
    return figures;
  },
};

/** What happens to a page before and after it is opened. */
interface Cause {
  readonly late?: string;
  readonly after?: (page: Page, server: FakeServer) => Promise<void>;
}

const lateMs = 700;

const causes: Readonly<Record<string, Cause>> = {
  'script late': { late: '**/masthead.js' },
  'data late': { late: '**/v1/boards/**' },
  'values changing width': { after: changeWidths },
};

async function changeWidths(page: Page, server: FakeServer): Promise<void> {
  await server.connected();
  const feed = createFeed(server.board ?? freshBoard(Date.now()));
  for (let time = 0; time < 6; time += 1) {
    const items = feed.change(14, Date.now());
    server.send({ t: 'upd', items });
    await framesOf(page, 4);
  }
}

async function shiftOf(
  { browser, pages }: Rig,
  name: string,
  layout: Layout,
  { late, after }: Cause,
): Promise<number> {
  const server = await startFakeServer(freshBoard(Date.now()));
  const strip = `<masthead-strip board="front" layout="${layout}"></masthead-strip>`;
  const path = `/shift/${name.replaceAll(/\W+/g, '-')}`;
  pages.html.set(path, pageWith({ script: `${server.url}/v1/masthead.js`, strip }));
  const { page, close } = await openPage(browser);
  try {
    if (late !== undefined) {
      await page.route(late, async (route) => {
        await wait(lateMs);
        await route.continue();
      });
    }
    await page.goto(`${pages.url}${path}`);
    await page.evaluate(countShifts);
    await untilFigures(page);
    await after?.(page, server);
    // The rest of what comes at idle.
    await wait(1_000);
    return await page.evaluate(() => (globalThis as unknown as { shift: number }).shift);
  } finally {
    await close();
    await server.kill();
  }
}

function countShifts(): void {
  const page = globalThis as unknown as { shift: number };
  page.shift = 0;
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) page.shift += (entry as unknown as { value: number }).value;
  }).observe({ type: 'layout-shift', buffered: true });
}

function framesOf(page: Page, count: number): Promise<void> {
  return page.evaluate(async (frames) => {
    for (let frame = 0; frame < frames; frame += 1) await new Promise(requestAnimationFrame);
  }, count);
}
