/** Row 6: of what Redis announces to the gateways, a part is lost. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { Write } from './channel.ts';
import { msUntil } from './clocked.ts';
import type { Fleet } from './fleet.ts';
import { pollEveryMs } from './polls.ts';
import { brokenBy, type Row } from './row.ts';

const share = 0.3;
const repairedWithinMs = 5_000;
const fewestWrites = 3;

export const lostMessages: Row = {
  number: 6,
  fault: `${100 * share} % of pub/sub messages to the gateways dropped`,
  asked: 'every reader has every value within 5 s of its being written in Redis',
  async run(fleet, { badLineMs }) {
    const line = fleet.lines.gateways;
    const droppedBefore = line.droppedMessages();
    const watched: Promise<number>[] = [];
    const stop = fleet.channel.onWrite((write) => watched.push(behindAfterAll(fleet, write)));
    line.dropPubSub(share, Math.random);
    await Promise.all([sleep(badLineMs), msUntil(() => watched.length >= fewestWrites, 6 * pollEveryMs)]);
    line.dropPubSub(0, Math.random);
    stop();
    const late = await Promise.all(watched);
    const dropped = line.droppedMessages() - droppedBefore;
    const readersLate = late.reduce((sum, count) => sum + count, 0);
    return {
      measured: `${dropped} messages dropped, ${late.length} writes, ${readersLate} times a reader without one after 5 s`,
      broken: brokenBy({
        'messages were dropped': dropped > 0 && late.length > 0,
        'repaired within 5 s': readersLate === 0,
      }),
      figures: { dropped, writes: late.length, readersLate },
    };
  },
};

/** Readers who do not have it, or something newer, in time. */
async function behindAfterAll({ swarm }: Fleet, { readings }: Write): Promise<number> {
  await sleep(repairedWithinMs);
  return swarm.behind(readings.map(({ id, e, s }) => [id, { e, s }]));
}
