/** Row 10: all gateways are restarted, one after the other, as a deploy does it. */
import type { Part } from './part.ts';
import { brokenBy, percentile, type Row, seconds } from './row.ts';

/** As deploy/masthead.service has it: more readers are given longer to move on. */
const endsWithinMs = 45_000;

export const rollingRestart: Row = {
  number: 10,
  fault: 'SIGTERM the gateways in turn and start them again',
  asked:
    'old sockets serve until the new ones do, p99 without a socket under 3 s, no close code 1006, no SIGKILL',
  async run({ swarm, gateways }, { restarts }) {
    swarm.takeHappened();
    const ends: { readonly killed: boolean; readonly ms: number }[] = [];
    for (const gateway of gateways.slice(-restarts)) ends.push(await restart(gateway));
    const { gaps, lost } = swarm.takeHappened();
    const overlaps = gaps.filter((ms) => ms === 0).length;
    const [p99, cut] = [percentile(gaps, 0.99), lost[1006] ?? 0];
    const killed = ends.filter((end) => end.killed).length;
    const slowest = Math.max(...ends.map(({ ms }) => ms));
    return {
      measured: `${gaps.length} moves, ${overlaps} with overlap, p99 ${seconds(p99)}, ${cut} times 1006, slowest stop ${seconds(slowest)}`,
      broken: brokenBy({
        'old sockets serve until the new ones do': overlaps > 0 && overlaps >= 0.99 * gaps.length,
        'readers moved': gaps.length > 0,
        'all greeted at the end': swarm.greeted() === swarm.size,
        'p99 under 3 s': p99 < 3_000,
        'no close code 1006': cut === 0,
        'no SIGKILL': killed === 0,
      }),
      figures: { moves: gaps.length, overlaps, p99Ms: p99, cut, killed, slowestStopMs: slowest },
    };
  },
};

async function restart(gateway: Part): Promise<{ readonly killed: boolean; readonly ms: number }> {
  const startedAt = performance.now();
  const { killed } = await gateway.end('SIGTERM', endsWithinMs);
  const ms = performance.now() - startedAt;
  await gateway.start();
  return { killed, ms };
}
