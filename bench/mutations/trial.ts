/** One mutated body through a provider's own parsing, admission and the desk of sources, as a worker takes it, and the judgement. */
import { draftOf, hasValue, type Reading } from '../../src/protocol/reading.ts';
import { UpstreamError } from '../../src/system/upstream-error.ts';
import { changeOf } from '../../src/worker/change-of.ts';
import { sortAnswers } from '../../src/worker/feed-answers.ts';
import type { Offer } from '../../src/worker/offer.ts';
import { createSourceDesk } from '../../src/worker/source-desk.ts';
import { type MutationFeed, now } from './feeds.ts';
import { type Mutated, mutated } from './mutate.ts';
import { oracleOf } from './oracles.ts';
import { servedContext } from './served-context.ts';

/** What became of one item: a rule's name where it was refused. */
export type Fate = 'accepted' | 'held' | { readonly rule: string };

export interface Trial {
  readonly fates: readonly Fate[];
  /** What must not be; empty where all is well. */
  readonly wrong: readonly string[];
}

export interface Subject {
  readonly feed: MutationFeed;
  /** Which of its bodies is mutated. */
  readonly key: string;
  readonly seed: number;
}

const silent = { debug() {}, info() {}, warn() {}, error() {} };
const uncounted = {
  counter: () => () => {},
  gauge: () => () => {},
  histogram: () => () => {},
  text: async () => '',
};

export function mutationOf({ feed, key, seed }: Subject, only?: 'first' | 'second'): Mutated {
  return mutated(feed.bodies.get(key) ?? '', seed, only);
}

/** All but an UpstreamError is told as a crash. */
export async function tryBody({ feed, key }: Subject, text: string): Promise<Trial> {
  const served = new Map<string, string>();
  const context = servedContext(now, (asked, path, request) => {
    const body = asked === key ? text : feed.serve(asked, path, request);
    served.set(asked, body);
    return body;
  });
  try {
    return judge(feed, await offersOf(feed, context), served);
  } catch (error) {
    if (error instanceof UpstreamError) {
      return { fates: feed.plan.items.map(() => ({ rule: error.kind })), wrong: [] };
    }
    return { fates: [], wrong: [`crashed: ${error instanceof Error ? error.stack : String(error)}`] };
  }
}

interface Outcome {
  readonly offers: readonly Offer[];
  /** In the order of the plan's items that were refused. */
  readonly rules: readonly string[];
  readonly refused: Readonly<Record<string, string>>;
}

async function offersOf(
  { plan, held }: MutationFeed,
  context: ReturnType<typeof servedContext>,
): Promise<Outcome> {
  const answers = await plan.provider.fetch(plan.items, context);
  const heldOf = (id: Offer['draft']['id']) => held.get(id);
  const { offers, rules, refused } = sortAnswers(plan, answers, heldOf, now);
  const clock = { now: () => now, monotonic: () => now, after: () => () => {}, every: () => () => {} };
  const desk = createSourceDesk({ held: heldOf, clock, log: silent, metrics: uncounted });
  desk.plan([plan]);
  const settled = desk.settle(plan.items, offers);
  for (const offer of settled) changeOf(offer, heldOf(offer.draft.id));
  return { offers: settled, rules, refused };
}

function judge(feed: MutationFeed, outcome: Outcome, served: ReadonlyMap<string, string>): Trial {
  const rules = [...outcome.rules];
  const wrong: string[] = [];
  const fates = feed.plan.items.map((item): Fate => {
    if (Object.hasOwn(outcome.refused, item.id)) return { rule: rules.shift() ?? 'unnamed' };
    const offer = outcome.offers.find(({ draft }) => draft.id === item.id);
    const before = feed.held.get(item.id)?.reading;
    const complaint =
      offer === undefined ? 'neither refused nor offered' : complaintOf(feed, item, offer, before, served);
    if (complaint !== undefined) wrong.push(`${item.id} ${item.symbol}: ${complaint}`);
    return offer?.draft.state === 'held' ? 'held' : 'accepted';
  });
  return { fates, wrong };
}

function complaintOf(
  { plan, bodies }: MutationFeed,
  item: MutationFeed['plan']['items'][number],
  { draft, series = [] }: Offer,
  before: Reading | undefined,
  served: ReadonlyMap<string, string>,
): string | undefined {
  if (!hasValue(draft)) return 'a blank in the place of a good value';
  if (draft.state === 'held') {
    const last = before && { ...draftOf(before), state: 'held' };
    return JSON.stringify(last) === JSON.stringify(draft) ? undefined : 'held is not what was shown';
  }
  return oracleOf(plan.provider.id)({ item, reading: draft, series, before, served, good: bodies, now });
}
