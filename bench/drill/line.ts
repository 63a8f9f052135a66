/** The line from some of the fleet's processes to Redis, which can be broken in chosen ways and led to another server. */
import type { RedisServer } from '../../test/support/redis/server.ts';
import { type Shim, startShim } from '../../test/support/tcp-shim.ts';

export interface Line extends Shim {
  /** What a process calls Redis. */
  readonly url: string;
  /** Leads to another server; what was open is cut. */
  moveTo(server: RedisServer): void;
}

export async function startLine(first: RedisServer): Promise<Line> {
  let port = first.port;
  const shim = await startShim({
    host: '127.0.0.1',
    get port() {
      return port;
    },
  });
  return {
    ...shim,
    url: `redis://127.0.0.1:${shim.port}`,
    moveTo(server) {
      port = server.port;
      shim.cut();
    },
  };
}
