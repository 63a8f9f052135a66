/** How much memory the process takes, for the status. */

/** In bytes: all that the system has given it, and what of that JavaScript's values take. */
export interface ProcessMemory {
  readonly rssBytes: number;
  readonly heapUsedBytes: number;
}

export function processMemory(): ProcessMemory {
  const { rss, heapUsed } = process.memoryUsage();
  return { rssBytes: rss, heapUsedBytes: heapUsed };
}
