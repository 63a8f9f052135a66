/** Row 3: the leader is asked to stop. */
import { setTimeout as sleep } from 'node:timers/promises';
import { msUntil } from './clocked.ts';
import { longestGap, pollEveryMs } from './polls.ts';
import { brokenBy, type Row, seconds } from './row.ts';
import { msToTakeover, untilSettled } from './takeover.ts';

export const leaderLeaves: Row = {
  number: 3,
  fault: 'SIGTERM the leader',
  asked: 'another leads within 1 s, no poll missed',
  async run(fleet, { watchMs }) {
    await untilSettled(fleet);
    if (watchMs >= pollEveryMs) await untilFarFromMinute();
    const leader = fleet.leader();
    const { pid } = leader;
    const from = Date.now();
    const ended = leader.end('SIGTERM');
    const takeoverMs = await msToTakeover(fleet, leader, pid);
    const { code, killed } = await ended;
    await Promise.all([leader.start(), sleep(watchMs)]);
    const gapMs = longestGap(await fleet.upstream.log(), from, Date.now());
    return {
      measured: `another leads after ${seconds(takeoverMs)}, longest time between two polls ${seconds(gapMs)}`,
      broken: brokenBy({
        'another leads within 1 s': takeoverMs <= 1_000,
        'no poll missed': gapMs <= pollEveryMs + 2_000,
        'it ends by itself with code 0': code === 0 && !killed,
      }),
      figures: { takeoverMs, longestPollGapMs: gapMs },
    };
  },
};

/** Around a full minute polls are put off, and their distances are not counted (poll-distances.ts). */
async function untilFarFromMinute(): Promise<void> {
  const isFar = () => Date.now() % 60_000 > 11_000 && Date.now() % 60_000 < 40_000;
  await msUntil(isFar, 60_000);
}
