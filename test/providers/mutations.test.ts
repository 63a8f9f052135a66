/** The short form of `bench/mutations.ts`: mutated bodies crash nothing, and show nothing that does not stand in them. */
import { beforeAll, describe, expect, it } from 'vitest';
import { type MutationFeed, mutationFeeds } from '../../bench/mutations/feeds.ts';
import { runMutations } from '../../bench/mutations/run.ts';
import type { Value } from '../../src/protocol/reading.ts';
import { providers } from '../../src/providers/index.ts';
import type { Answer, Provider } from '../../src/providers/provider.ts';

const bodiesEach = 150;
const seed = 20_261_123;
let feeds: readonly MutationFeed[] = [];
beforeAll(async () => {
  feeds = await mutationFeeds();
});

describe('mutated bodies of each provider', () => {
  it('crash nothing, show nothing that does not stand in them for that item, and are not all refused', async () => {
    const { tallies, failures } = await runMutations(feeds, bodiesEach * providers.length, seed);
    expect(failures.map(({ subject, how, wrong }) => [subject.seed, how, wrong])).toEqual([]);
    expect(tallies.map(({ provider }) => provider)).toEqual(providers.map(({ id }) => id));
    for (const { provider, bodies, items, accepted } of tallies) {
      expect(bodies).toBe(bodiesEach);
      expect([provider, accepted > items / 5, accepted < items]).toEqual([provider, true, true]);
    }
  });
});

type Twist = (answers: readonly Answer[]) => readonly Answer[];

const changed = (change: (observation: Extract<Answer, { ok: true }>['observation']) => object): Twist => {
  return (answers) =>
    answers.map((answer) =>
      answer.ok
        ? { ...answer, observation: { ...answer.observation, ...change(answer.observation) } }
        : answer,
    );
};
const inValue = (more: object): Twist => changed(({ value }) => ({ value: { ...value, ...more } }));

/** Little enough to be no jump, and alone, so that no other figure contradicts it. */
const byOneDigit = changed(({ value }) => {
  if (value.kind !== 'quote') return {};
  const last = value.price.at(-1) === '0' ? '1' : '0';
  return { value: { kind: 'quote', price: value.price.slice(0, -1) + last, basis: value.basis } };
});
const warmer = (value: Value) => (value.kind === 'weather' ? { ...value, tempC: value.tempC + 1 } : value);
const crashing: Twist = () => {
  throw new TypeError('no such field');
};

/** The feed as a provider would read it that errs in one way. */
function readWrongly(feed: MutationFeed, twist: Twist): MutationFeed {
  const { provider } = feed.plan;
  const wrong: Provider = {
    ...provider,
    fetch: async (asks, context) => twist(await provider.fetch(asks, context)),
  };
  return { ...feed, plan: { ...feed.plan, provider: wrong } };
}

describe('a provider that reads its bodies wrongly', () => {
  it.each<[string, string, Twist]>([
    ['coinbase 2', 'crashes', crashing],
    ['coinbase 2', 'takes a time that is not the body’s', changed(({ asOf }) => ({ asOf: asOf + 1 }))],
    ['coingecko 2', 'is off by one digit', byOneDigit],
    ['kraken 2', 'is off by one digit', byOneDigit],
    ['twelvedata 2', 'is off by one digit', byOneDigit],
    ['frankfurter 3', 'is off by one digit', byOneDigit],
    ['treasury 2', 'is off by one digit', byOneDigit],
    [
      'ecb 3',
      'has a line that is not the body’s',
      changed(({ asOf }) => ({ series: [{ t: asOf, price: '1' }] })),
    ],
    ['metno 1', 'takes a wind for another', inValue({ windMs: 1.23 })],
    ['nws 1', 'is off by a degree', changed(({ value }) => ({ value: warmer(value) }))],
    ['metalerts 1', 'loses a warning', inValue({ alerts: [] })],
    ['nws-alerts 1', 'says that nobody warns', inValue({ covered: false })],
  ])('is found out: %s %s', async (name, _how, twist) => {
    const own = feeds.filter((feed) => feed.name === name).map((feed) => readWrongly(feed, twist));
    expect(own).toHaveLength(1);
    const { failures } = await runMutations(own, 40, seed);
    expect(failures.length).toBeGreaterThan(0);
  });
});
