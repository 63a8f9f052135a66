/** Measures what verify promises of time and size, in one run, and fails where a budget is exceeded. */
import { spawnSync } from 'node:child_process';
import { readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { brotliCompressSync } from 'node:zlib';

const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));

function coldBuildS() {
  rmSync(path.join(root, 'dist'), { recursive: true, force: true });
  const startedAt = performance.now();
  const { status } = spawnSync(process.execPath, [path.join(root, 'tools/build.mjs')], { stdio: 'inherit' });
  if (status !== 0) throw new Error('the build failed');
  return (performance.now() - startedAt) / 1000;
}

/** From the first test's start to the last one's end, as the runner reports them. */
function testSpanS(suites) {
  if (suites.length === 0) return Number.NaN;
  const starts = suites.map(({ startTime }) => startTime);
  const ends = suites.map(({ endTime }) => endTime);
  return (Math.max(...ends) - Math.min(...starts)) / 1000;
}

function brotliKb(file) {
  return brotliCompressSync(readFileSync(path.join(root, file))).length / 1024;
}

const report = JSON.parse(readFileSync(path.join(root, '.cache/test-report.json'), 'utf8'));
const suites = report.testResults;
/** The same division as in vitest.config.ts. */
const others = [
  /\/test\/(?:deploy|drill|e2e|faults|incidents|ops|politeness|support)\//,
  /\/test\/store\/redis/,
  /\/test\/worker\/market-calendar-year/,
  /\/test\/providers\/hostile-/,
  /\/test\/widget\/strip-/,
  /\/test\/gateway\/gateway-/,
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
    unit: 's',
  },
  // Two minutes, and a minute and a half for the fleet that is drilled among them.
  { what: 'all tests', value: testSpanS(suites), budget: 210, unit: 's' },
  { what: 'strip script, brotli', value: brotliKb('dist/widget/masthead.js'), budget: 18, unit: 'kB' },
];

/** Machines are shared: a time that is over its budget is said to be, and fails the check only at half as much again. */
const noise = { s: 1.5, kB: 1 };

for (const { what, value, budget, unit } of budgets) {
  console.log(
    `${value <= budget ? 'ok  ' : 'OVER'}  ${what}: ${value.toFixed(1)} ${unit} (budget ${budget} ${unit})`,
  );
  if (!(value <= budget * noise[unit])) process.exitCode = 1;
}
