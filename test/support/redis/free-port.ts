/** Finds a port of the loopback that nobody listens to; knows nothing of who will. */
import { once } from 'node:events';
import { createServer } from 'node:net';

/**
 * Below the range from which Linux takes the ports of outgoing connections (32768 and up): a server that was killed
 * finds its port free when it comes back, and a client that tries meanwhile cannot meet itself there.
 */
const lowest = 12_000;
const span = 10_000;
const tries = 100;

/** A cluster's nodes talk to each other on this much more than the port that clients use; see Redis, cluster-port. */
export const busOffset = 10_000;

/**
 * From 12000 to 21999; where `withBus` is asked for, the port 10000 above is free as well. Somebody may still be faster:
 * who cannot listen there asks again. Rejects when a hundred ports are taken.
 */
export async function freePort(withBus = false): Promise<number> {
  for (let left = tries; left > 0; left -= 1) {
    const port = lowest + Math.floor(Math.random() * span);
    if ((await isFree(port)) && (!withBus || (await isFree(port + busOffset)))) return port;
  }
  throw new Error(`no free port from ${lowest} to ${lowest + span - 1}`);
}

async function isFree(port: number): Promise<boolean> {
  const server = createServer();
  try {
    server.listen(port, '127.0.0.1');
    await once(server, 'listening');
    return true;
  } catch {
    return false;
  } finally {
    server.close();
  }
}
