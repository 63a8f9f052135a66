/** How to run a program under a clock that is behind, with the optional program `faketime`; starts nothing. */
import { accessSync, constants } from 'node:fs';
import path from 'node:path';

/**
 * The words to put before a command line; below zero the clock is ahead. Only the time of day is behind: timers run on the monotonic clock, which stays
 * true. Throws where `faketime` stands in no folder of `folders` (the form of PATH, which is the default).
 */
export function behindClock(ms: number, folders = process.env.PATH ?? ''): readonly string[] {
  const program = folders
    .split(path.delimiter)
    .map((folder) => path.join(folder, 'faketime'))
    .find(isExecutable);
  if (program === undefined) {
    throw new Error("a clock that is behind needs the program faketime: install Debian's package faketime");
  }
  const seconds = (Math.abs(ms) / 1_000).toFixed(3);
  // Redis has threads, hence -m.
  return [program, '-m', '--exclude-monotonic', '-f', `${ms < 0 ? '+' : '-'}${seconds}`];
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
