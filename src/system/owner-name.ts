/** A name for this process among all that may hold a lease: never given twice. */
import { randomUUID } from 'node:crypto';
import { hostname } from 'node:os';

/** Host, process id and chance: the first two for whoever reads it. */
export function ownerName(): string {
  return `${hostname().slice(0, 60)}:${process.pid}:${randomUUID().slice(0, 8)}`;
}
