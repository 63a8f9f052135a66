import { expect, it } from 'vitest';
import type { Reading } from '../../src/protocol/reading.ts';
import { liftOf, orderOf } from '../contracts/orders.ts';
import { connect } from './reader.ts';
import { startRig } from './rig.ts';

/** No worker runs here: the store and the gateway alone. */
it('shows every reader a withdrawal and its release at the next tick, over the socket and over HTTP', async () => {
  const { gateway, store, clock } = await startRig();
  const readers = await Promise.all(Array.from({ length: 20 }, () => connect(gateway)));
  await Promise.all(readers.map((reader) => reader.next('snap')));
  const board = async () =>
    (await fetch(`${gateway.url()}/v1/boards/front`)).json() as Promise<{ items: Reading[] }>;
  const item = async () =>
    (await fetch(`${gateway.url()}/v1/items/quote:AAA`)).json() as Promise<{ reading: Reading }>;
  const seen = async (after: number) => {
    const updates = await Promise.all(readers.map((reader) => reader.next('upd', after)));
    return updates.map(({ items }) => items);
  };

  await store.give(orderOf('withdraw', 'AAA'));
  clock.advance(1_000);
  const withdrawn = { id: 'quote:AAA', state: 'withdrawn', reason: 'withdrawn' };
  for (const items of await seen(0)) expect(items).toMatchObject([withdrawn]);
  expect((await board()).items[0]).toMatchObject(withdrawn);
  expect(JSON.stringify(await item())).not.toContain('1.00');

  const before = readers[0]?.messages.length ?? 0;
  await store.give(liftOf('release', 'AAA'));
  clock.advance(1_000);
  const live = { id: 'quote:AAA', state: 'live', value: { price: '1.00' } };
  for (const items of await seen(before)) expect(items).toMatchObject([live]);
  expect((await board()).items[0]).toMatchObject(live);
});
