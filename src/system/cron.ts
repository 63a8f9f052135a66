/** Cron: the beat that drives the worker and the expressions of config, in UTC; the only file that knows the library. */
import { createTask, schedule, validateDetailed } from 'node-cron';
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

/** Four years and a day hold every date that five fields can name, the 29th of February included. */
const searchDays = 1_462;

/** The first match after `after` (ms since the epoch), as the start of its minute in UTC; undefined where none comes. */
export function nextCronMatch(expression: string, after: number): number | undefined {
  const task = createTask(expression, () => {}, { timezone: utc });
  const from = (Math.floor(after / minuteMs) + 1) * minuteMs;
  const end = from + searchDays * 86_400_000;
  try {
    for (let at = from; at < end; at += minuteMs) if (task.match(new Date(at))) return at;
    return undefined;
  } finally {
    void task.destroy();
  }
}
