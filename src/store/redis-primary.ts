/** Where the primary is right now: at a fixed address, where the sentinels say, or at the node that has our slot. */
import type { Clock } from '../system/clock.ts';
import { within } from '../system/deadline.ts';
import { createRedisClient, type RedisAddress } from './redis-client.ts';
import { StoreError } from './store.ts';

export interface RedisPrimary {
  /** Rejects with a StoreError where nobody knows. */
  find(): Promise<RedisAddress>;
  /** Worth asking again while a connection is well: another may have been made primary behind its back. */
  readonly mayMove: boolean;
}

export interface RedisNode {
  readonly host: string;
  readonly port: number;
}

/** How the store is reached. The credentials in `as` are the data servers'. */
export type RedisPlace =
  | { readonly kind: 'single'; readonly at: RedisAddress }
  | {
      readonly kind: 'sentinel';
      readonly nodes: readonly RedisNode[];
      readonly name: string;
      readonly as: Omit<RedisAddress, 'host' | 'port'>;
      /** The sentinels' own; absent: they ask for none. */
      readonly sentinelPassword?: string;
    }
  | {
      readonly kind: 'cluster';
      readonly nodes: readonly RedisNode[];
      readonly as: Omit<RedisAddress, 'host' | 'port'>;
    };

/** `key`: any of ours, all of which share one slot. */
export function createRedisPrimary(place: RedisPlace, key: string, clock: Clock): RedisPrimary {
  switch (place.kind) {
    case 'single':
      return { mayMove: false, find: async () => place.at };
    case 'sentinel': {
      const { nodes, name, as, sentinelPassword: password } = place;
      const asked = { tls: as.tls, database: 0, ...(password === undefined ? {} : { password }) };
      return {
        mayMove: true,
        find: () =>
          firstAnswer(nodes, asked, clock, async (send) => {
            const answer = (await send(['SENTINEL', 'get-master-addr-by-name', name])) as
              | readonly [string, string]
              | null;
            if (answer === null) throw new Error(`the sentinels know no ${name}`);
            return { ...as, host: answer[0], port: Number(answer[1]) };
          }),
      };
    }
    case 'cluster': {
      const { nodes, as } = place;
      return {
        mayMove: true,
        find: () =>
          firstAnswer(nodes, { ...as, database: 0 }, clock, async (send) => {
            const slot = Number(await send(['CLUSTER', 'KEYSLOT', key]));
            return { ...as, database: 0, ...ownerOf(slot, await send(['CLUSTER', 'SLOTS'])) };
          }),
      };
    }
  }
}

export function isSameAddress(a: RedisAddress, b: RedisAddress): boolean {
  return a.host === b.host && a.port === b.port;
}

type Send = (args: readonly string[]) => Promise<unknown>;

const askMs = 1_000;

/** What the first node says that answers at all; each is asked over a connection of its own that ends with the answer. */
async function firstAnswer(
  nodes: readonly RedisNode[],
  as: Omit<RedisAddress, 'host' | 'port'>,
  clock: Clock,
  ask: (send: Send) => Promise<RedisAddress>,
): Promise<RedisAddress> {
  const troubles: string[] = [];
  for (const node of nodes) {
    const client = createRedisClient({ ...as, ...node }, () => {});
    const asking = client.connect().then(() => ask(client.send));
    try {
      return await within(clock, askMs, asking, () => new Error('no answer within a second'));
    } catch (error) {
      troubles.push(`${node.host}:${node.port}: ${error instanceof Error ? error.message : String(error)}`);
    } finally {
      client.destroy();
    }
  }
  throw new StoreError(`nobody knows the primary: ${troubles.join('; ')}`);
}

type SlotRange = readonly [number, number, readonly [string, number], ...unknown[]];

function ownerOf(slot: number, ranges: unknown): RedisNode {
  const range = (ranges as readonly SlotRange[]).find(([from, to]) => from <= slot && slot <= to);
  if (range === undefined) throw new Error(`nobody has slot ${slot}`);
  return { host: range[2][0], port: Number(range[2][1]) };
}
