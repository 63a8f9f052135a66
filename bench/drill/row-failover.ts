/** Row 8: the primary behind Sentinel is killed under a fleet of its own. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { startSentinelSet } from '../../test/support/redis/sentinel.ts';
import { until } from '../../test/support/redis/until.ts';
import { msUntil } from './clocked.ts';
import { allHaveBoard, startParts } from './parts.ts';
import { pollEveryMs } from './polls.ts';
import { brokenBy, type Outcome, type Row, seconds } from './row.ts';
import { createSwarm, type Swarm } from './swarm.ts';

const mostReaders = 200;

export const failover: Row = {
  number: 8,
  fault: 'kill -9 the primary behind Sentinel',
  asked: 'under 10 s without a publish',
  async run(_fleet, { readers }) {
    const stops: (() => unknown)[] = [];
    try {
      return await failOver(Math.min(readers, mostReaders), stops);
    } finally {
      for (const stop of stops.reverse()) await Promise.resolve(stop()).catch(() => {});
    }
  },
};

async function failOver(readers: number, stops: (() => unknown)[]): Promise<Outcome> {
  const folder = await mkdtemp(path.join(tmpdir(), 'masthead-drill-'));
  stops.push(() => rm(folder, { recursive: true, force: true }));
  const set = await startSentinelSet();
  stops.push(() => set.stop());
  const reached = { REDIS_NAMESPACE: 'drill', REDIS_SENTINELS: `${set.sentinels}/${set.masterName}` };
  const { gateways } = await startParts([reached, reached], [reached, reached], folder, stops);
  await until('all gateways have a board', () => allHaveBoard(gateways));
  const swarm = createSwarm({ gateways: gateways.map(({ url }) => url), readers });
  stops.push(swarm.close);
  await swarm.open();
  const { gapMs, disconnects } = await killPrimary(swarm, () => set.killPrimary());
  const { olderOnSocket, olderAfterReconnect, repeats } = swarm.faults();
  return {
    measured: `${seconds(gapMs)} between two updates, ${disconnects} disconnects`,
    broken: brokenBy({
      'under 10 s without a publish': gapMs < 10_000,
      'no reader loses its socket': disconnects === 0,
      'nothing older, nothing twice': olderOnSocket + olderAfterReconnect + repeats === 0,
    }),
    figures: { publishGapMs: gapMs, disconnects, olderOnSocket, olderAfterReconnect, repeats },
  };
}

/** The longest time between two updates around it, at readers of values that change every five seconds. */
async function killPrimary(swarm: Swarm, kill: () => Promise<unknown>) {
  swarm.takeHappened();
  const times: number[] = [];
  let disconnects = 0;
  const take = () => {
    const { updatesAt, lost } = swarm.takeHappened();
    times.push(...updatesAt);
    disconnects += Object.values(lost).reduce((sum, count) => sum + count, 0);
  };
  await msUntil(() => {
    take();
    return times.length >= 3;
  }, 4 * pollEveryMs);
  await kill();
  const killedAt = performance.now();
  // The first after the failover may have been on its way before: three of them are the flow again.
  await msUntil(() => {
    take();
    return times.filter((at) => at > killedAt + 2_000).length >= 3;
  }, 60_000);
  const gaps = times.map((at, index) => at - (times[index - 1] ?? at));
  return { gapMs: Math.max(...gaps), disconnects };
}
