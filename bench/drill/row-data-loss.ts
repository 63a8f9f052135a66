/** Row 5: Redis comes back without what it held, or with less of it. */
import { compareStamps } from '../../src/protocol/order.ts';
import type { Stamp } from '../../src/protocol/reading.ts';
import { msUntil } from './clocked.ts';
import {
  clockBehind,
  type DataLoss,
  emptyRestart,
  flushed,
  laggingReplica,
  orderAhead,
} from './data-loss.ts';
import { heldBy } from './finals.ts';
import { type Fleet, metaKey } from './fleet.ts';
import { brokenBy, type Outcome, type Row, seconds } from './row.ts';
import { untilSettled } from './takeover.ts';

const wholeWithinMs = 2_000;

const losses = [flushed, emptyRestart, laggingReplica, orderAhead, clockBehind];

export const dataLoss: Row = {
  number: 5,
  fault: losses.map(({ name }) => name).join('; '),
  asked: 'the whole state is back within 2 s after Redis answers, every item at least as new as before',
  run: (fleet, { ways }) => tryAll(fleet, losses.slice(0, ways)),
};

async function tryAll(fleet: Fleet, chosen: readonly DataLoss[]): Promise<Outcome> {
  const tried: (readonly [string, number])[] = [];
  const notRun: string[] = [];
  for (const loss of chosen) {
    try {
      tried.push([loss.name, await msToWhole(fleet, loss)]);
    } catch (error) {
      if (loss !== clockBehind) throw error;
      notRun.push(`${loss.name}: ${firstLine(error)}`);
    }
  }
  return {
    measured: tried.map(([name, ms]) => `${name}: ${seconds(ms)}`).join('; '),
    broken: brokenBy(
      Object.fromEntries(tried.map(([name, ms]) => [`whole within 2 s: ${name}`, ms <= wholeWithinMs])),
    ),
    ...(notRun.length === 0 ? {} : { notRun: notRun.join('; ') }),
    figures: Object.fromEntries(tried.map(([name, ms]) => [name, ms])),
  };
}

function firstLine(error: unknown): string {
  const [line = '', detail = ''] = String(error).split('\n');
  return detail === '' ? line : `${line} (${detail})`;
}

async function msToWhole(fleet: Fleet, loss: DataLoss): Promise<number> {
  await untilSettled(fleet);
  const fence = fleet.channel.top().e;
  const before = await heldBy(fleet.redis());
  await loss.cause(fleet);
  // What was written on the way counts as well: readers may have seen it.
  const known = newest(before, fleet.channel.newest());
  const isWhole = async () => {
    const [at] = (await fleet.redis().command('HMGET', metaKey, 'fence')) as readonly string[];
    return Number(at) > fence && isAtLeast(await heldBy(fleet.redis()), known);
  };
  return msUntil(isWhole, 20_000);
}

type Stamps = ReadonlyMap<string, Stamp>;

function newest(a: Stamps, b: Stamps): Stamps {
  const both = new Map(a);
  for (const [id, stamp] of b) {
    if (compareStamps(stamp, both.get(id) ?? { e: 0, s: 0 }) > 0) both.set(id, stamp);
  }
  return both;
}

function isAtLeast(held: Stamps, known: Stamps): boolean {
  return [...known].every(([id, stamp]) => compareStamps(held.get(id) ?? { e: 0, s: 0 }, stamp) >= 0);
}
