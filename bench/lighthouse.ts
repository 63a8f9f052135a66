/**
 * What Lighthouse says of the sample story, and what the strip costs it: the same page with and without, turn by turn.
 * Exit code 1 below 100 for accessibility or best practices; what the strip costs is told and not judged, since two loads
 * of one page differ by more on a machine that others share. Run with `npm run lighthouse`, or `-- --loads 3`; 20 loads each take about 8 minutes.
 */
import { parseArgs } from 'node:util';
import lighthouse from 'lighthouse';
import puppeteer, { type Browser } from 'puppeteer-core';
import { startDemo } from '../src/cli/demo-parts.ts';
import { silentLog } from '../src/system/log.ts';
import { createMetrics } from '../src/system/metrics.ts';
import { createSystem } from '../src/system/system.ts';
import { storyWithoutStrip } from './lighthouse/bare-story.ts';
import { costOf, type Load, scoreOf } from './lighthouse/scores.ts';
import { type Figure, isOver, lineOf } from './page/figure.ts';

const { values } = parseArgs({ options: { loads: { type: 'string', default: '20' } } });
const loads = Number(values.loads);

const flags = { logLevel: 'error', output: 'json' } as const;

async function audit(browser: Browser, url: string, ...categories: string[]) {
  const page = await browser.newPage();
  try {
    const result = await lighthouse(url, { ...flags, onlyCategories: categories }, undefined, page);
    if (result === undefined) throw new Error(`Lighthouse had nothing to say of ${url}`);
    return result.lhr;
  } finally {
    await page.close();
  }
}

async function loadOf(browser: Browser, url: string): Promise<Load> {
  const { categories, audits } = await audit(browser, url, 'performance');
  const details = audits.metrics?.details as
    | { readonly items?: readonly Record<string, number>[] }
    | undefined;
  return {
    performance: (categories.performance?.score ?? Number.NaN) * 100,
    lcpMs: audits['largest-contentful-paint']?.numericValue ?? Number.NaN,
    seenLcpMs: details?.items?.[0]?.observedLargestContentfulPaint ?? Number.NaN,
  };
}

const free = { PORT: '0', OPS_PORT: '0', NEWSROOM_PORT: '0', DEMO_UPSTREAM_PORT: '0', LOG_LEVEL: 'silent' };
const system = { ...createSystem('silent'), log: silentLog, metrics: createMetrics() };
const demo = await startDemo(free, system);
const bare = await storyWithoutStrip();
const browser = await puppeteer.launch({
  executablePath: process.env.CHROMIUM_PATH ?? '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking'],
});
try {
  const story = `${demo.newsroom.baseUrl()}/story.html`;
  const judged = await audit(browser, story, 'accessibility', 'best-practices');
  const figures: Figure[] = [scoreOf(judged, 'accessibility'), scoreOf(judged, 'best-practices')];
  const withStrip: Load[] = [];
  const without: Load[] = [];
  for (let load = 0; load < loads; load += 1) {
    without.push(await loadOf(browser, bare.url));
    withStrip.push(await loadOf(browser, story));
  }
  figures.push(...costOf(withStrip, without));
  for (const figure of figures) console.log(lineOf(figure));
  if (figures.slice(0, 2).some(isOver)) process.exitCode = 1;
} finally {
  await browser.close();
  await bare.stop();
  await demo.stop();
}
