/** Several Redis servers that start and end together. */
import { type RedisOptions, type RedisServer, startRedis } from './server.ts';

/** Side by side, in the order of the list. Where one cannot start, those that could are stopped and it rejects. */
export async function startServers(list: readonly RedisOptions[]): Promise<RedisServer[]> {
  const starts = await Promise.allSettled(list.map((options) => startRedis(options)));
  const servers = starts.flatMap((start) => (start.status === 'fulfilled' ? [start.value] : []));
  const failed = starts.find((start) => start.status === 'rejected');
  if (failed === undefined) return servers;
  await stopServers(servers);
  throw failed.reason;
}

/** Stops all, also where one cannot be stopped. */
export async function stopServers(servers: readonly RedisServer[]): Promise<void> {
  await Promise.allSettled(servers.map((server) => server.stop()));
}

/** As `127.0.0.1:12001,127.0.0.1:12002`. */
export function addressesOf(servers: readonly RedisServer[]): string {
  return servers.map(({ port }) => `127.0.0.1:${port}`).join(',');
}
