/** Prints `N passed, N failed` from the test runner's own report; a skip without an accepted reason counts as failed. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { root } from './project.mjs';

const file = path.join(root, '.cache', 'test-report.json');

/** Recorded answers of the feeds lie outside of the project; where their folder is absent, their test says so and is left out. */
const mayBeSkipped = /recorded answers/i;

function read() {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return { testResults: [] };
  }
}

const suites = read().testResults;
const tests = suites.flatMap((suite) => suite.assertionResults);
const passed = tests.filter(({ status }) => status === 'passed').length;
const skipped = tests.filter(({ status }) => status !== 'passed' && status !== 'failed');
const unexplained = skipped.filter(({ fullName }) => !mayBeSkipped.test(fullName));
for (const { fullName } of unexplained) console.error(`skipped without a reason: ${fullName}`);
const brokenSuites = suites.filter(
  ({ status, assertionResults }) => status === 'failed' && assertionResults.length === 0,
);
const failed =
  tests.filter(({ status }) => status === 'failed').length + unexplained.length + brokenSuites.length;

console.log(`${passed} passed, ${failed} failed`);
if (failed > 0 || passed === 0) process.exitCode = 1;
