import { describe, expect, it } from 'vitest';
import { createMemoryStore } from '../../src/store/memory.ts';
import { clockedRig, quoteDraft, seeker, storeContract } from '../contracts/store.ts';
import { fakeClock } from '../support/fake-clock.ts';

storeContract('memory', async () => {
  const clock = fakeClock();
  return clockedRig(createMemoryStore({ clock }), clock);
});

describe('memory store', () => {
  it('never lowers the fence, even with the clock set back', async () => {
    const clock = fakeClock();
    const store = createMemoryStore({ clock });
    const first = await store.acquire(seeker('a', { ttlMs: 1_000 }));
    clock.step(-3_600_000);
    const second = await store.acquire(seeker('a', { ttlMs: 1_000 }));
    expect(first.kind === 'held' && second.kind === 'held' && second.fence > first.fence).toBe(true);
  });

  it('lets one listener leave while it is being told', async () => {
    const clock = fakeClock();
    const store = createMemoryStore({ clock });
    const seen: string[] = [];
    const unwatch = store.watch(() => {
      seen.push('first');
      unwatch();
    });
    store.watch(() => seen.push('second'));
    const acquired = await store.acquire(seeker('a', { ttlMs: 1_000 }));
    if (acquired.kind !== 'held') throw new Error('the lease is busy');
    await store.publish(acquired.fence, 0, [{ draft: quoteDraft('A', '1') }]);
    await store.publish(acquired.fence, 1, [{ draft: quoteDraft('A', '2') }]);
    expect(seen).toEqual(['first', 'second', 'second']);
  });
});
