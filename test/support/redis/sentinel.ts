/** A primary, two replicas and three Sentinels that watch them, for tests and drills of a failover. */
import { type RedisServer, startRedis } from './server.ts';
import { addressesOf, startServers, stopServers } from './server-group.ts';
import { until } from './until.ts';

export interface SentinelOptions {
  /** How long the primary is silent before a Sentinel takes it for dead; 3,000 by default. */
  readonly downAfterMs?: number;
  /** An election without a winner is repeated after twice this time; 10,000 by default. */
  readonly failoverTimeoutMs?: number;
  /** More for the command lines of the primary and the replicas. */
  readonly args?: readonly string[];
}

export interface SentinelSet {
  /** Of the Sentinels: `127.0.0.1:p1,127.0.0.1:p2,127.0.0.1:p3` */
  readonly sentinels: string;
  /** What the Sentinels call the primary. */
  readonly masterName: string;
  /** The first primary and the replicas; their roles change. */
  readonly servers: readonly RedisServer[];
  /**
   * Who is the primary by the word of the Sentinel that knows of the latest failover: the dead one until that is through,
   * and never again the one before.
   */
  primary(): Promise<RedisServer>;
  /** Ends the primary of now by SIGKILL and resolves to it, for a restart; does not wait for the failover. */
  killPrimary(): Promise<RedisServer>;
  stop(): Promise<void>;
}

const masterName = 'masthead';
/** Two of three Sentinels must agree that the primary is dead. */
const quorum = 2;

/** Resolves when each Sentinel knows both replicas and both others: from then on a failover is possible. */
export async function startSentinelSet(options: SentinelOptions = {}): Promise<SentinelSet> {
  const started: RedisServer[] = [];
  try {
    const servers = await startReplicated(started, options.args ?? []);
    const [primary] = servers;
    const sentinels = await startServers(Array.from({ length: 3 }, () => sentinelOf(primary, options)));
    started.push(...sentinels);
    await until('all Sentinels know all', async () =>
      (await Promise.all(sentinels.map(knowsAll))).every(Boolean),
    );
    return compose(servers, sentinels);
  } catch (error) {
    await stopServers(started);
    throw error;
  }
}

type Replicated = readonly [RedisServer, ...RedisServer[]];

/** What was started is in `started`, also where it rejects. */
async function startReplicated(started: RedisServer[], args: readonly string[]): Promise<Replicated> {
  const primary = await startRedis({ args });
  started.push(primary);
  // In the file and not in the command line: Sentinel has it rewritten when the roles change.
  const replica = { args, config: [`replicaof 127.0.0.1 ${primary.port}`] };
  const replicas = await startServers([replica, replica]);
  started.push(...replicas);
  // A Sentinel asks a primary for its replicas at once and then every 10 s.
  await until('both replicas are linked', async () =>
    /^connected_slaves:2\r$(?=[\s\S]*slave0:.*state=online)(?=[\s\S]*slave1:.*state=online)/m.test(
      String(await primary.command('INFO', 'replication')),
    ),
  );
  return [primary, ...replicas];
}

function sentinelOf(
  primary: RedisServer,
  { downAfterMs = 3_000, failoverTimeoutMs = 10_000 }: SentinelOptions,
) {
  return {
    args: ['--sentinel'],
    config: [
      `sentinel monitor ${masterName} 127.0.0.1 ${primary.port} ${quorum}`,
      `sentinel down-after-milliseconds ${masterName} ${downAfterMs}`,
      `sentinel failover-timeout ${masterName} ${failoverTimeoutMs}`,
    ],
  };
}

async function knowsAll(sentinel: RedisServer): Promise<boolean> {
  const view = await viewOf(sentinel);
  return (
    view.get('num-slaves') === '2' &&
    view.get('num-other-sentinels') === '2' &&
    view.get('flags') === 'master'
  );
}

/** What a Sentinel says of the primary; see Redis, SENTINEL MASTER. */
async function viewOf(sentinel: RedisServer): Promise<ReadonlyMap<string, string>> {
  const reply = await sentinel.command('SENTINEL', 'MASTER', masterName);
  const words = Array.isArray(reply) ? reply.map(String) : [];
  return new Map(words.flatMap((word, index) => (index % 2 === 0 ? [[word, words[index + 1] ?? '']] : [])));
}

function compose(servers: readonly RedisServer[], sentinels: readonly RedisServer[]): SentinelSet {
  const primary = async () => {
    const answers = await Promise.allSettled(sentinels.map(viewOf));
    const views = answers.flatMap((answer) => (answer.status === 'fulfilled' ? [answer.value] : []));
    const epochOf = (view: ReadonlyMap<string, string>) => Number(view.get('config-epoch'));
    const [newest] = views.sort((a, b) => epochOf(b) - epochOf(a));
    const found = servers.find((server) => String(server.port) === newest?.get('port'));
    if (found === undefined) throw new Error('no Sentinel names one of these servers');
    return found;
  };
  return {
    sentinels: addressesOf(sentinels),
    masterName,
    servers,
    primary,
    async killPrimary() {
      const found = await primary();
      await found.kill();
      return found;
    },
    stop: () => stopServers([...servers, ...sentinels]),
  };
}
