/** Row 1: the leading worker is killed again and again. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { Fleet } from './fleet.ts';
import { extraPolls } from './polls.ts';
import { brokenBy, type Row, seconds } from './row.ts';
import { msToTakeover, untilSettled } from './takeover.ts';

export const killLeader: Row = {
  number: 1,
  fault: 'kill -9 the leader',
  asked: 'another leads within 5 s each time, at most 1 extra poll per takeover',
  async run(fleet, { kills, watchMs }) {
    const takeovers: number[] = [];
    const extras: number[] = [];
    for (let left = kills; left > 0; left -= 1) {
      const from = Date.now();
      takeovers.push(await killOnce(fleet, watchMs / 2));
      extras.push(extraPolls(await fleet.upstream.log(), from, Date.now()));
    }
    const [slowest, extra] = [Math.max(...takeovers), Math.max(...extras)];
    return {
      measured: `${kills} times, slowest ${seconds(slowest)}, at most ${extra} extra poll`,
      broken: brokenBy({
        'another leads within 5 s': slowest <= 5_000,
        'at most 1 extra poll per takeover': extra <= 1,
      }),
      figures: { kills, slowestTakeoverMs: slowest, extraPolls: extra },
    };
  },
};

/** Ends `watchMs` after the takeover, with the killed one running again. */
async function killOnce(fleet: Fleet, watchMs: number): Promise<number> {
  await untilSettled(fleet);
  const leader = fleet.leader();
  const { pid } = leader;
  const killed = leader.end('SIGKILL');
  const ms = await msToTakeover(fleet, leader, pid);
  await killed;
  await Promise.all([leader.start(), sleep(watchMs)]);
  return ms;
}
