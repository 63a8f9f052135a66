/** Pure: which of an item's sources are asked, and which one's value is shown. Ranks count from 0, the first source. */

/** What is known of one source of one item. */
export interface SourceHealth {
  /** Tries in a row without a value, and with one. */
  readonly failures: number;
  readonly successes: number;
  /** Has failed, and has not been well for long enough since. */
  readonly isIll: boolean;
  /** Until when its last value may look live, ms since the epoch. */
  readonly staleAt?: number;
}

export interface SourceChoice {
  /** By rank; a source that was never asked is not in it. */
  readonly health: ReadonlyMap<number, SourceHealth>;
  /** Whose value is shown; undefined before any. */
  readonly active?: number;
  /** When that changed last, ms since the epoch; by a clock that was ahead then, when it was seen to be right again. */
  readonly since: number;
}

/** One failure may be chance; so may be one answer after several. */
const illAfter = 2;
const wellAfter = 3;

/** Two sources of one price never take turns: their figures differ a little and a reader would see it jump. */
export const dwellMs = 300_000;

export const noChoice: SourceChoice = { health: new Map(), since: Number.NEGATIVE_INFINITY };

const untried: SourceHealth = { failures: 0, successes: 0, isIll: false };

export function answered(choice: SourceChoice, rank: number, staleAt: number): SourceChoice {
  const before = choice.health.get(rank) ?? untried;
  const successes = before.successes + 1;
  const isIll = before.isIll && successes < wellAfter;
  return withHealth(choice, rank, { failures: 0, successes, isIll, staleAt });
}

export function failed(choice: SourceChoice, rank: number): SourceChoice {
  const before = choice.health.get(rank) ?? untried;
  const failures = before.failures + 1;
  return withHealth(choice, rank, {
    ...before,
    failures,
    successes: 0,
    isIll: before.isIll || failures >= illAfter,
  });
}

/** The ranks to be asked at `now`: the first, and each further one only while all before it fail or are stale. */
export function asked({ health, active }: SourceChoice, count: number, now: number): readonly number[] {
  const ranks: number[] = [];
  for (let rank = 0; rank < count; rank += 1) {
    ranks.push(rank);
    const known = health.get(rank) ?? untried;
    // With nothing to show yet one failure is enough to try the next.
    if (!isUnwell(known, now) && !(active === undefined && known.failures > 0)) break;
  }
  return ranks;
}

/** The choice after a good value of `rank`: whether it is the one to be shown is `active === rank`. */
export function chosen(choice: SourceChoice, rank: number, now: number): SourceChoice {
  const { health, active } = choice;
  if (active === rank) return choice;
  // The first is no switch.
  if (active === undefined) return { ...choice, active: rank };
  // A clock that was set back behind the last switch: the five minutes begin anew, and are no longer than that.
  const since = Math.min(choice.since, now);
  if (now - since < dwellMs) return since === choice.since ? choice : { ...choice, since };
  const isBetter = rank < active && !isUnwell(health.get(rank) ?? untried, now);
  const isNeeded = isUnwell(health.get(active) ?? untried, now);
  return isBetter || isNeeded ? { ...choice, active: rank, since: now } : choice;
}

/** A source that is stale is as bad as one that fails: it answers, and has nothing new to say. */
function isUnwell({ isIll, staleAt }: SourceHealth, now: number): boolean {
  return isIll || (staleAt !== undefined && now >= staleAt);
}

function withHealth(choice: SourceChoice, rank: number, health: SourceHealth): SourceChoice {
  return { ...choice, health: new Map([...choice.health, [rank, health]]) };
}
