/** Pure: what a provider has been asked today, how much of its daily allowance is left, and where that leads. */

const dayMs = 86_400_000;

/** The last twentieth is kept: for what others do under the same key, and for a day that we and they begin differently. */
export const usableShare = 0.95;

/** Under ten minutes of counting, a start's own requests would be taken for the pace of the day. */
const shortestPaceMs = 600_000;

/** Costs of one UTC day. Times are ms since the epoch. */
export interface Spent {
  /** When that day began. */
  readonly day: number;
  readonly used: number;
  /** Since when is counted: the day's begin, or later where the process began within it. */
  readonly since: number;
}

export interface BudgetForecast {
  /** At this pace; null while it is too early to say. */
  readonly usedByMidnight: number | null;
  /** When polls are going to be skipped; null where that is not today. */
  readonly endsAt: number | null;
}

export function startOfDay(now: number): number {
  return Math.floor(now / dayMs) * dayMs;
}

export function nothingSpent(now: number): Spent {
  return { day: startOfDay(now), used: 0, since: now };
}

/** A clock that is set back into yesterday opens no second allowance. */
export function spentBy(spent: Spent, now: number): Spent {
  const day = startOfDay(now);
  return day > spent.day ? { day, used: 0, since: day } : spent;
}

export function spend(spent: Spent, cost: number, now: number): Spent {
  const today = spentBy(spent, now);
  return { ...today, used: today.used + cost };
}

/** Whether `cost` more stays within what may be used of `limit`. */
export function allows({ used }: Spent, cost: number, limit: number | undefined): boolean {
  return limit === undefined || used + cost <= usableShare * limit;
}

/** When a new allowance begins. */
export function renewsAt({ day }: Spent): number {
  return day + dayMs;
}

export function forecastOf(spent: Spent, now: number, limit: number | undefined): BudgetForecast {
  const countedMs = now - spent.since;
  if (countedMs < shortestPaceMs) return { usedByMidnight: null, endsAt: null };
  const perMs = spent.used / countedMs;
  const usedByMidnight = Math.round(spent.used + perMs * Math.max(0, renewsAt(spent) - now));
  const endsAt = now + Math.max(0, usableShare * (limit ?? Number.POSITIVE_INFINITY) - spent.used) / perMs;
  return { usedByMidnight, endsAt: endsAt < renewsAt(spent) ? Math.round(endsAt) : null };
}
