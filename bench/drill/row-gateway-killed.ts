/** Row 9: one gateway of three is killed. */
import { msUntil } from './clocked.ts';
import { brokenBy, percentile, type Row, seconds } from './row.ts';

export const gatewayKilled: Row = {
  number: 9,
  fault: 'kill -9 one gateway of three',
  asked: 'its readers are back within 30 s, p50 under 3 s',
  async run({ swarm, gateways }) {
    const [victim] = gateways;
    if (victim === undefined) throw new Error('no gateway');
    swarm.takeHappened();
    await victim.end('SIGKILL');
    await msUntil(() => swarm.greeted() < swarm.size, 2_000);
    const allMs = await msUntil(() => swarm.greeted() === swarm.size, 60_000);
    const { gaps, lost } = swarm.takeHappened();
    await victim.start();
    const cut = lost[1006] ?? 0;
    const [p50, slowest] = [percentile(gaps, 0.5), Math.max(0, ...gaps)];
    return {
      measured: `${cut} of ${swarm.size} readers cut off, back after p50 ${seconds(p50)}, at most ${seconds(slowest)}`,
      broken: brokenBy({
        'readers were cut off and greeted again': cut > 0 && gaps.length >= cut,
        'all back within 30 s': allMs <= 30_000 && slowest <= 30_000,
        'p50 under 3 s': p50 < 3_000,
      }),
      figures: { cut, p50Ms: p50, slowestMs: slowest },
    };
  },
};
