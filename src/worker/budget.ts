/** Pure: what a provider has been asked today, how much of its daily allowance is left, and where that leads. */

const dayMs = 86_400_000;

/** The last twentieth is kept: for what others do under the same key, and for a day that we and they begin differently. */
const usableShare = 0.95;

/** Under ten minutes of counting, a start's own requests would be taken for the pace of the day. */
const shortestPaceMs = 600_000;

/** Costs of one UTC day, counted since the clock first showed it. Times are ms since the epoch. */
export interface DayCount {
  /** When that day began. */
  readonly day: number;
  readonly used: number;
  /** Since when is counted: the day's begin, or later where the process began within it. */
  readonly since: number;
}

/** The count of the day that the clock shows. */
export interface Spent extends DayCount {
  /** Of the day that it showed before: it goes on, for a clock that jumped may be set right. */
  readonly before?: DayCount;
}

export interface BudgetForecast {
  /** At this pace; null while it is too early to say. */
  readonly usedByMidnight: number | null;
  /** When polls are going to be skipped; null where that is not today. */
  readonly endsAt: number | null;
}

function startOfDay(now: number): number {
  return Math.floor(now / dayMs) * dayMs;
}

export function nothingSpent(now: number): Spent {
  return { day: startOfDay(now), used: 0, since: now };
}

/** The count of the day of `now`: each day has one allowance, however the clock comes to it. */
export function spentBy(spent: Spent, now: number): Spent {
  const day = startOfDay(now);
  if (day === spent.day) return spent;
  const { before, ...left } = spent;
  return { ...(before?.day === day ? before : begun(day, left)), before: left };
}

/**
 * A later day begins anew. An earlier one takes over what it finds: the provider may have counted that under it, if the
 * clock was ahead until now. It all ends with that day: a clock that was ahead by a year stops nothing beyond midnight.
 */
function begun(day: number, left: DayCount): DayCount {
  return { day, used: day > left.day ? 0 : left.used, since: day };
}

export function spend(spent: Spent, cost: number, now: number): Spent {
  const { before, ...today } = spentBy(spent, now);
  return { ...withCost(today, cost), ...(before === undefined ? {} : { before: withCost(before, cost) }) };
}

function withCost(count: DayCount, cost: number): DayCount {
  return { ...count, used: count.used + cost };
}

/** Whether `cost` more stays within what may be used of `limit`. */
export function allows({ used }: Spent, cost: number, limit: number | undefined): boolean {
  return limit === undefined || used + cost <= usableShare * limit;
}

/** When a new allowance begins: at the coming midnight, where `spent` is that of now. */
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
