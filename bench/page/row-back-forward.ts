/** That a page with the strip comes back from the back/forward cache as it was, and how soon a new price stands on it. */
import type { Page } from 'playwright-core';
import { startFakeServer } from '../../test/widget/fake-server.ts';
import { createFeed, freshBoard } from './board.ts';
import { type Figure, median } from './figure.ts';
import { pageWith } from './pages.ts';
import { openPage, type Rig, type Row, untilFigures } from './rig.ts';

export const backForward: Row = {
  name: 'back/forward cache',
  isTimed: true,
  async measure(rig) {
    const tries: { restored: boolean; ms: number }[] = [];
    for (let time = 0; time < 3; time += 1) tries.push(await comeBack(rig));
    const lost = tries.filter(({ restored }) => !restored).length;
    const figures: Figure[] = [
      { what: 'back/forward cache: pages not restored, of 3', measured: lost, unit: '', budget: 0 },
      { what: 'live again after', measured: median(tries.map(({ ms }) => ms)), unit: 'ms', budget: 1_000 },
    ];
    return figures;
  },
};

/** Tells when the page was shown again, and when its first price was another one than before. */
const watchReturn = `<script>
  const price = () => document.querySelector('masthead-strip').shadowRoot?.querySelector('[part~=price]')?.textContent;
  addEventListener('pageshow', ({ persisted }) => {
    if (!persisted) return;
    const before = price(), at = performance.now();
    navigator.sendBeacon('/restored');
    const look = () => price() === before ? requestAnimationFrame(look)
      : navigator.sendBeacon('/live/' + Math.round(performance.now() - at));
    look();
  });
</script>`;

async function comeBack({ browser, pages }: Rig): Promise<{ restored: boolean; ms: number }> {
  const board = freshBoard(Date.now());
  const server = await startFakeServer(board);
  const { page, close } = await openPage(browser);
  try {
    pages.html.set('/there', pageWith({ script: `${server.url}/v1/masthead.js`, head: watchReturn }));
    pages.html.set('/elsewhere', pageWith({ script: undefined }));
    await page.goto(`${pages.url}/there`);
    await untilFigures(page);
    await server.connected();
    await leave(page, `${pages.url}/elsewhere`);
    const readings = createFeed(board).change(14, Date.now());
    const known = new Map(readings.map((reading) => [reading.id, reading]));
    server.board = { ...board, items: board.items.map((item) => known.get(item.id) ?? item) };
    const told = new Map<string, number>();
    const isOver = new Promise<void>((resolve) => {
      const giveUp = setTimeout(resolve, 5_000);
      pages.told = (path) => {
        told.set(path.split('/')[1] ?? '', Number(path.split('/')[2] ?? 0));
        if (!path.startsWith('/live')) return;
        clearTimeout(giveUp);
        resolve();
      };
    });
    await page.evaluate(() => history.back());
    await isOver;
    return { restored: told.has('restored'), ms: told.get('live') ?? Number.NaN };
  } finally {
    pages.told = () => {};
    await close();
    await server.kill();
  }
}

async function leave(page: Page, url: string): Promise<void> {
  await page.goto(url);
  await page.waitForLoadState();
}
