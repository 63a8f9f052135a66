/** Row 2: the leader stands still for twice its lease and wakes up in the middle of a publish. */
import { setTimeout as sleep } from 'node:timers/promises';
import { msUntil } from './clocked.ts';
import type { Fleet } from './fleet.ts';
import type { Part } from './part.ts';
import { pollEveryMs } from './polls.ts';
import { brokenBy, type Row, seconds } from './row.ts';
import { msToTakeover, untilSettled } from './takeover.ts';
import type { Upstream } from './upstream.ts';

/** Twice the lease (worker/leadership.ts). */
const pauseMs = 6_000;

export const pausedLeader: Row = {
  number: 2,
  fault: `SIGSTOP the leader for ${seconds(pauseMs)}, mid-poll or with its write on the line`,
  asked: 'its write is refused or it steps down; nothing of the old epoch after the new one',
  async run(fleet, { pauses: count, watchMs }) {
    const before = fleet.channel.backward();
    const pauses: Pause[] = [];
    for (const stop of [stopMidPoll, stopWithWriteOnTheLine].slice(0, count)) {
      pauses.push(await pauseOnce(fleet, stop, watchMs));
    }
    const backward = fleet.channel.backward() - before;
    const fenced = pauses.reduce((sum, pause) => sum + pause.fenced, 0);
    const slowest = Math.max(...pauses.map(({ takeoverMs }) => takeoverMs));
    return {
      measured: `${pauses.length} times, another led after ${seconds(slowest)} at most, ${fenced} refusals counted, ${backward} late writes`,
      broken: brokenBy({
        'another leads while it stands still': slowest < pauseMs,
        'it stepped down': pauses.every(({ steppedDown }) => steppedDown),
        'nothing of the old epoch after the new one': backward === 0,
      }),
      figures: { pauses: pauses.length, slowestTakeoverMs: slowest, fenced, backward },
    };
  },
};

interface Pause {
  readonly takeoverMs: number;
  readonly fenced: number;
  readonly steppedDown: boolean;
}

type Stop = (fleet: Fleet, leader: Part) => Promise<() => void>;

/** `stop` leaves the leader standing still and gives what is to be undone at its waking. */
async function pauseOnce(fleet: Fleet, stop: Stop, watchMs: number): Promise<Pause> {
  await untilSettled(fleet);
  const leader = fleet.leader();
  const { fenced: before } = await leader.status();
  const undo = await stop(fleet, leader);
  const [takeoverMs] = await Promise.all([msToTakeover(fleet, leader, leader.pid), sleep(pauseMs)]);
  leader.signal('SIGCONT');
  undo();
  const steppedMs = await msUntil(async () => !(await leader.status()).leader, 5_000);
  await fleet.upstream.clear();
  // Whatever it still wants to write, it has written by now.
  await sleep(watchMs);
  const { fenced, leader: leads } = await leader.status();
  return { takeoverMs, fenced: fenced - before, steppedDown: steppedMs < 5_000 && !leads };
}

/** An answer that waits in its socket is what it finds first. */
const stopMidPoll: Stop = async ({ upstream }, leader) => {
  await untilPolled(upstream, 1_000);
  leader.signal('SIGSTOP');
  return () => {};
};

/** Its line holds what it sends until another leads: a poll's write reaches Redis late, then it sees the refusal. */
const stopWithWriteOnTheLine: Stop = async ({ workers, lines, upstream }, leader) => {
  const line = lines.workers[workers.indexOf(leader)];
  await untilPolled(upstream, 300);
  line?.delay(pauseMs - 1_000);
  await sleep(400);
  leader.signal('SIGSTOP');
  return () => line?.delay(0);
};

/** Resolves when a poll has begun whose answer takes so long. */
async function untilPolled(upstream: Upstream, answerMs: number): Promise<void> {
  await upstream.fault('kraken', { fault: 'slow', ms: answerMs });
  const since = Date.now();
  const isPolled = async () =>
    (await upstream.log()).some(({ at, provider }) => provider === 'kraken' && at > since);
  await msUntil(isPolled, 2 * pollEveryMs);
}
