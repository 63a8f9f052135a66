/** A forwarder between clients and a server on the loopback that breaks the line in chosen ways while it runs. */
import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import type { Random } from '../../src/system/random.ts';
import { type Faults, type Link, openLink } from './tcp-link.ts';

export interface Target {
  readonly host: string;
  readonly port: number;
}

/** Each fault holds for connections that are open and for new ones. */
export interface Shim {
  readonly port: number;
  /**
   * While on, all bytes and ends of both directions are swallowed; new connections are accepted and hear nothing, ever. A
   * connection from which something was swallowed stays silent afterwards: only a new one works.
   */
  blackhole(on: boolean): void;
  /** Holds each chunk to the target for so long, in order; 0 ends it for what comes then. */
  delay(ms: number): void;
  /**
   * Drops whole pub/sub messages (`message`, of RESP2 and RESP3) on their way to clients, each with the probability
   * `share` from 0 to 1, and nothing else.
   */
  dropPubSub(share: number, random: Random): void;
  /** How many messages `dropPubSub` has taken so far. */
  droppedMessages(): number;
  /** Ends all connections at once, on both sides. */
  cut(): void;
  /** Those held now; whoever leaves in the dark is held until it is over. */
  connections(): number;
  /** Ends all and listens no more. */
  stop(): Promise<void>;
}

/** More are refused. A client that comes back once a second fills it in a quarter of an hour of darkness. */
const maxConnections = 1_024;

/** Listens on a free port. A target that refuses ends the client's connection. */
export async function startShim(target: Target): Promise<Shim> {
  const links = new Set<Link>();
  let dropped = 0;
  let isDropped = () => false;
  const faults: Faults = {
    isDark: false,
    delayMs: 0,
    dropsMessage: () => {
      const isOne = isDropped();
      if (isOne) dropped += 1;
      return isOne;
    },
  };
  const server = createServer({ allowHalfOpen: true, noDelay: true }, (client) => {
    const link: Link = openLink(client, target, faults, () => links.delete(link));
    links.add(link);
  });
  server.maxConnections = maxConnections;
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');

  const cut = () => {
    for (const link of [...links]) link.cut();
  };
  return {
    port: (server.address() as AddressInfo).port,
    blackhole(on) {
      faults.isDark = on;
      if (!on) for (const link of [...links]) link.light();
    },
    delay(ms) {
      faults.delayMs = ms;
    },
    dropPubSub(share, random) {
      isDropped = () => random() < share;
    },
    droppedMessages: () => dropped,
    cut,
    connections: () => links.size,
    async stop() {
      const closed = once(server, 'close');
      server.close();
      cut();
      await closed;
    },
  };
}
