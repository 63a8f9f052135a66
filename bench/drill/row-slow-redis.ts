/** Row 11: every command takes two seconds longer on its way to Redis. */
import { setTimeout as sleep } from 'node:timers/promises';
import { growth, memoryOf, percent } from './memory.ts';
import { extraPolls, pollEveryMs } from './polls.ts';
import { brokenBy, type Row } from './row.ts';
import { untilSettled } from './takeover.ts';

const delayMs = 2_000;

export const slowRedis: Row = {
  number: 11,
  fault: 'every command to Redis 2 s late',
  asked: 'polls are skipped, not queued: no burst afterwards beyond one per feed; gateway memory flat',
  async run(fleet, { badLineMs }) {
    const lines = [...fleet.lines.workers, fleet.lines.gateways];
    await untilSettled(fleet);
    const earlier = await memoryOf(fleet.gateways);
    for (const line of lines) line.delay(delayMs);
    const slowFrom = Date.now();
    await sleep(badLineMs);
    const later = await memoryOf(fleet.gateways);
    for (const line of lines) line.delay(0);
    const endedAt = Date.now();
    await untilSettled(fleet);
    await sleep(2 * pollEveryMs);
    const log = await fleet.upstream.log();
    const extraWhile = extraPolls(log, slowFrom, endedAt);
    const extraAfter = extraPolls(log, endedAt, Date.now());
    const grown = growth(earlier, later);
    return {
      measured: `${extraWhile} extra polls of an address while slow, ${extraAfter} after, memory ${percent(grown)}`,
      broken: brokenBy({
        'no burst while slow': extraWhile <= 1,
        'at most one more poll per feed afterwards': extraAfter <= 1,
        'gateway memory flat (under 5 %)': grown < 0.05,
      }),
      figures: { extraWhile, extraAfter, grown },
    };
  },
};
