/**
 * What a bad upstream costs the service: each fault at each provider, with the service and its upstream in processes of
 * their own, polling each second or two. Prints a table by fault and by provider and one line of JSON; exit code 1 where a
 * promise is broken. Run with `npx tsx bench/faults.ts`, or with the names of faults to try only these; under 6 minutes.
 */
import { setPriority } from 'node:os';
import { faults } from '../src/demo/faults.ts';
import { providers } from '../src/providers/index.ts';
import { bundleEntry } from './bench-process.ts';
import { type Lane, startLane } from './fault-lane.ts';
import { brokenBy, memoryFaults, type Row, rowOf, type Seen } from './fault-verdict.ts';

/** Side by side: one after the other the 185 cases would take a quarter of an hour. */
const lanes = 4;
const warmMs = 10_000;
/** Of the service without a fault, after every other case: what the machine's own moods do to it shows in both alike. */
const quietMs = 2_100;

/** Two polls of a feed; several where it is about memory, and all that a waiting request takes but its last second. */
const usualMs = 2_100;
const watchMs: Readonly<Record<string, number>> = { huge: 5_000, deep: 5_000, slow: 4_000, drip: 4_000 };

const settings: Readonly<Record<string, object>> = { slow: { ms: 60_000 }, status: { status: 503 } };

const wanted = process.argv.slice(2);
const tried = faults
  .map(({ name }) => name)
  .filter((name) => wanted.length === 0 || wanted.includes(name))
  // Memory first: what other faults leave behind must not hide what these take.
  .sort((a, b) => Number(memoryFaults.has(b)) - Number(memoryFaults.has(a)));

/** A list of warnings has no figure that could be impossible. */
const isPointless = (provider: string, fault: string) =>
  provider.includes('alerts') && fault === 'impossible';

/** By fault: a provider that has had one comes back while the others have theirs. */
const untried = tried.flatMap((fault) =>
  providers.filter(({ id }) => !isPointless(id, fault)).map(({ id: provider }) => ({ fault, provider })),
);

/** Tries whatever is left, together with the other lanes. */
async function tryOn(lane: Lane): Promise<Seen[]> {
  await lane.watchQuiet(warmMs);
  // As long as a case about memory: what the service's own work needs within that time.
  const rest = await lane.watchQuiet(watchMs.huge ?? usualMs);
  quietGrowth.push(rest.grownBytes / 1e6);
  const quiet = [rest];
  const seen: Seen[] = [];
  for (let next = untried.shift(); next !== undefined; next = untried.shift()) {
    const { fault, provider } = next;
    const setting = { fault, ...settings[fault] };
    const under = await lane.watchFault(provider, setting, watchMs[fault] ?? usualMs);
    seen.push({ fault, under, quiet });
    if (seen.length % 2 === 0) quiet.push(await lane.watchQuiet(quietMs));
  }
  quiet.push(await lane.watchQuiet(quietMs));
  return seen;
}

function print(rows: readonly Row[]): void {
  console.table(
    Object.fromEntries(
      rows.map((row) => [
        row.name,
        {
          cases: row.cases,
          polls: row.polls,
          calm: row.calm,
          'MB +': Number(row.memoryMb.toFixed(1)),
          'stall ms': Math.round(row.ownStallMs),
          'of wall ms': Math.round(row.wallStallMs),
          'age x': Number(row.ageRatio.toFixed(2)),
          'polls x': Number(row.pollRatio.toFixed(2)),
          wrong: row.wrong,
          crashes: row.crashes,
        },
      ]),
    ),
  );
}

/** By lane: how far the memory swings without a fault, in MB. */
const quietGrowth: number[] = [];
try {
  // Inherited by the services: what else runs on the machine should not decide how fresh their prices are.
  setPriority(-10);
} catch {
  console.log('not allowed to run before other processes: a busy machine will show in the figures');
}
const upstreamFile = await bundleEntry('fault-upstream');
const serviceFile = await bundleEntry('fault-service');
const started: Lane[] = [];
try {
  const seen = await Promise.all(
    Array.from({ length: lanes }, async () => {
      const lane = await startLane(upstreamFile, serviceFile);
      started.push(lane);
      return tryOn(lane);
    }),
  ).then((parts) => parts.flat());
  const rowsBy = (names: readonly string[], nameOf: (one: Seen) => string) =>
    names.map((name) =>
      rowOf(
        name,
        seen.filter((one) => nameOf(one) === name),
      ),
    );
  const byFault = rowsBy(tried, ({ fault }) => fault);
  const byProvider = rowsBy(
    providers.map(({ id }) => id),
    ({ under }) => under.provider,
  );
  print(byFault);
  print(byProvider);
  const megabytes = (values: readonly number[]) => values.map((value) => value.toFixed(1)).join(', ');
  console.log(`memory without a fault, by service: swings by ${megabytes(quietGrowth)} MB`);
  const broken = [...byFault, ...byProvider].flatMap(brokenBy);
  for (const line of broken) console.log(`broken: ${line}`);
  const cases = seen.map((one) => rowOf(`${one.under.provider}/${one.fault}`, [one]));
  console.log(JSON.stringify({ bench: 'faults', broken, quietGrowth, byFault, byProvider, cases }));
  process.exitCode = broken.length === 0 ? 0 : 1;
} finally {
  for (const lane of started) lane.stop();
}
