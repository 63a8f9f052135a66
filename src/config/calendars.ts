/** Loads all calendars of a folder, once, when a process starts or is told to read its config anew. */
import { readdir } from 'node:fs/promises';
import path from 'node:path';
import type { MarketHours } from '../system/market-hours.ts';
import { readCalendarFile } from './calendar-file.ts';
import { ConfigError, type ConfigProblem } from './config-problem.ts';

/** By id, the stem of the file's name. */
export type Calendars = ReadonlyMap<string, MarketHours>;

/** More exchanges than there are in the world that a board could want; a folder given by mistake is refused by it. */
const maxFiles = 200;

/** Reads each `*.yaml` of a folder. Throws one ConfigError with everything that is wrong in any of them. */
export async function loadCalendars(folder: string): Promise<Calendars> {
  const files = await filesIn(folder);
  const problems: ConfigProblem[] = [];
  const calendars = new Map<string, MarketHours>();
  for (const file of files) {
    const read = await readCalendarFile(file).catch(problemsOf);
    if ('id' in read) calendars.set(read.id, read);
    else problems.push(...read.problems.map((problem) => placed(problem, file)));
  }
  if (problems.length > 0) throw new ConfigError(folder, problems);
  return calendars;
}

async function filesIn(folder: string): Promise<string[]> {
  const names = await readdir(folder).catch((error: NodeJS.ErrnoException) => {
    const received = error.code ?? 'an error';
    throw new ConfigError(folder, [{ path: 'folder', rule: 'must be readable', received }]);
  });
  const files = names.filter((name) => name.endsWith('.yaml')).sort();
  if (files.length > maxFiles) {
    const [rule, received] = [`must hold no more than ${maxFiles} calendars`, String(files.length)];
    throw new ConfigError(folder, [{ path: 'folder', rule, received }]);
  }
  return files.map((name) => path.join(folder, name));
}

function problemsOf(error: unknown): ConfigError {
  if (error instanceof ConfigError) return error;
  throw error;
}

/** Its path begins with the calendar's id, so that a missing key, which has no line, is told from another file's. */
function placed(problem: ConfigProblem, file: string): ConfigProblem {
  return { ...problem, path: `${path.basename(file, '.yaml')}.${problem.path}`, file };
}
