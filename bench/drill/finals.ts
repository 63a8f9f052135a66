/** After a fault: does every reader, and every gateway, end on what Redis holds? */
import { isNewer } from '../../src/protocol/order.ts';
import type { Stamp } from '../../src/protocol/reading.ts';
import type { BoardSnapshot } from '../../src/protocol/snapshot.ts';
import type { RedisServer } from '../../test/support/redis/server.ts';
import { msUntil } from './clocked.ts';
import { type Fleet, stateKey } from './fleet.ts';
import { pollEveryMs } from './polls.ts';

export interface Finals {
  /** Readers without the final value 5 s after publishing ended, or after it stood in Redis. */
  readonly readersBehind: number;
  readonly gatewaysBehind: number;
}

const withinMs = 5_000;
/** Some feeds are asked once in a quarter of a minute and more, and bring one last change each. */
const quietWithinMs = 60_000;

/** Stamps by item. */
export async function heldBy(redis: RedisServer): Promise<ReadonlyMap<string, Stamp>> {
  const reply = (await redis.command('HGETALL', stateKey)) as readonly string[];
  const held = new Map<string, Stamp>();
  for (let at = 0; at + 1 < reply.length; at += 2) {
    held.set(reply[at] ?? '', JSON.parse(reply[at + 1] ?? '{}') as Stamp);
  }
  return held;
}

/** `endsPublishing`: stops the world first, so that nothing later can hide that the last value was lost. */
export async function lookForFinals(fleet: Fleet, endsPublishing: boolean): Promise<Finals> {
  if (endsPublishing) await publishingEnds(fleet);
  const held = await heldBy(fleet.redis());
  let finals: Finals = { readersBehind: Number.NaN, gatewaysBehind: Number.NaN };
  const areAllThere = async () => {
    const behind = await Promise.all(fleet.gateways.map(({ url }) => isBoardBehind(url, held)));
    finals = {
      readersBehind: fleet.swarm.behind(held),
      gatewaysBehind: behind.filter(Boolean).length,
    };
    return finals.readersBehind + finals.gatewaysBehind === 0;
  };
  if (endsPublishing) await areAllThere();
  else await msUntil(areAllThere, withinMs);
  if (endsPublishing) await fleet.upstream.clear();
  return finals;
}

/** Resolves 5 s after the last write. */
async function publishingEnds({ upstream, channel }: Fleet): Promise<void> {
  await upstream.freeze();
  const frozenAt = performance.now();
  const isQuiet = () => {
    const now = performance.now();
    return now - frozenAt > pollEveryMs + 1_000 && now - channel.lastWriteAt() >= withinMs;
  };
  await msUntil(isQuiet, quietWithinMs);
}

async function isBoardBehind(url: string, held: ReadonlyMap<string, Stamp>): Promise<boolean> {
  const answer = await fetch(`${url}/v1/boards/front`);
  if (!answer.ok) return true;
  const board = (await answer.json()) as BoardSnapshot;
  return board.items.some((item) => {
    const stamp = held.get(item.id);
    return stamp !== undefined && isNewer(stamp, item);
  });
}
