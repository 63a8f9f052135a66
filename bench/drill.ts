/**
 * What faults cost the readers of a fleet of real processes: workers, gateways, Redis and the lines between them are
 * killed, stopped, cut and slowed, one row after the other. Prints a table and one line of JSON; exit code 1 where a
 * figure is missed. Run with `npm run drill`, or with `-- --only 1,3`, `--readers 200`, `--short`; under 25 minutes.
 */
import { parseArgs } from 'node:util';
import { type Fleet, startFleet } from './drill/fleet.ts';
import { longSize, rows, shortSize } from './drill/rows.ts';
import { type Result, runRow } from './drill/run.ts';
import { tableOf } from './drill/table.ts';

const { values } = parseArgs({
  options: { only: { type: 'string' }, readers: { type: 'string' }, short: { type: 'boolean' } },
});
const usual = values.short ? shortSize : longSize;
const size = { ...usual, readers: Number(values.readers ?? usual.readers) };
const only = new Set(values.only?.split(',').map(Number));
const chosen = rows.filter(({ number }) => only.size === 0 || only.has(number));

const results: Result[] = [];
let started: Fleet | undefined;
let isEnding = false;
// Whatever runs outside the fleet ends with this process; only folders need more than that. A terminal sends the signal
// here and to npm, which passes it on: the second one must not cut the first one's work short.
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.on(signal, () => {
    if (isEnding) return;
    isEnding = true;
    void Promise.resolve(started?.stop()).finally(() => process.exit(130));
  });
}
const fleet = await startFleet(size.readers);
started = fleet;
try {
  for (const row of chosen) {
    const result = await runRow(row, fleet, size);
    results.push(result);
    const verdict = result.broken.length === 0 ? 'ok' : 'NOT OK';
    console.log(`${row.number}. ${row.fault}: ${verdict}, ${Math.round(result.tookMs / 1_000)} s`);
    for (const line of result.broken) console.log(`   ${line}`);
  }
} finally {
  const isFine = results.length === chosen.length && results.every(({ broken }) => broken.length === 0);
  await fleet.stop(!isFine);
  if (!isFine) console.log(`logs of the processes: ${fleet.folder}`);
  process.exitCode = isFine ? 0 : 1;
}
console.log(`\n${tableOf(results)}\n`);
console.log(JSON.stringify({ bench: 'drill', readers: size.readers, results }));
