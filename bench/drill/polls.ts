/** Pure: out of the upstream's log, polls that were too many and polls that were missed. */
import { isAtMinute, type LoggedPoll } from '../poll-distances.ts';

/** The demonstration asks every address this often, or less often where its answer stays fresh (config/demo.yaml). */
export const pollEveryMs = 5_000;

/** The most that any address was asked from `from` to `to` (ms since the epoch) beyond once per interval. */
export function extraPolls(log: readonly LoggedPoll[], from: number, to: number): number {
  const extras = [...byAddress(log)].map(([, polls]) => {
    const asked = polls.filter(({ at }) => at >= from && at < to).length;
    return asked - 1 - Math.floor((to - from) / pollEveryMs);
  });
  return Math.max(0, ...extras);
}

/** The longest time between two polls of one address of those asked most often, where it ended after `from`, in ms. */
export function longestGap(log: readonly LoggedPoll[], from: number, to: number): number {
  const gaps = [...byAddress(log)]
    .filter(([, polls]) => everMoving.has(polls[0]?.provider ?? ''))
    .flatMap(([, polls]) =>
      polls.map(({ at }, index) => ({ at, before: polls[index - 1]?.at ?? at })).filter(counts(from, to)),
    );
  return Math.max(0, ...gaps.map(({ at, before }) => at - before));
}

/** Asked every five seconds, each answer with a new time. */
const everMoving: ReadonlySet<string> = new Set(['kraken', 'coinbase']);

function counts(from: number, to: number) {
  return ({ at, before }: { readonly at: number; readonly before: number }) =>
    at >= from && at < to && !isAtMinute(at) && !isAtMinute(before);
}

function byAddress(log: readonly LoggedPoll[]): ReadonlyMap<string, readonly LoggedPoll[]> {
  const held = new Map<string, LoggedPoll[]>();
  for (const poll of log) {
    const address = JSON.stringify([poll.provider, poll.path, poll.query]);
    const polls = held.get(address) ?? [];
    held.set(address, polls);
    polls.push(poll);
  }
  return held;
}
