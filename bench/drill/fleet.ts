/** Two workers, three gateways, their upstream and their readers, with Redis at the far end of lines that can be broken. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type RedisServer, startRedis } from '../../test/support/redis/server.ts';
import { until } from '../../test/support/redis/until.ts';
import { type Channel, openChannel } from './channel.ts';
import { type Line, startLine } from './line.ts';
import type { Part } from './part.ts';
import { allHaveBoard, startParts } from './parts.ts';
import { createSwarm, type Swarm } from './swarm.ts';
import { createUpstream, type Upstream } from './upstream.ts';

export interface Fleet {
  /** The server that all lines lead to now. */
  redis(): RedisServer;
  readonly workers: readonly Part[];
  readonly gateways: readonly Part[];
  /** One for each worker, and one for all gateways. */
  readonly lines: { readonly workers: readonly Line[]; readonly gateways: Line };
  readonly upstream: Upstream;
  readonly channel: Channel;
  readonly swarm: Swarm;
  /** The worker that leads by the word of the channel. */
  leader(): Part;
  /** Leads all lines and the drill's own ear to another server, which is stopped with the fleet. */
  moveTo(server: RedisServer): Promise<void>;
  /** Where the processes' logs are. */
  readonly folder: string;
  /** `keepLogs`: leaves the folder where it is. */
  stop(keepLogs?: boolean): Promise<void>;
}

/** Of keys and channel in Redis. */
const namespace = 'drill';
export const stateKey = `{${namespace}}:state`;
export const metaKey = `{${namespace}}:meta`;

/** Debug commands and a slow load are for the drill of a server that is loading. */
const redisArgs = ['--enable-debug-command', 'yes'];

export async function startFleet(readers: number): Promise<Fleet> {
  const stops: (() => unknown)[] = [];
  try {
    return await build(readers, stops);
  } catch (error) {
    await stopAll(stops);
    throw error;
  }
}

async function build(readers: number, stops: (() => unknown)[]): Promise<Fleet> {
  const folder = await mkdtemp(path.join(tmpdir(), 'masthead-drill-'));
  let redis = await startRedis({ args: redisArgs });
  const servers = [redis];
  stops.push(() => Promise.all(servers.map((server) => server.stop())));
  const lines = await startLines(redis, stops);
  const reached = ({ url }: Line) => ({ REDIS_NAMESPACE: namespace, REDIS_URL: url });
  const {
    upstream: upstreamPart,
    workers,
    gateways,
  } = await startParts(
    lines.workers.map(reached),
    Array.from({ length: 3 }, () => reached(lines.gateways)),
    folder,
    stops,
  );
  const upstream = createUpstream(upstreamPart);
  const channel = await openChannel(redis.port, `{${namespace}}:ch`);
  const swarm = createSwarm({ gateways: gateways.map(({ url }) => url), readers });
  stops.push(upstream.stop, channel.close, swarm.close);
  await until('a worker leads', () => workers.some(({ pid }) => isOwner(pid, channel.leader())));
  await until('all gateways have a board', () => allHaveBoard(gateways));
  await swarm.open();
  return {
    redis: () => redis,
    workers,
    gateways,
    lines,
    upstream,
    channel,
    swarm,
    leader() {
      const leading = workers.find(({ pid }) => isOwner(pid, channel.leader()));
      if (leading === undefined) throw new Error(`nobody of ours leads: ${channel.leader()}`);
      return leading;
    },
    async moveTo(server) {
      redis = server;
      servers.push(server);
      for (const line of [...lines.workers, lines.gateways]) line.moveTo(server);
      await channel.moveTo(server.port);
    },
    folder,
    async stop(keepLogs = false) {
      await stopAll(stops);
      if (!keepLogs) await rm(folder, { recursive: true, force: true });
    },
  };
}

async function startLines(redis: RedisServer, stops: (() => unknown)[]): Promise<Fleet['lines']> {
  const [first, second, gateways] = await Promise.all([startLine(redis), startLine(redis), startLine(redis)]);
  stops.push(() => Promise.all([first, second, gateways].map((line) => line.stop())));
  return { workers: [first, second], gateways };
}

/** Owners are named `host:pid:chance`. */
export function isOwner(pid: number, owner: string): boolean {
  return owner.split(':').at(-2) === String(pid);
}

/** In reverse, all of them, also where one fails. */
async function stopAll(stops: readonly (() => unknown)[]): Promise<void> {
  for (const stop of [...stops].reverse()) await Promise.resolve(stop()).catch(() => {});
}
