/** What the main thread of a page did, task by task, as Chromium's own trace tells it. */
import type { Browser, Page } from 'playwright-core';

/** Times are those that the thread itself had of a processor, in ms: what else runs on the machine does not count. */
export interface Task {
  /** ms since the trace began. */
  readonly at: number;
  readonly ms: number;
  /** Whether a script of the strip ran in it. */
  readonly isStrips: boolean;
  /** Whether style, layout or paint was worked out in it. */
  readonly isDrawing: boolean;
}

export interface TraceEvent {
  readonly name: string;
  readonly ph: string;
  readonly pid: number;
  readonly tid: number;
  readonly ts: number;
  readonly dur?: number;
  readonly tdur?: number;
  readonly args?: Readonly<Record<string, unknown>>;
}

// Few, so that tracing costs little: those of the engine itself would add a tenth to every script.
const categories = ['devtools.timeline', 'disabled-by-default-devtools.timeline', 'blink.user_timing'];

/** What happened on the page's main thread while `act` ran, in the order of time. */
export async function traced(
  browser: Browser,
  page: Page,
  act: () => Promise<unknown>,
): Promise<readonly TraceEvent[]> {
  await browser.startTracing(page, { categories });
  let text = '';
  try {
    await act();
  } finally {
    text = (await browser.stopTracing()).toString();
  }
  const { traceEvents } = JSON.parse(text) as { traceEvents: TraceEvent[] };
  return mainThreadOf(traceEvents, page.url());
}

/** The thread that has a document of this address, or made the mark with which every bench page can be told. */
function mainThreadOf(events: readonly TraceEvent[], url: string): readonly TraceEvent[] {
  const home = events.find(({ name, args }) => {
    const { documentLoaderURL } = (args?.data ?? {}) as { documentLoaderURL?: string };
    return (name === 'navigationStart' && documentLoaderURL === url) || name.startsWith('bench:');
  });
  if (home === undefined) throw new Error(`the trace knows no page ${url}`);
  return events
    .filter(({ pid, tid, ph }) => pid === home.pid && tid === home.tid && 'XRI'.includes(ph))
    .sort((a, b) => a.ts - b.ts);
}

const drawing = new Set(['UpdateLayoutTree', 'Layout', 'PrePaint', 'Paint', 'Layerize', 'Commit']);

/** Tasks of a millisecond and more are apart; each names what ran in it. */
export function tasksOf(events: readonly TraceEvent[]): readonly Task[] {
  const from = events[0]?.ts ?? 0;
  const inner = events.filter(({ name }) => !name.endsWith('RunTask'));
  return outermost(events.filter(({ name }) => name.endsWith('RunTask'))).map((task) => {
    const end = task.ts + (task.dur ?? 0);
    const within = inner.filter(({ ts }) => ts >= task.ts && ts < end);
    return {
      at: (task.ts - from) / 1000,
      ms: ownMs(task),
      isStrips: within.some(isOfStrip),
      isDrawing: within.some(({ name }) => drawing.has(name)),
    };
  });
}

/** In ms. */
export interface Work {
  /** The strip's own, with the style and layout that they ask for. */
  readonly scriptMs: number;
  /** Style and layout beside them. */
  readonly shapeMs: number;
  readonly paintMs: number;
}

export function workOf(events: readonly TraceEvent[]): Work {
  const scripts = outermost(events.filter(isOfStrip));
  const isWithin = (event: TraceEvent) =>
    scripts.some(({ ts, dur = 0 }) => event.ts >= ts && event.ts < ts + dur);
  const shaping = events.filter(({ name }) => name === 'UpdateLayoutTree' || name === 'Layout');
  const painting = events.filter(({ name }) => ['PrePaint', 'Paint', 'Layerize', 'Commit'].includes(name));
  const sumOf = (some: readonly TraceEvent[]) => sum(some.map(ownMs));
  return {
    scriptMs: sumOf(scripts),
    shapeMs: sumOf(shaping.filter((event) => !isWithin(event))),
    paintMs: sumOf(outermost(painting)),
  };
}

const ownMs = ({ tdur, dur }: TraceEvent) => (tdur ?? dur ?? 0) / 1000;
const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);

/** Scripts of the strip come from the gateway's `/v1/`; those of bench pages stand in the page. */
function isOfStrip({ ph, args }: TraceEvent): boolean {
  if (ph !== 'X') return false;
  const data = (args?.data ?? args ?? {}) as { url?: string; fileName?: string };
  return `${data.url ?? data.fileName ?? ''}`.includes('/v1/');
}

/** Without those that lie within another. */
function outermost(events: readonly TraceEvent[]): readonly TraceEvent[] {
  let end = 0;
  return events.filter(({ ts, dur = 0 }) => {
    if (ts < end) return false;
    end = ts + dur;
    return true;
  });
}
