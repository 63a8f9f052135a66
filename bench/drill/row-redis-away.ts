/** Row 4: Redis is killed and stays away for minutes. */
import { setTimeout as sleep } from 'node:timers/promises';
import { during, msUntil } from './clocked.ts';
import type { Fleet } from './fleet.ts';
import { growth, memoryOf, percent } from './memory.ts';
import { pollEveryMs } from './polls.ts';
import { brokenBy, type Row, seconds } from './row.ts';

/** One poll and 5 s. */
const freshWithinMs = pollEveryMs + 5_000;
/** Kraken's, whose every answer has a new time. */
const movingItem = 'quote:BTC-USD';

export const redisAway: Row = {
  number: 4,
  fault: 'kill -9 Redis and start it again, empty, after a while',
  asked:
    '0 disconnects, 0 failed snapshots, memory + under 5 %, fresh values within one poll + 5 s of its return',
  async run(fleet, { outageMs }) {
    const earlier = await memoryOf(fleet.gateways);
    fleet.swarm.takeHappened();
    const redis = fleet.redis();
    await redis.kill();
    const asks = await watchOutage(fleet, outageMs);
    const later = await memoryOf(fleet.gateways);
    await redis.restart();
    const returnedAt = Date.now();
    const isFresh = () => fleet.swarm.oldestAsOf(movingItem) > returnedAt;
    const freshMs = await msUntil(isFresh, 3 * freshWithinMs);
    const { lost } = fleet.swarm.takeHappened();
    const disconnects = Object.values(lost).reduce((sum, count) => sum + count, 0);
    const failed = asks.filter((isOk) => !isOk).length;
    const grown = growth(earlier, later);
    return {
      measured: `${seconds(outageMs)}: ${disconnects} disconnects, ${failed} of ${asks.length} snapshots failed, memory ${percent(grown)}, fresh after ${seconds(freshMs)}`,
      broken: brokenBy({
        '0 disconnects': disconnects === 0,
        '0 failed snapshots': failed === 0 && asks.length > 0,
        'memory + under 5 %': grown < 0.05,
        'fresh within one poll + 5 s': freshMs <= freshWithinMs,
      }),
      figures: { outageMs, disconnects, failedSnapshots: failed, snapshots: asks.length, grown, freshMs },
    };
  },
};

/** Whether each look at each gateway's board was answered. */
async function watchOutage({ gateways }: Fleet, outageMs: number): Promise<readonly boolean[]> {
  const outage = sleep(outageMs);
  const asks = await Promise.all(gateways.map(({ url }) => during(outage, 250, () => isServed(url))));
  return asks.flat();
}

async function isServed(url: string): Promise<boolean> {
  try {
    const answer = await fetch(`${url}/v1/boards/front`, { signal: AbortSignal.timeout(2_000) });
    await answer.arrayBuffer();
    return answer.ok;
  } catch {
    return false;
  }
}
