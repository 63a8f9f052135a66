/** What one update of fourteen quotes costs: the strip's scripts, style and layout; and that a value which stands draws nothing. */
import type { Page } from 'playwright-core';
import { type FakeServer, startFakeServer } from '../../test/widget/fake-server.ts';
import { createFeed, type Feed, freshBoard } from './board.ts';
import { type Figure, median } from './figure.ts';
import { againstFloor, floorFile, routeFloor } from './floor.ts';
import { pageWith } from './pages.ts';
import { openPage, type Rig, type Row, untilFigures } from './rig.ts';
import { type TraceEvent, traced, type Work, workOf } from './trace.ts';

const quotes = 14;

/** Beside the strip, not in a box of its own: so is what a page's layout walks over. */
const longPage = '<p>The salt flats took up the whole of Friday, too.</p>'.repeat(2000);

export const update: Row = {
  name: 'update',
  isTimed: true,
  measure: async (rig) => [
    // Against bare text it is 3.2 to 3.7 times as dear, and 4.2 on a machine with much else to do. Slowed down, what else
    // runs meets one of the two more than the other: 1.7 to 8.6 times.
    ...(await updatesAt(rig, { slowdown: 1, budget: 2, ceiling: 12, timesBareText: 6 })),
    ...(await updatesAt(rig, { slowdown: 6, budget: 10, ceiling: 150 })),
    await otherwise(rig, 'the same with other widths and signs, at 6×', { slowdown: 6, kind: 'change' }),
    // Whether the page around the strip is laid out along with it.
    await otherwise(rig, 'the same on a page of 2,000 paragraphs, at 1×', { behind: longPage }),
    await unchanged(rig),
  ],
};

/** Times are in ms. */
interface Speed {
  readonly slowdown: number;
  readonly budget: number;
  readonly ceiling: number;
  /** From where on it is too dear beside a list of bare text. */
  readonly timesBareText?: number;
}

/** Beside it what of it is the browser's own on this machine, by which a dearer strip shows on any. */
async function updatesAt(rig: Rig, { slowdown, budget, ceiling, timesBareText }: Speed): Promise<Figure[]> {
  const strip = await updateWork(rig, { slowdown });
  const floor = await updateWork(rig, { slowdown, script: floorFile });
  const at = `at ${slowdown}×`;
  return [
    {
      what: `one update of ${quotes} quotes ${at}`,
      measured: strip.totalMs,
      unit: 'ms',
      budget,
      ceiling,
      note: strip.note,
    },
    { what: `what it is to paint, ${quotes} quotes ${at}`, measured: strip.paintMs, unit: 'ms' },
    { what: `the same to a list of bare text, ${at}`, measured: floor.totalMs, unit: 'ms', note: floor.note },
    againstFloor(`one update ${at}`, strip.totalMs, floor.totalMs, timesBareText),
  ];
}

/** Reported alone. */
async function otherwise(rig: Rig, what: string, updates: Updates): Promise<Figure> {
  const { totalMs, note } = await updateWork(rig, updates);
  return { what, measured: totalMs, unit: 'ms', note };
}

interface UpdateWork {
  /** Medians, in ms: scripts, style and layout; paint. */
  readonly totalMs: number;
  readonly paintMs: number;
  readonly note: string;
}

interface Updates extends Setting {
  /** How the prices of one update follow those of the one before. */
  readonly kind?: 'tick' | 'change';
}

function updateWork(rig: Rig, { kind = 'tick', ...setting }: Updates): Promise<UpdateWork> {
  const count = rig.isShort ? 25 : 50;
  return withStrip(rig, setting, async (page, server, feed) => {
    const events = await traced(rig.browser, page, async () => {
      for (let number = 0; number < count; number += 1) {
        await page.evaluate((at) => performance.mark(`bench:${at}`), number);
        await drawnAfter(page, () => server.send({ t: 'upd', items: feed[kind](quotes, Date.now()) }));
      }
      await page.evaluate(() => performance.mark('bench:end'));
    });
    const each = betweenMarks(events).map(workOf);
    const part = (of: keyof Work) => median(each.map((work) => work[of]));
    return {
      totalMs: median(each.map(({ scriptMs, shapeMs }) => scriptMs + shapeMs)),
      paintMs: part('paintMs'),
      note: `scripts ${part('scriptMs').toFixed(2)}, style and layout ${part('shapeMs').toFixed(2)}`,
    };
  });
}

/** The events of each update: from its mark to the next. */
function betweenMarks(events: readonly TraceEvent[]): readonly (readonly TraceEvent[])[] {
  const marks = events.filter(({ name }) => name.startsWith('bench:')).map(({ ts }) => ts);
  return marks.slice(0, -1).map((from, index) => {
    const to = marks[index + 1] ?? from;
    return events.filter(({ ts }) => ts >= from && ts < to);
  });
}

/** Changes of the shadow tree outside of the one tile that did change. */
function unchanged(rig: Rig): Promise<Figure> {
  return withStrip(rig, {}, async (page, server, feed) => {
    // One that changes goes along: when it is drawn, the others have had their turn.
    const same = feed.repeat();
    const [first] = feed.change(1, Date.now());
    const others = same.filter(({ id }) => id !== first?.id);
    const items = [...others, ...(first ? [first] : [])];
    const drawn = await drawnAfter(page, () => server.send({ t: 'upd', items }));
    const targets = drawn.filter((item) => item !== first?.id);
    const note = { ...(targets.length > 0 && { note: [...new Set(targets)].join(', ') }) };
    return {
      what: 'drawn for values that did not change',
      measured: targets.length,
      unit: '',
      budget: 0,
      ...note,
    };
  });
}

interface Watched {
  /** The item that each node belongs to which changed, once two frames have been shown since the first of them. */
  drawn: Promise<readonly string[]>;
}

async function drawnAfter(page: Page, send: () => void): Promise<readonly string[]> {
  await page.evaluate(watchDrawing);
  send();
  return page.evaluate(() => (globalThis as unknown as Watched).drawn);
}

function watchDrawing(): void {
  const root = document.querySelector('masthead-strip')?.shadowRoot;
  const items: string[] = [];
  (globalThis as unknown as Watched).drawn = new Promise((resolve) => {
    const end = () => {
      observer.disconnect();
      resolve(items);
    };
    const observer = new MutationObserver((records) => {
      if (items.length === 0) requestAnimationFrame(() => requestAnimationFrame(end));
      for (const { target } of records) {
        const element = target instanceof Element ? target : target.parentElement;
        items.push(element?.closest<HTMLElement>('[data-item]')?.dataset.item ?? element?.className ?? '');
      }
    });
    if (root) {
      observer.observe(root, { subtree: true, childList: true, characterData: true, attributes: true });
    }
  });
}

/** What comes at idle must be over: resolves once nothing of the strip has changed for so long. */
function untilStill(page: Page, ms: number): Promise<void> {
  return page.evaluate(
    (stillMs) =>
      new Promise<void>((resolve) => {
        const root = document.querySelector('masthead-strip')?.shadowRoot;
        const end = () => {
          observer.disconnect();
          resolve();
        };
        let ending = setTimeout(end, stillMs);
        const observer = new MutationObserver(() => {
          clearTimeout(ending);
          ending = setTimeout(end, stillMs);
        });
        if (root)
          observer.observe(root, { subtree: true, childList: true, characterData: true, attributes: true });
      }),
    ms,
  );
}

interface Setting {
  readonly slowdown?: number;
  /** In the gateway's folder, where the strip's own is. */
  readonly script?: string;
  /** HTML behind the strip. */
  readonly behind?: string;
}

async function withStrip<T>(
  { browser, pages }: Rig,
  { slowdown = 1, script = 'masthead.js', behind = '' }: Setting,
  use: (page: Page, server: FakeServer, feed: Feed) => Promise<T>,
): Promise<T> {
  const board = freshBoard(Date.now());
  const strip = `<masthead-strip board="front"></masthead-strip>${behind}`;
  const server = await startFakeServer(board);
  const { page, close } = await openPage(browser, { slowdown });
  try {
    pages.html.set('/update', pageWith({ script: `${server.url}/v1/${script}`, strip }));
    await routeFloor(page);
    await page.goto(`${pages.url}/update`);
    await untilFigures(page);
    await server.connected();
    const feed = createFeed(board);
    server.send({ t: 'upd', items: feed.change(quotes, Date.now()) });
    await untilStill(page, slowdown === 1 ? 1_500 : 4_000);
    return await use(page, server, feed);
  } finally {
    await close();
    await server.kill();
  }
}
