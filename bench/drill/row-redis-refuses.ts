/** Row 12: Redis answers, and says no: memory full, read-only, loading. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { RedisServer } from '../../test/support/redis/server.ts';
import { msUntil } from './clocked.ts';
import type { Fleet } from './fleet.ts';
import { brokenBy, type Outcome, type Row, seconds } from './row.ts';
import { untilSettled } from './takeover.ts';

/** A way to say no: what stands in the error, and how it begins and ends. */
interface Refusal {
  readonly says: string;
  begin(redis: RedisServer): Promise<void>;
  end(redis: RedisServer): Promise<void>;
}

const namedWithinMs = 10_000;
const watchMs = 2_500;
/** What was written before still goes out with the next tick of a gateway. */
const tickMs = 1_200;

const full: Refusal = {
  says: 'OOM',
  begin: async (redis) => void (await redis.command('CONFIG', 'SET', 'maxmemory', '1')),
  end: async (redis) => void (await redis.command('CONFIG', 'SET', 'maxmemory', '0')),
};

/** A replica of nobody who answers. */
const readOnly: Refusal = {
  says: 'READONLY',
  begin: async (redis) => void (await redis.command('REPLICAOF', '127.0.0.1', '1')),
  end: async (redis) => void (await redis.command('REPLICAOF', 'NO', 'ONE')),
};

const loadedKeys = 12_000;
const perKeyUs = 500;

/** Keys beside ours that take their time to be read, by a setting that Redis has for its own tests. */
const loading: Refusal = {
  says: 'LOADING',
  async begin(redis) {
    const fill = `for i = 1, ${loadedKeys} do redis.call('SET', 'filler:' .. i, i) end`;
    await redis.command('EVAL', fill, '0');
    await redis.command('CONFIG', 'SET', 'key-load-delay', String(perKeyUs));
    await redis.command('CONFIG', 'SET', 'loading-process-events-interval-bytes', '1024');
    redis.command('DEBUG', 'RELOAD').catch(() => {});
  },
  async end(redis) {
    await msUntil(async () => (await redis.command('PING')) === 'PONG', 30_000);
    await redis.command('CONFIG', 'SET', 'key-load-delay', '0');
    await redis.command('EVAL', `for i = 1, ${loadedKeys} do redis.call('DEL', 'filler:' .. i) end`, '0');
  },
};

const refusals = [full, readOnly, loading];

export const redisRefuses: Row = {
  number: 12,
  fault: 'OOM under noeviction, READONLY, LOADING',
  asked: 'the worker lives, its status names it, no reader sees a change; back afterwards',
  async run(fleet, { ways }): Promise<Outcome> {
    const tried = [];
    for (const refusal of refusals.slice(0, ways)) tried.push(await tryRefusal(fleet, refusal));
    return {
      measured: tried
        .map(
          ({ says, namedMs, backMs }) => `${says}: named after ${seconds(namedMs)}, back ${seconds(backMs)}`,
        )
        .join('; '),
      broken: tried.flatMap(({ claims }) => brokenBy(claims)),
      figures: Object.fromEntries(
        tried.flatMap(({ says, namedMs, backMs }) => [
          [`${says}NamedMs`, namedMs],
          [`${says}BackMs`, backMs],
        ]),
      ),
    };
  },
};

async function tryRefusal(fleet: Fleet, { says, begin, end }: Refusal) {
  await untilSettled(fleet);
  const pids = fleet.workers.map(({ pid }) => pid);
  fleet.swarm.takeHappened();
  await begin(fleet.redis());
  const namedMs = await msUntil(async () => {
    const statuses = await Promise.all(fleet.workers.map((worker) => worker.status()));
    return statuses.some(({ storeError }) => storeError?.includes(says));
  }, namedWithinMs);
  const written = fleet.channel.lastWriteAt();
  const from = performance.now() + tickMs;
  await sleep(watchMs);
  const { lost, updatesAt } = fleet.swarm.takeHappened();
  const isUntouched = fleet.channel.lastWriteAt() === written && updatesAt.every((at) => at < from);
  await end(fleet.redis());
  const backMs = await msUntil(() => fleet.channel.lastWriteAt() > written, 20_000);
  return {
    says,
    namedMs,
    backMs,
    claims: {
      [`${says}: a worker's status names it within 10 s`]: namedMs <= namedWithinMs,
      [`${says}: workers live`]: fleet.workers.every(
        (worker, index) => worker.isAlive() && worker.pid === pids[index],
      ),
      [`${says}: no reader sees a change`]: isUntouched,
      [`${says}: no reader loses its socket`]: Object.keys(lost).length === 0,
      [`${says}: values flow again`]: backMs <= 20_000,
    },
  };
}
