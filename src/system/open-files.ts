/** How many files and sockets the process may have open. */
import { readFileSync } from 'node:fs';

/** Undefined where the system does not tell, or sets no limit. */
export function maxOpenFiles(read: () => string = ownLimits): number | undefined {
  try {
    const [, soft] = /^Max open files +(\d+) /m.exec(read()) ?? [];
    return soft === undefined ? undefined : Number(soft);
  } catch {
    return undefined;
  }
}

function ownLimits(): string {
  return readFileSync('/proc/self/limits', 'utf8');
}
