/** Many mutated bodies, evenly over the providers, counted by what became of them; a failing one is made as small as it can be. */

import { seededRandom } from '../../src/system/random.ts';
import type { MutationFeed } from './feeds.ts';
import { pick } from './pick.ts';
import { mutationOf, type Subject, tryBody } from './trial.ts';

export interface Tally {
  readonly provider: string;
  bodies: number;
  items: number;
  accepted: number;
  held: number;
  /** By rule or kind of refusal. */
  readonly refused: Map<string, number>;
}

export interface Failure {
  readonly subject: Subject;
  readonly how: readonly string[];
  /** Where the body differs from the good one. */
  readonly difference: string;
  readonly wrong: readonly string[];
}

export interface Result {
  readonly tallies: readonly Tally[];
  readonly failures: readonly Failure[];
}

/** The same for the same seed; `count` over all providers. */
export async function runMutations(
  feeds: readonly MutationFeed[],
  count: number,
  seed: number,
): Promise<Result> {
  const providers = [...new Set(feeds.map(({ plan }) => plan.provider.id))];
  const failures: Failure[] = [];
  const tallies: Tally[] = [];
  for (const [at, provider] of providers.entries()) {
    const own = feeds.filter(({ plan }) => plan.provider.id === provider);
    const tally: Tally = { provider, bodies: 0, items: 0, accepted: 0, held: 0, refused: new Map() };
    const random = seededRandom(seed + at);
    const share =
      Math.floor((count * (at + 1)) / providers.length) - Math.floor((count * at) / providers.length);
    for (let turn = 0; turn < share; turn += 1) {
      const subject = subjectOf(own, random);
      if (subject !== undefined) await tryOne(subject, tally, failures);
    }
    tallies.push(tally);
  }
  return { tallies, failures };
}

function subjectOf(feeds: readonly MutationFeed[], random: () => number): Subject | undefined {
  const feed = pick(feeds, random);
  const key = feed && pick([...feed.bodies.keys()], random);
  return feed && key !== undefined ? { feed, key, seed: Math.floor(random() * 2 ** 32) } : undefined;
}

async function tryOne(subject: Subject, tally: Tally, failures: Failure[]): Promise<void> {
  const { text } = mutationOf(subject);
  const { fates, wrong } = await tryBody(subject, text);
  tally.bodies += 1;
  for (const fate of fates) {
    tally.items += 1;
    if (typeof fate === 'string') tally[fate] += 1;
    else tally.refused.set(fate.rule, (tally.refused.get(fate.rule) ?? 0) + 1);
  }
  if (wrong.length > 0) failures.push(await smallest(subject, wrong));
}

/** One of two breaks may be enough. */
async function smallest(subject: Subject, wrong: readonly string[]): Promise<Failure> {
  for (const only of ['first', 'second', undefined] as const) {
    const { text, how } = mutationOf(subject, only);
    const found = how.length === 0 ? [] : (await tryBody(subject, text)).wrong;
    if (found.length > 0) {
      return {
        subject,
        how,
        difference: difference(subject.feed.bodies.get(subject.key) ?? '', text),
        wrong: found,
      };
    }
  }
  return { subject, how: [], difference: 'not found again', wrong };
}

/** What stands between the common beginning and the common end, with a little of both. */
function difference(good: string, bad: string): string {
  let from = 0;
  while (from < good.length && good[from] === bad[from]) from += 1;
  let end = 0;
  while (end < Math.min(good.length, bad.length) - from && good.at(-1 - end) === bad.at(-1 - end)) end += 1;
  const cut = (text: string) => {
    const shown = text.slice(Math.max(0, from - 30), text.length - Math.max(0, end - 15));
    return shown.length <= 240 ? shown : `${shown.slice(0, 160)} … ${shown.slice(-60)}`;
  };
  return `${cut(good)}\n→ ${cut(bad)}`;
}
