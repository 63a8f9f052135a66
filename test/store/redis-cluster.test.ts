import { afterAll, beforeAll } from 'vitest';
import { storeContract } from '../contracts/store.ts';
import { type RedisCluster, startCluster } from '../support/redis/cluster.ts';
import { nodesOf, redisRig } from './redis-rig.ts';

let cluster: RedisCluster;
beforeAll(async () => {
  cluster = await startCluster();
});
afterAll(() => cluster.stop());

/** The one node that has the key takes the command, the others name it. */
async function anywhere(...args: string[]): Promise<unknown> {
  const answers = await Promise.allSettled(cluster.servers.map((server) => server.command(...args)));
  const taken = answers.find((answer) => answer.status === 'fulfilled');
  if (taken === undefined) throw new Error('no node takes the command');
  return taken.value;
}

storeContract('Redis Cluster', () =>
  redisRig({ kind: 'cluster', nodes: nodesOf(cluster.nodes), as: { tls: false, database: 0 } }, anywhere),
);
