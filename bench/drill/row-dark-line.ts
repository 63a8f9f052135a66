/** Row 7: nothing comes through between the fleet and Redis, and nobody says so. */
import { setTimeout as sleep } from 'node:timers/promises';
import { msUntil } from './clocked.ts';
import type { Fleet } from './fleet.ts';
import { brokenBy, type Row, seconds } from './row.ts';

export const darkLine: Row = {
  number: 7,
  fault: 'all traffic to Redis swallowed, without a reset',
  asked: 'every process notices within 10 s, and is back within 5 s after',
  async run(fleet, { badLineMs }) {
    const lines = [...fleet.lines.workers, fleet.lines.gateways];
    for (const line of lines) line.blackhole(true);
    const [noticedMs] = await Promise.all([msUntil(() => isUp(fleet, false), 20_000), sleep(badLineMs)]);
    for (const line of lines) line.blackhole(false);
    const backMs = await msUntil(() => isUp(fleet, true), 20_000);
    return {
      measured: `noticed after ${seconds(noticedMs)}, back after ${seconds(backMs)}`,
      broken: brokenBy({ 'noticed within 10 s': noticedMs <= 10_000, 'back within 5 s': backMs <= 5_000 }),
      figures: { noticedMs, backMs },
    };
  },
};

/** Whether each process says so of its store. */
async function isUp({ workers, gateways }: Fleet, up: boolean): Promise<boolean> {
  const statuses = await Promise.all([...workers, ...gateways].map((part) => part.status()));
  return statuses.every(({ storeUp }) => storeUp === up);
}
