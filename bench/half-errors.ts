/**
 * A simulated day in which every request fails with a chance of one half: how often the sources of an item take turns, and
 * whether a value ever holds figures of two of them. Run with `npx tsx bench/half-errors.ts [--seed n] [--hours n]`; the
 * exit code is 1 where a promise is broken. Under a minute.
 */
import { parseArgs } from 'node:util';
import { simulateDay } from './half-errors/day.ts';
import { dwellMs, judgeDay } from './half-errors/verdict.ts';

const { values } = parseArgs({
  options: { seed: { type: 'string', default: '7' }, hours: { type: 'string', default: '24' } },
});
const startedAt = performance.now();
// CoinGecko's cache and average leave its prices some minutes behind.
const settings = { seed: Number(values.seed), chance: 0.5, lagMs: 240_000 };
const day = await simulateDay({ ...settings, seconds: Number(values.hours) * 3_600 });
const verdicts = judgeDay(day);
for (const { id, values: published, switches, shortestMs, sources, wrong } of verdicts) {
  console.log(
    `${id.padEnd(22)} ${published} values, ${switches} switches, the closest ${shortestMs / 1000} s apart; ${JSON.stringify(sources)}`,
  );
  for (const each of wrong.slice(0, 5)) console.log(`  WRONG ${each}`);
}
const wrong = verdicts.reduce((sum, each) => sum + each.wrong.length, 0);
const quick = verdicts.filter(({ shortestMs }) => shortestMs < dwellMs).length;
console.log(
  `${day.asked} requests, ${day.failed} failed; ${wrong} wrong values or lines, ${quick} items that switched too soon; ${((performance.now() - startedAt) / 1000).toFixed(1)} s`,
);
process.exitCode = wrong + quick > 0 ? 1 : 0;
