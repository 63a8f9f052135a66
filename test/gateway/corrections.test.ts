import { expect, it, vi } from 'vitest';
import type { BoardSnapshot, CorrectionList } from '../../src/protocol/snapshot.ts';
import { createMemoryStore } from '../../src/store/memory.ts';
import { correctionOf } from '../contracts/orders.ts';
import { fakeClock } from '../support/fake-clock.ts';
import { connect } from './reader.ts';
import { createWriter, startRig } from './rig.ts';

async function rigWithCorrections() {
  const clock = fakeClock();
  const store = createMemoryStore({ clock });
  const writer = await createWriter(store);
  await writer.put(['quote:AAA', '1.00'], ['quote:BBB', '1.00']);
  const rig = await startRig({ clock, store, corrections: store });
  const get = (headers: Record<string, string> = {}) =>
    fetch(`${rig.gateway.url()}/v1/corrections`, { headers });
  return { ...rig, clock, store, get };
}

it('lists corrections for any page, the newest first and without who gave them, under a tag of their own', async () => {
  const { get, store } = await rigWithCorrections();
  const empty = await get();
  expect([empty.status, await empty.json()]).toEqual([200, { corrections: [] }]);
  expect(empty.headers.get('access-control-allow-origin')).toBe('*');
  expect(empty.headers.get('cache-control')).toMatch(/^public, max-age=1, s-maxage=5/);
  const etag = empty.headers.get('etag') ?? '';
  expect((await get({ 'if-none-match': etag })).status).toBe(304);

  await store.give(correctionOf('AAA', 7_000));
  await store.give(correctionOf('BBB', 8_000));
  const answer = await get({ 'if-none-match': etag });
  expect(answer.status).toBe(200);
  const entry = { from: 1_000, to: 2_000, reason: 'a wrong close' };
  expect((await answer.json()) as CorrectionList).toEqual({
    corrections: [
      { item: 'quote:BBB', ...entry, at: 8_000 },
      { item: 'quote:AAA', ...entry, at: 7_000 },
    ],
  });
});

it('lists nothing of items that nobody here can ask for', async () => {
  const { get, store } = await rigWithCorrections();
  const acquired = await store.load();
  const published = await store.publish(acquired.epoch, acquired.seq, [
    { draft: { id: 'quote:ELSEWHERE', state: 'unavailable', asOf: 1, reason: 'refused' } },
  ]);
  expect(published.kind).toBe('ok');
  expect((await store.give(correctionOf('ELSEWHERE'))).kind).toBe('done');
  expect(await (await get()).json()).toEqual({ corrections: [] });
});

it('marks the item in the board and in the update that readers get', async () => {
  const { gateway, store, clock } = await rigWithCorrections();
  const reader = await connect(gateway);
  await reader.next('snap');
  await store.give(correctionOf('AAA'));
  clock.advance(1_000);
  const corrected = { at: 7_000, from: 1_000, to: 2_000 };
  expect((await reader.next('upd')).items).toMatchObject([
    { id: 'quote:AAA', value: { price: '1.00' }, corrected },
  ]);
  const board = (await (await fetch(`${gateway.url()}/v1/boards/front`)).json()) as BoardSnapshot;
  expect(board.items[0]).toMatchObject({ id: 'quote:AAA', corrected });
});

it('answers 503 until the list could be read, and then lists it', async () => {
  const clock = fakeClock();
  const store = createMemoryStore({ clock });
  let isAway = true;
  const source = {
    watchOrders: store.watchOrders,
    orders: () => (isAway ? Promise.reject(new Error('away')) : store.orders()),
  };
  const rig = await startRig({ clock, corrections: source });
  const get = () => fetch(`${rig.gateway.url()}/v1/corrections`);
  const away = await get();
  expect([away.status, away.headers.get('retry-after')]).toEqual([503, expect.stringMatching(/^\d$/)]);
  isAway = false;
  await clock.advanceAsync(5_000);
  await vi.waitFor(async () => expect((await get()).status).toBe(200));
});
