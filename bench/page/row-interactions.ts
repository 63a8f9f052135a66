/** How long the page takes to show what a reader did with the strip, as browsers report it to publishers (INP). */
import type { Locator, Page } from 'playwright-core';
import { startFakeServer } from '../../test/widget/fake-server.ts';
import { panelOpeners } from '../../test/widget/panel-openers.ts';
import { freshBoard } from './board.ts';
import { type Figure, median } from './figure.ts';
import { pageWith } from './pages.ts';
import { openPage, type Rig, type Row, untilFigures, wait } from './rig.ts';

const slowdown = 4;

export const interactions: Row = {
  name: 'interactions',
  isTimed: true,
  measure: async (rig) => {
    const figures: Figure[] = [];
    for (const [what, deed] of Object.entries(deeds)) {
      const measured = await slowest(rig, deed);
      figures.push({ what: `INP at 4×: ${what}`, measured, unit: 'ms', budget: 100, ceiling: 200 });
    }
    return figures;
  },
};

type Deed = (strip: Locator, page: Page) => Promise<void>;

const deeds: Readonly<Record<string, Deed>> = {
  pause: (strip) => strip.locator('[part~=pause]').click(),
  'next quotes': (strip) => strip.locator('[part~=next]').last().click(),
  'open a panel': async (strip, page) => {
    await strip.locator(panelOpeners.quote).first().click();
    await strip.locator('[part~=panel]').first().waitFor();
    await page.keyboard.press('Escape');
    await strip.locator('[part~=panel]').first().waitFor({ state: 'hidden' });
  },
};

/** The median over a few tries of the slowest event of each. */
async function slowest({ browser, pages, isShort }: Rig, act: Deed): Promise<number> {
  const server = await startFakeServer(freshBoard(Date.now()));
  const { page, close } = await openPage(browser, { slowdown });
  try {
    pages.html.set('/interact', pageWith({ script: `${server.url}/v1/masthead.js` }));
    await page.goto(`${pages.url}/interact`);
    await untilFigures(page);
    await server.connected();
    await wait(3_000);
    await page.evaluate(watchEvents);
    const times: number[] = [];
    for (let time = 0; time < (isShort ? 3 : 7); time += 1) {
      await act(page.locator('masthead-strip'), page);
      times.push(await page.evaluate(() => (globalThis as unknown as Watched).takeSlowest()));
    }
    return median(times);
  } finally {
    await close();
    await server.kill();
  }
}

interface Watched {
  /** The longest since the last call, once two frames have been shown. Events below 16 ms are not reported and count as 16. */
  takeSlowest(): Promise<number>;
}

function watchEvents(): void {
  let longest = 16;
  const take = (entries: readonly PerformanceEntry[]) => {
    for (const { duration } of entries) longest = Math.max(longest, duration);
  };
  const observer = new PerformanceObserver((list) => take(list.getEntries()));
  observer.observe({ type: 'event', durationThreshold: 16 } as PerformanceObserverInit);
  (globalThis as unknown as Watched).takeSlowest = async () => {
    for (let frame = 0; frame < 4; frame += 1) await new Promise(requestAnimationFrame);
    await new Promise((resolve) => setTimeout(resolve, 50));
    take(observer.takeRecords());
    const taken = longest;
    longest = 16;
    return taken;
  };
}
