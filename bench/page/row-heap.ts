/** How much memory the strip holds, and that it does not grow while an hour of updates comes. */
import type { CDPSession, Page } from 'playwright-core';
import { type FakeServer, startFakeServer } from '../../test/widget/fake-server.ts';
import { noon } from '../../test/widget/sample-board.ts';
import { createFeed, freshBoard } from './board.ts';
import type { Figure } from './figure.ts';
import { objectsMb } from './heap-objects.ts';
import { pageWith } from './pages.ts';
import { openPage, type Rig, type Row, untilFigures } from './rig.ts';

const heartbeatS = 20;

export const heap: Row = {
  name: 'heap',
  isTimed: false,
  async measure(rig) {
    // The chunk of long visits comes after two minutes, and is no growth.
    const [early, late] = rig.isShort ? [180, 720] : [600, 3_600];
    const seconds = [early ?? 0, late ?? 0];
    // The clock that is turned by hand keeps a list of its turns: the bare page has the same.
    const bare = await heapOf(rig, false, seconds);
    const [atFirst, atEnd] = (await heapOf(rig, true, seconds)).map(({ usedMb, objectsMb }, index) => ({
      usedMb: usedMb - (bare[index]?.usedMb ?? Number.NaN),
      objectsMb: objectsMb - (bare[index]?.objectsMb ?? Number.NaN),
    }));
    const growth = (of: keyof Heap) =>
      Math.max(0, (atEnd?.[of] ?? Number.NaN) - (atFirst?.[of] ?? Number.NaN));
    const since = `its growth since the first ${early}`;
    const figures: Figure[] = [
      {
        what: `heap after ${late} updates`,
        measured: atEnd?.usedMb ?? Number.NaN,
        unit: 'MB',
        budget: 1.5,
        ceiling: 1.6,
      },
      { what: since, measured: growth('objectsMb'), unit: 'MB', budget: 0.1, ceiling: 0.15 },
      { what: `${since}, with the engine's compiled code`, measured: growth('usedMb'), unit: 'MB' },
    ];
    return figures;
  },
};

/** In MB. */
interface Heap {
  /** All of it. */
  readonly usedMb: number;
  /** What of it holds something: without the code that V8 makes of functions that are long in use. */
  readonly objectsMb: number;
}

/** After each of these numbers of seconds by the page's clock, with an update in each where there is a strip. */
async function heapOf(
  { browser, pages }: Rig,
  hasStrip: boolean,
  seconds: readonly number[],
): Promise<readonly Heap[]> {
  const server = await startFakeServer(freshBoard(noon));
  server.now = () => noon;
  const { page, cdp, close } = await openPage(browser);
  try {
    const script = hasStrip ? `${server.url}/v1/masthead.js` : undefined;
    pages.html.set('/heap', pageWith({ script }));
    await page.clock.install({ time: noon });
    await page.goto(`${pages.url}/heap`);
    // On both pages: what the driver leaves in a page that it looks into is no small part of a megabyte.
    await page.locator('main').waitFor();
    if (hasStrip) await untilFigures(page);
    await page.clock.runFor(5_000);
    if (hasStrip) await server.connected();
    return await overTime(page, cdp, server, seconds);
  } finally {
    await close();
    await server.kill();
  }
}

async function overTime(
  page: Page,
  cdp: CDPSession,
  server: FakeServer,
  seconds: readonly number[],
): Promise<readonly Heap[]> {
  const feed = createFeed(server.board ?? freshBoard(noon));
  const found: Heap[] = [];
  for (let second = 1; second <= Math.max(...seconds); second += 1) {
    const now = noon + second * 1_000;
    server.send({ t: 'upd', items: feed.change(3 + (second % 12), now) });
    if (second % heartbeatS === 0) server.send({ t: 'hb', now, digest: feed.digest() });
    await page.clock.runFor(1_000);
    if (seconds.includes(second)) found.push(await heapNow(cdp));
  }
  return found;
}

/** After the collector has been asked twice: what the first leaves to finalizers goes with the second. */
async function heapNow(cdp: CDPSession): Promise<Heap> {
  for (let time = 0; time < 2; time += 1) await cdp.send('HeapProfiler.collectGarbage');
  const { usedSize } = await cdp.send('Runtime.getHeapUsage');
  return { usedMb: usedSize / 1e6, objectsMb: await objectsMb(cdp) };
}
