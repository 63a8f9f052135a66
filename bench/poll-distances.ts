/** Out of the demo upstream's request log: how far apart each feed's good polls were. */

export interface LoggedPoll {
  readonly at: number;
  readonly provider: string;
  readonly path: string;
  readonly query: Readonly<Record<string, string>>;
  readonly status: number;
}

/** By provider, in ms: from each good poll since `since` back to the one before it of the same address, which came after its last fault. */
export function pollDistances(
  log: readonly LoggedPoll[],
  since: number,
  clearedAt: ReadonlyMap<string, number>,
): ReadonlyMap<string, readonly number[]> {
  const lastAt = new Map<string, number>();
  const distances = new Map<string, number[]>();
  for (const { at, provider, path, query, status } of log) {
    if (status !== 200 && status !== 304) continue;
    const address = JSON.stringify([provider, path, query]);
    const before = lastAt.get(address);
    lastAt.set(address, at);
    if (before === undefined || before < (clearedAt.get(provider) ?? 0)) continue;
    if (at < since || isAtMinute(at) || isAtMinute(before)) continue;
    const held = distances.get(provider) ?? [];
    distances.set(provider, held);
    held.push(at - before);
  }
  return distances;
}

/** No feed is asked on a minute's first two seconds (worker/due.ts): a gap around it is there with and without a fault. */
export function isAtMinute(at: number): boolean {
  const ms = at % 60_000;
  return ms > 58_500 || ms < 5_000;
}
