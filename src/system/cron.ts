/** Cron: the beat that drives the worker and the expressions of config, in UTC; the only file that knows the library. */
import { createTask, parse, schedule, validateDetailed } from 'node-cron';
import type { Cancel } from './clock.ts';

// Under a zone with daylight saving the library loses the repeated hour and may spin through it: it runs in UTC only.
const utc = 'Etc/UTC';

/** Runs `onBeat` at every match; a beat that comes while the last one runs is left out. */
export type StartBeat = (expression: string, onBeat: () => Promise<void> | void) => Cancel;

export const startBeat: StartBeat = (expression, onBeat) => {
  const task = schedule(expression, onBeat, {
    timezone: utc,
    noOverlap: true,
    suppressMissedWarning: true,
    logger: { info() {}, warn() {}, error() {}, debug() {} },
  });
  return () => void task.destroy();
};

/** What is wrong with a cron expression of five fields, or undefined where nothing is. */
export function cronProblem(expression: string): string | undefined {
  if (expression.trim().split(/\s+/).length !== 5)
    return 'must have five fields: minute hour day month weekday (UTC)';
  const { valid, errors } = validateDetailed(expression);
  return valid ? undefined : (errors[0]?.message ?? 'is not a cron expression');
}

const minuteMs = 60_000;
const dayMs = 86_400_000;

/** Forty years: within them the 29th of February falls on each day of the week, even around a year such as 2100. */
const searchDays = 14_610;

/**
 * The first match of five fields after `after` (ms since the epoch), as the start of its minute in UTC; undefined where
 * none comes. Throws for an expression that `cronProblem` objects to.
 */
export function nextCronMatch(expression: string, after: number): number | undefined {
  const times = timesOfDay(expression);
  const task = createTask(expression, () => {}, { timezone: utc });
  const today = Math.floor(after / dayMs) * dayMs;
  const [first = 0] = times;
  try {
    // One question a day: asking for each minute of months would hold up the whole process for seconds.
    for (let day = today; day < today + searchDays * dayMs; day += dayMs) {
      const time = times.find((ms) => day + ms > after);
      if (time !== undefined && task.match(new Date(day + first))) return day + time;
    }
    return undefined;
  } finally {
    void task.destroy();
  }
}

/** Ms after midnight, in order. */
function timesOfDay(expression: string): number[] {
  const { hour, minute } = parse(expression);
  const times = hour.flatMap((hours) => minute.map((minutes) => (hours * 60 + minutes) * minuteMs));
  return times.sort((a, b) => a - b);
}
