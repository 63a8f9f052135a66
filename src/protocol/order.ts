/** The order of readings: which copy is newer, and a short digest by which both ends notice that they differ. */
import type { ItemId } from './item-id.ts';
import type { Stamp } from './reading.ts';

/** Negative where `a` is older than `b`, positive where newer, 0 for the same copy. */
export function compareStamps(a: Stamp, b: Stamp): number {
  return a.e - b.e || a.s - b.s;
}

/** True where `next` should take the place of `held`; nothing held yet gives way to anything. */
export function isNewer(next: Stamp, held: Stamp | undefined): boolean {
  return held === undefined || compareStamps(next, held) > 0;
}

/**
 * FNV-1a (32 bit, http://www.isthe.com/chongo/tech/comp/fnv/) over `id e s` in the order of the ids, as 8 hex digits.
 * It travels in the heartbeat: a client whose own digest differs has missed something and asks again.
 */
export function digestOf(stamps: Iterable<Stamp & { readonly id: ItemId }>): string {
  const lines = [...stamps].map(({ id, e, s }) => `${id} ${e} ${s}`).sort();
  let hash = 0x811c9dc5;
  for (const char of lines.join('\n')) hash = Math.imul(hash ^ (char.codePointAt(0) ?? 0), 0x01000193) >>> 0;
  return hash.toString(16).padStart(8, '0');
}
