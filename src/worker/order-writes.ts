/** What a leader writes of orders, one after the other: the first refusal ends it. */
import type { OrderKeeper, Standing } from '../store/orders.ts';
import type { Refusal } from '../store/store.ts';
import type { Forgotten } from './forgotten-orders.ts';

/** Puts back what was forgotten; `revision` is the least that the store has afterwards. Rejects as the store does. */
export function putBack(
  store: OrderKeeper,
  fence: number,
  { standing, accepted, corrections }: Forgotten,
  revision: number,
): Promise<'ok' | Refusal> {
  return each([
    () => store.restoreCorrections(fence, corrections, revision),
    () => store.restoreAccepted(fence, accepted, revision),
    ...standing.map((one) => () => store.restore(fence, one, revision)),
  ]);
}

/** Ends what is over. Rejects as the store does. */
export function endAll(
  store: OrderKeeper,
  fence: number,
  ended: readonly Standing[],
): Promise<'ok' | Refusal> {
  return each(ended.map((one) => () => store.lapse(fence, one)));
}

async function each(tasks: readonly (() => Promise<'ok' | Refusal>)[]): Promise<'ok' | Refusal> {
  for (const task of tasks) {
    const answer = await task();
    if (answer !== 'ok') return answer;
  }
  return 'ok';
}
