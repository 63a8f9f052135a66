/**
 * A hundred thousand mutated bodies over all providers: whether any of them crashes us, and whether anything is shown that
 * does not stand in the body for that item. Run with `npx tsx bench/mutations.ts [--count n] [--seed n]`; the exit code is 1
 * where either happens, or where a provider has nothing accepted. About two minutes.
 */
import { parseArgs } from 'node:util';
import { mutationFeeds } from './mutations/feeds.ts';
import { runMutations } from './mutations/run.ts';

const { values } = parseArgs({
  options: { count: { type: 'string', default: '100000' }, seed: { type: 'string', default: '20261123' } },
});
const startedAt = performance.now();
const { tallies, failures } = await runMutations(
  await mutationFeeds(),
  Number(values.count),
  Number(values.seed),
);

const share = (part: number, whole: number) => `${((100 * part) / whole).toFixed(1)} %`;
for (const { provider, bodies, items, accepted, held, refused } of tallies) {
  const rules = [...refused]
    .sort(([, a], [, b]) => b - a)
    .map(([rule, count]) => `${rule} ${share(count, items)}`);
  console.log(
    `${provider.padEnd(11)} ${bodies} bodies, ${items} items: accepted ${share(accepted, items)}, held ${share(held, items)}; refused: ${rules.join(', ')}`,
  );
}
for (const { subject, how, difference, wrong } of failures.slice(0, 20)) {
  console.log(`\nFAILS ${subject.feed.name}, seed ${subject.seed}, ${subject.key}: ${how.join(', then ')}`);
  console.log(`  ${difference}\n  ${wrong.join('\n  ')}`);
}
const barren = tallies.filter(({ accepted }) => accepted === 0);
const crashes = failures.filter(({ wrong }) => wrong.some((each) => each.startsWith('crashed'))).length;
console.log(
  `\n${failures.length - crashes} wrong values, ${crashes} crashes, ${barren.length} providers with nothing accepted; ${((performance.now() - startedAt) / 1000).toFixed(0)} s`,
);
process.exitCode = failures.length + barren.length > 0 ? 1 : 0;
