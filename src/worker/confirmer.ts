/** Pure: which source of another origin is asked what it says of a price that waits. One at a time, whatever comes of it. */
import type { Entry } from './desk-entry.ts';

/** Long enough for several answers of an exchange, and for one of a feed that is asked seldom. */
const turnMs = 60_000;

/**
 * Its rank, or -1 where there is none to ask. Each that is well is heard once, in the item's own order; one that says
 * something else, or is late, does not keep the next from being asked. Then they take turns by the clock, those that fail
 * among them: whoever was wrong, late or down may be right, up to date or back.
 */
export function confirmerOf(
  { suspicion, sources, choice }: Pick<Entry, 'suspicion' | 'sources' | 'choice'>,
  now: number,
): number {
  if (suspicion === undefined) return -1;
  const { word, since, heard } = suspicion;
  const ranks = [...sources.keys()].filter((rank) => sources[rank]?.origin !== word.origin);
  const isIll = (rank: number) => choice.health.get(rank)?.isIll === true;
  const next = ranks.find((rank) => !isIll(rank) && !heard.includes(sources[rank]?.provider ?? ''));
  return next ?? ranks[Math.floor(Math.max(0, now - since) / turnMs) % ranks.length] ?? -1;
}
