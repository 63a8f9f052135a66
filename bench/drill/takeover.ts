/** How long it takes until another worker leads, by the heartbeats of the fence. */
import { msUntil } from './clocked.ts';
import { type Fleet, isOwner } from './fleet.ts';
import type { Part } from './part.ts';

/** ms until a worker other than `before` is heard to lead; Infinity where none is within 20 s. */
export function msToTakeover({ channel, workers }: Fleet, before: Part, pid: number): Promise<number> {
  const isAnother = () =>
    !isOwner(pid, channel.leader()) &&
    workers.some((worker) => worker !== before && isOwner(worker.pid, channel.leader()));
  return msUntil(isAnother, 20_000);
}

/** Until each worker is up, knows Redis, and one of them leads. */
export async function untilSettled({ channel, workers }: Fleet): Promise<void> {
  await msUntil(async () => {
    const statuses = await Promise.all(workers.map((worker) => worker.status()));
    return (
      statuses.every(({ storeUp }) => storeUp) &&
      workers.some((worker, index) => statuses[index]?.leader && isOwner(worker.pid, channel.leader()))
    );
  }, 20_000);
}
