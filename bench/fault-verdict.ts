/** Pure: what the fault bench saw, as rows of a table, and which promises are broken. */
import type { Watched } from './fault-lane.ts';

export interface Seen {
  readonly fault: string;
  readonly under: Watched;
  /** The same service between its faults. */
  readonly quiet: readonly Watched[];
}

export interface Row {
  readonly name: string;
  readonly cases: number;
  /** The fewest requests that met the fault in one case. */
  readonly polls: number;
  /** In how many the machine let the service run: only these count for freshness. */
  readonly calm: number;
  /** The worst case. */
  readonly memoryMb: number;
  readonly ownStallMs: number;
  readonly wallStallMs: number;
  /** p99 with the fault by p99 without, of the other providers' prices on the reader's screen. */
  readonly ageRatio: number;
  /** The same of the distance between two good polls of one address. */
  readonly pollRatio: number;
  readonly wrong: number;
  readonly crashes: number;
}

/** Sources whose prices carry a new time at each poll: only of these does an age tell how fresh the service is. */
const everMoving: ReadonlySet<string> = new Set(['kraken', 'coinbase']);

/** Of a second between two polls less than the tenth that is promised. */
const mostHeldUpMs = 60;

const most = { memoryMb: 20, stallMs: 100, ratio: 1.1 };

/** Faults whose bodies are made to fill the memory: to them the promise of its growth applies. */
export const memoryFaults: ReadonlySet<string> = new Set(['huge', 'deep']);

export function rowOf(name: string, seen: readonly Seen[]): Row {
  const under = seen.map((one) => one.under);
  const worst = (of: (part: Watched) => number) => Math.max(...under.map(of));
  return {
    name,
    cases: seen.length,
    polls: Math.min(...under.map(({ requests }) => requests)),
    calm: under.filter(isCalm).length,
    memoryMb: worst(({ grownBytes }) => grownBytes / 1e6),
    ownStallMs: worst(({ ownStallMs }) => ownStallMs),
    wallStallMs: worst(({ wallStallMs }) => wallStallMs),
    ageRatio: ratio(seen, ({ ages }) => new Map([...ages].filter(([source]) => everMoving.has(source)))),
    pollRatio: ratio(seen, ({ distances }) => distances),
    wrong: under.reduce((sum, { wrong }) => sum + wrong.length, 0),
    crashes: under.filter(({ hasCrashed }) => hasCrashed).length,
  };
}

type BySource = ReadonlyMap<string, readonly number[]>;

/** Each sample by the quiet p99 of the same source and service, so that slow and quick ones may be pooled. */
function ratio(seen: readonly Seen[], seriesOf: (part: Watched) => BySource): number {
  const usual = usualOf([...new Set(seen.flatMap((one) => one.quiet))], seriesOf);
  const relative = seen.flatMap(({ under }) =>
    othersOf(under, seriesOf).flatMap(([key, samples]) =>
      samples.map((ms) => ms / (usual.get(key) ?? Number.NaN)),
    ),
  );
  return p99(relative.filter((value) => !Number.isNaN(value)));
}

/** By source and service. */
function usualOf(quiet: readonly Watched[], seriesOf: (part: Watched) => BySource) {
  const pooled = new Map<string, number[]>();
  for (const [key, samples] of quiet.flatMap((part) => othersOf(part, seriesOf))) {
    pooled.set(key, [...(pooled.get(key) ?? []), ...samples]);
  }
  return new Map([...pooled].map(([key, samples]) => [key, p99(samples)]));
}

/** Of all sources but the one under test, with source and service as the key; none where the machine was busy. */
function othersOf(part: Watched, seriesOf: (part: Watched) => BySource) {
  if (!isCalm(part)) return [];
  return [...seriesOf(part)].flatMap(([source, samples]) =>
    source === part.provider ? [] : [[`${source}/${part.service}`, samples] as const],
  );
}

/** Whether the machine let the service run: what waits for a processor is late with and without a fault. */
function isCalm({ wallStallMs, ownStallMs }: Watched): boolean {
  return wallStallMs - ownStallMs < mostHeldUpMs;
}

/** Of fewer the p99 tells nothing. */
const fewestSamples = 20;

/** NaN where there are too few samples to tell. */
function p99(samples: readonly number[]): number {
  if (samples.length < fewestSamples) return Number.NaN;
  const sorted = [...samples].sort((a, b) => a - b);
  return sorted[Math.ceil(sorted.length * 0.99) - 1] ?? Number.NaN;
}

/** In words; empty where every promise is kept. */
export function brokenBy(row: Row): string[] {
  const { name, polls, memoryMb, ownStallMs, ageRatio, pollRatio, wrong, crashes } = row;
  const isForMemory = memoryFaults.has(name);
  const rules: readonly (readonly [boolean, string])[] = [
    [polls > 0, 'a fault was never met'],
    [!isForMemory || memoryMb < most.memoryMb, `memory + ${memoryMb.toFixed(1)} MB`],
    [ownStallMs <= most.stallMs, `event loop stalled for ${Math.round(ownStallMs)} ms`],
    [!Number.isNaN(ageRatio + pollRatio), 'freshness cannot be judged: the machine was too busy'],
    [!(ageRatio > most.ratio), `others' prices older, p99 x ${ageRatio.toFixed(2)}`],
    [!(pollRatio > most.ratio), `others' polls rarer, p99 x ${pollRatio.toFixed(2)}`],
    [wrong === 0, `${wrong} wrong values`],
    [crashes === 0, `${crashes} crashes`],
  ];
  return rules.flatMap(([isKept, what]) => (isKept ? [] : [`${name}: ${what}`]));
}
