/** Ways in which Redis can forget, each leaving a server behind that answers again. */
import { type RedisServer, startRedis } from '../../test/support/redis/server.ts';
import { until } from '../../test/support/redis/until.ts';
import { startShim } from '../../test/support/tcp-shim.ts';
import { type Fleet, metaKey } from './fleet.ts';
import { untilSettled } from './takeover.ts';

export interface DataLoss {
  readonly name: string;
  /** Resolves when Redis answers again. */
  cause(fleet: Fleet): Promise<void>;
}

const hourMs = 3_600_000;
/** So many writes the replica has missed when it is promoted. */
const missedWrites = 5;

export const flushed: DataLoss = {
  name: 'FLUSHALL',
  cause: async ({ redis }) => void (await redis().command('FLUSHALL')),
};

export const emptyRestart: DataLoss = {
  name: 'empty restart',
  cause: ({ redis }) => redis().restart({ empty: true }),
};

/** Throws, with the server running by the true clock, where the program faketime is missing or cannot run this Redis. */
export const clockBehind: DataLoss = {
  name: 'empty restart with the clock an hour behind',
  async cause({ redis }) {
    try {
      await redis().restart({ empty: true, clockBehindMs: hourMs });
    } catch (error) {
      await redis().restart({ empty: true });
      throw error;
    }
  },
};

/** The same seen from the fleet: what it has seen of the order is an hour ahead of the clock of the new server. */
export const orderAhead: DataLoss = {
  name: 'empty restart with the order an hour ahead of the clock',
  async cause(fleet) {
    const redis = fleet.redis();
    const ahead = Date.now() + hourMs;
    await redis.command('HSET', metaKey, 'fence', String(ahead));
    await until('a leader has a fence above', () => fleet.channel.top().e > ahead);
    await untilSettled(fleet);
    await redis.restart({ empty: true });
  },
};

/** The old primary is gone for good: from now on the fleet lives on the replica. */
export const laggingReplica: DataLoss = {
  name: `replica ${missedWrites} writes behind promoted`,
  async cause(fleet) {
    const primary = fleet.redis();
    const replica = await startRedis({ args: ['--enable-debug-command', 'yes'] });
    const replication = await startShim({ host: '127.0.0.1', port: primary.port });
    try {
      await followed(replica, replication.port);
      replication.blackhole(true);
      await writes(fleet, missedWrites);
      await primary.kill();
      await replica.command('REPLICAOF', 'NO', 'ONE');
      await fleet.moveTo(replica);
    } finally {
      await replication.stop();
    }
  },
};

/** Resolves when the replica holds what the primary does. */
async function followed(replica: RedisServer, port: number): Promise<void> {
  await replica.command('REPLICAOF', '127.0.0.1', String(port));
  await until('the replica is linked', async () =>
    String(await replica.command('INFO', 'replication')).includes('master_link_status:up'),
  );
}

function writes({ channel }: Fleet, count: number): Promise<void> {
  return new Promise((resolve) => {
    let left = count;
    const stop = channel.onWrite(() => {
      left -= 1;
      if (left > 0) return;
      stop();
      resolve();
    });
  });
}
