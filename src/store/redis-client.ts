/** One connection to one Redis server, raw: commands as text, and messages of a channel. The only file that knows the client library. */
import { isIP } from 'node:net';
import { createClient } from 'redis';

/** Where a Redis server answers, and as whom it is talked to. */
export interface RedisAddress {
  readonly host: string;
  readonly port: number;
  readonly tls: boolean;
  readonly username?: string;
  readonly password?: string;
  /** Number of the database; 0 where none is named. */
  readonly database: number;
}

export interface RedisClient {
  /** Rejects with the server's own words for an error reply. Bulk strings come as text. */
  send(args: readonly string[]): Promise<unknown>;
  subscribe(channel: string, onMessage: (text: string) => void): Promise<void>;
  /** Ends it at once; what was under way is rejected. Calling it again does nothing. */
  destroy(): void;
}

/**
 * Not connected yet: `connect` says when. Neither queues while offline nor comes back by itself: whoever opened it
 * knows better where the server is now. RESP 2, which every version of Redis speaks.
 */
export function createRedisClient(
  { host, port, tls, username, password, database }: RedisAddress,
  onEnd: (reason: Error) => void,
): RedisClient & { connect(): Promise<void> } {
  const common = { host, port, connectTimeout: 2_000, reconnectStrategy: false } as const;
  const client = createClient({
    RESP: 2,
    // An address is no name that a certificate could be asked for (RFC 6066, section 3).
    socket: tls ? { ...common, tls: true, ...(isIP(host) ? {} : { servername: host }) } : common,
    ...(username === undefined ? {} : { username }),
    ...(password === undefined ? {} : { password }),
    database,
    disableOfflineQueue: true,
    disableClientInfo: true,
    maintNotifications: 'disabled',
  });
  let isEnded = false;
  const end = (reason: Error) => {
    if (isEnded) return;
    isEnded = true;
    onEnd(reason);
  };
  client.on('error', (error: Error) => end(error));
  client.on('end', () => end(new Error('the connection ended')));
  return {
    connect: async () => void (await client.connect()),
    send: (args) => client.sendCommand([...args]),
    subscribe: (channel, onMessage) => client.subscribe(channel, onMessage),
    destroy() {
      isEnded = true;
      if (client.isOpen) client.destroy();
    },
  };
}
