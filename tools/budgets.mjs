/** Measures what verify promises of time, size and cost to the page, in one table, and fails where a budget is exceeded. */
import { spawnSync } from 'node:child_process';
import { readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { root } from './project.mjs';

function coldBuildS() {
  rmSync(path.join(root, 'dist'), { recursive: true, force: true });
  const startedAt = performance.now();
  const { status } = spawnSync(process.execPath, [path.join(root, 'tools/build.mjs')], { stdio: 'inherit' });
  if (status !== 0) throw new Error('the build failed');
  return (performance.now() - startedAt) / 1000;
}

/** From the first test's start to the last one's end, as the runner reports them; NaN where none ran. */
function testSpanS(suites) {
  if (suites.length === 0) return Number.NaN;
  const starts = suites.map(({ startTime }) => startTime);
  const ends = suites.map(({ endTime }) => endTime);
  return (Math.max(...ends) - Math.min(...starts)) / 1000;
}

/** Prints its own lines of the table, those of a page with the strip; says whether all budgets were kept. */
function measures(...args) {
  const tsx = path.join(root, 'node_modules/tsx/dist/cli.mjs');
  const { status } = spawnSync(process.execPath, [tsx, ...args], { cwd: root, stdio: 'inherit' });
  return status === 0;
}

const report = JSON.parse(readFileSync(path.join(root, '.cache/test-report.json'), 'utf8'));
const suites = report.testResults;
/** The same division as in vitest.config.ts. */
const others = [
  /\/test\/(?:deploy|docs|drill|e2e|faults|incidents|ops|package|politeness|support)\//,
  /\/test\/store\/redis/,
  /\/test\/worker\/market-calendar-year/,
  /\/test\/providers\/hostile-/,
  /\/test\/widget\/(?:panels\/panel|strip)-/,
  /\/test\/gateway\/(?:builder|gateway-)/,
  /\/test\/demo\/read-back/,
  /\/test\/cli\/(?:main|probe|reload|watch)\.test/,
  /\.mock\.test\.ts$/,
];
const isUnit = ({ name }) => !others.some((pattern) => pattern.test(name));

const budgets = [
  { what: 'build from cold', value: coldBuildS(), budget: 15, unit: 's' },
  {
    what: 'unit tests',
    value: testSpanS(suites.filter(isUnit)),
    budget: 20,
    ceiling: 90,
    unit: 's',
  },
  // Two minutes, and a minute and a half for the fleet that is drilled among them.
  // Not kept since panels, languages and real browsers came: half of it is waiting for Chromium.
  { what: 'all tests', value: testSpanS(suites), budget: 210, ceiling: 1500, unit: 's' },
];

/** Machines are shared: a time that is over its budget is said to be, and fails the check at half as much again, or at its ceiling. */
const noise = 1.5;

for (const { what, value, budget, ceiling = budget * noise, unit } of budgets) {
  const verdict = value <= budget ? 'ok' : 'OVER';
  const measured = Number.isNaN(value) ? 'not run' : `${value.toFixed(2)} ${unit}`;
  console.log(
    `${verdict.padEnd(4)}  ${what.padEnd(58)}  ${measured.padStart(9)}  (budget ${budget} ${unit})`,
  );
  if (!(value <= ceiling)) process.exitCode = 1;
}
if (!measures('bench/page.ts', '--short')) process.exitCode = 1;
if (!measures('bench/lighthouse.ts', '--loads', '3')) process.exitCode = 1;
