import { afterAll, beforeAll } from 'vitest';
import { storeContract } from '../contracts/store.ts';
import { type SentinelSet, startSentinelSet } from '../support/redis/sentinel.ts';
import { nodesOf, redisRig } from './redis-rig.ts';

let set: SentinelSet;
beforeAll(async () => {
  set = await startSentinelSet();
});
afterAll(() => set.stop());

storeContract('Redis Sentinel', () =>
  redisRig(
    {
      kind: 'sentinel',
      nodes: nodesOf(set.sentinels),
      name: set.masterName,
      as: { tls: false, database: 0 },
    },
    async (...args) => (await set.primary()).command(...args),
  ),
);
