/** What the strip costs the main thread from the page's load until ten seconds later, on a slow phone's processor. */
import { type Figure, median } from './figure.ts';
import { againstFloor, floorFile, routeFloor } from './floor.ts';
import { newsFurniture, pageWith } from './pages.ts';
import { openPage, type Rig, type Row, wait } from './rig.ts';
import { tasksOf, traced, type Work, workOf } from './trace.ts';

// As Lighthouse does for its slow phone.
const slowdown = 4;
const restMs = 1500;

/** What most news pages have done before: a date, a number, "three hours ago", a list. */
const intlBefore = `<script>
  new Intl.NumberFormat('en',{style:'currency',currency:'USD'}).format(1);
  new Intl.NumberFormat('en',{style:'percent'}).format(1);
  new Intl.DateTimeFormat('en',{dateStyle:'full',timeStyle:'short'}).format();
  new Intl.RelativeTimeFormat('en').format(-3,'hour');new Intl.ListFormat('en').format(['a','b']);
</script>`;

/** Of all tasks since the page was loaded. */
interface Load {
  readonly totalMs: number;
  readonly longestMs: number;
  readonly work: Work;
}

const settings = [
  { where: '14 quotes, Intl used before', path: '/intl', board: 'brief', head: intlBefore, isBound: true },
  { where: '14 quotes, Intl not used', path: '/no-intl', board: 'brief', head: '', isBound: false },
  {
    where: 'whole front board, Intl used before',
    path: '/front',
    board: 'front',
    head: intlBefore,
    isBound: false,
  },
];

export const mainThread: Row = {
  name: 'main thread',
  isTimed: true,
  async measure(rig) {
    const figures: Figure[] = [];
    for (const { where, path, board, head, isBound } of settings) {
      if (rig.isShort && !isBound) continue;
      const strip = `<masthead-strip board="${board}" place="la-paz-bo"></masthead-strip>`;
      rig.pages.html.set(path, pageWith({ script: undefined, head, strip, before: newsFurniture }));
      const compared = await compare(rig, path, rig.isShort ? 3 : 7);
      figures.push(...figuresOf(where, compared, isBound));
      if (isBound) figures.push(...(await floorOf(rig, path, compared)));
    }
    return figures;
  },
};

interface Compared {
  readonly loads: readonly Load[];
  readonly bare: readonly Load[];
}

async function compare(rig: Rig, path: string, times: number): Promise<Compared> {
  const loads: Load[] = [];
  const bare: Load[] = [];
  for (let time = 0; time < times; time += 1) {
    bare.push(await load(rig, path, undefined));
    loads.push(await load(rig, path, rig.script));
  }
  return { loads, bare };
}

/** What of it is the browser's own on this machine: the same by a list of bare text. */
async function floorOf(rig: Rig, path: string, compared: Compared): Promise<Figure[]> {
  const { bare } = compared;
  const floors: Load[] = [];
  for (const _ of bare) floors.push(await load(rig, path, rig.script.replace(/[^/]+$/, floorFile)));
  const floorMs = costOf({ loads: floors, bare });
  return [
    { what: 'the same by a list of bare text', measured: floorMs, unit: 'ms' },
    // It is 2.9 to 3.4 times as dear.
    againstFloor('main thread', costOf(compared), floorMs, 6),
  ];
}

/** Whatever else runs on the machine only adds. */
function leastOf(loads: readonly Load[]): number {
  return Math.min(...loads.map(({ totalMs }) => totalMs));
}

/** In ms, beyond the page's own. */
function costOf({ loads, bare }: Compared): number {
  return leastOf(loads) - leastOf(bare);
}

function figuresOf(where: string, compared: Compared, isBound: boolean): Figure[] {
  const { loads, bare } = compared;
  const longest = Math.min(...loads.map(({ longestMs }) => longestMs));
  const part = (of: keyof Work) => median(loads.map(({ work }) => work[of])).toFixed(0);
  const note = `scripts ${part('scriptMs')}, style and layout ${part('shapeMs')}, paint ${part('paintMs')}, the page's own ${leastOf(bare).toFixed(0)}`;
  const budgets = isBound
    ? { total: { budget: 80, ceiling: 1200 }, longest: { budget: 50, ceiling: 120 } }
    : { total: {}, longest: {} };
  return [
    {
      what: `main thread at 4×, in all: ${where}`,
      measured: costOf(compared),
      unit: 'ms',
      ...budgets.total,
      note,
    },
    { what: `main thread at 4×, longest task: ${where}`, measured: longest, unit: 'ms', ...budgets.longest },
  ];
}

/**
 * The script comes as the page has been loaded and has come to rest: what a page does until then differs from load to load
 * by more than the strip may cost.
 */
async function load({ browser, pages }: Rig, path: string, script: string | undefined): Promise<Load> {
  const { page, close } = await openPage(browser, { slowdown });
  try {
    await routeFloor(page);
    await page.goto(`${pages.url}${path}`);
    await wait(restMs);
    const events = await traced(browser, page, async () => {
      await page.evaluate((src) => {
        performance.mark('bench:loaded');
        if (src === undefined) return;
        const script = document.createElement('script');
        Object.assign(script, { type: 'module', src });
        document.head.append(script);
      }, script);
      await wait(10_000);
    });
    const tasks = tasksOf(events);
    return {
      totalMs: tasks.reduce((sum, { ms }) => sum + ms, 0),
      work: workOf(events),
      longestMs: Math.max(0, ...tasks.map(({ ms }) => ms)),
    };
  } finally {
    await close();
  }
}
