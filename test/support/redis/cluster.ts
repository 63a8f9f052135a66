/** Three primaries that share the slots of a Redis Cluster, for tests and drills; knows nothing of replicas. */
import { busOffset } from './free-port.ts';
import type { RedisOptions, RedisServer } from './server.ts';
import { addressesOf, startServers, stopServers } from './server-group.ts';
import { until } from './until.ts';

export interface RedisCluster {
  /** `127.0.0.1:p1,127.0.0.1:p2,127.0.0.1:p3` */
  readonly nodes: string;
  /** The first holds the lowest third of the slots. */
  readonly servers: readonly RedisServer[];
  stop(): Promise<void>;
}

const primaries = 3;
const slots = 16_384;

const node: RedisOptions = {
  withBus: true,
  config: [
    'cluster-enabled yes',
    'cluster-config-file nodes.conf',
    'cluster-node-timeout 5000',
    // The first one is met by the others and would never learn its own address.
    'cluster-announce-ip 127.0.0.1',
  ],
};

/** Resolves when each node holds the cluster for whole and takes commands. */
export async function startCluster(): Promise<RedisCluster> {
  const servers = await startServers(Array.from({ length: primaries }, () => node));
  try {
    for (const [index, server] of servers.entries()) await join(server, index, servers);
    await until('the cluster is whole', async () => (await Promise.all(servers.map(isWhole))).every(Boolean));
    return { nodes: addressesOf(servers), servers, stop: () => stopServers(servers) };
  } catch (error) {
    await stopServers(servers);
    throw error;
  }
}

async function join(server: RedisServer, index: number, [first]: readonly RedisServer[]): Promise<void> {
  const from = Math.floor((slots * index) / primaries);
  const to = Math.floor((slots * (index + 1)) / primaries) - 1;
  await server.command('CLUSTER', 'ADDSLOTSRANGE', String(from), String(to));
  // Different from the start, as redis-cli does it: nodes with equal epochs would first have to settle it.
  await server.command('CLUSTER', 'SET-CONFIG-EPOCH', String(index + 1));
  if (first === undefined || first === server) return;
  await server.command('CLUSTER', 'MEET', '127.0.0.1', String(first.port), String(first.port + busOffset));
}

async function isWhole(server: RedisServer): Promise<boolean> {
  const info = String(await server.command('CLUSTER', 'INFO'));
  return info.includes('cluster_state:ok') && info.includes(`cluster_known_nodes:${primaries}`);
}
