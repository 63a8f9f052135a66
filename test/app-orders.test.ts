import { expect, it } from 'vitest';
import { createOrderDesk } from '../src/app-orders.ts';
import { createMemoryStore } from '../src/store/memory.ts';
import { createMetrics } from '../src/system/metrics.ts';
import { liftOf, orderOf } from './contracts/orders.ts';
import { fakeClock } from './support/fake-clock.ts';
import { recordLog } from './support/worker-rig.ts';

async function setUp() {
  const clock = fakeClock();
  const store = createMemoryStore({ clock });
  const metrics = createMetrics();
  const { log, lines } = recordLog();
  const desk = createOrderDesk({ store, knows: (id) => id === 'quote:A', clock, log, metrics });
  const gauge = async (kind: string) =>
    (await metrics.text()).split('\n').find((line) => line.startsWith(`masthead_orders{kind="${kind}"}`));
  return { clock, store, desk, gauge, lines };
}

it('tells what stands, by whom, why and until when, from before its start on', async () => {
  const { clock, store, desk, gauge } = await setUp();
  const until = clock.now() + 5_000;
  await store.give(orderOf('withdraw', 'A', { until }));
  await desk.start();
  await store.give(orderOf('withdraw', 'B'));
  const { reason, who } = orderOf('withdraw');
  expect(desk.status()).toEqual({
    'quote:A': { kind: 'withdraw', who, reason, givenAt: 5_000, untilAt: until },
    'quote:B': { kind: 'withdraw', who, reason, givenAt: 5_000, untilAt: null },
  });
  expect(await gauge('withdraw')).toMatch(/ 2$/);
  clock.advance(5_000);
  expect(Object.keys(desk.status())).toEqual(['quote:B']);
  await store.give(liftOf('release', 'B'));
  expect(desk.status()).toEqual({});
  expect(await gauge('hold')).toMatch(/ 0$/);
  await desk.stop();
});

it('carries out what is right, and says what is not', async () => {
  const { store, desk, clock, lines } = await setUp();
  const asked = { item: 'quote:A', kind: 'withdraw', reason: 'wrong', who: 'desk' };
  expect(await desk.give(asked)).toEqual({ status: 200, answer: { ok: true, state: 'withdrawn' } });
  expect((await store.orders()).standing.get('quote:A')?.order).toEqual({ ...asked, at: clock.now() });
  expect(lines.map(({ event }) => event)).toEqual(['order given']);
  for (const body of [undefined, 'x', null, [], { ...asked, item: 'quote:B' }]) {
    expect(await desk.give(body)).toMatchObject({ status: 400, answer: { ok: false } });
  }
  const unpin = await desk.give({ ...asked, kind: 'unpin' });
  expect(unpin).toMatchObject({
    status: 409,
    answer: { problem: 'no order of that kind stands against quote:A' },
  });
});
