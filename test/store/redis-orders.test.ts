import { expect, it } from 'vitest';
import type { OrderState } from '../../src/store/orders.ts';
import { redisKeys } from '../../src/store/redis-keys.ts';
import { createRedisOrders } from '../../src/store/redis-orders.ts';
import { orderOf } from '../contracts/orders.ts';
import { fakeClock } from '../support/fake-clock.ts';

/** Orders over replies that the test gives, with no server. */
function setUp() {
  const clock = fakeClock();
  const told: OrderState[] = [];
  const replies = { revision: '0', orders: [] as string[], isAway: false };
  const orders = createRedisOrders({
    commands: {
      send: async () => null,
      async sendAll() {
        if (replies.isAway) throw new Error('away');
        return [[replies.revision], replies.orders, []];
      },
    },
    run: async () => null,
    keys: redisKeys('test'),
    clock,
    random: () => 1,
  });
  orders.book.watchOrders((state) => told.push(state));
  orders.start();
  return { clock, told, replies, orders };
}

const hash = (...kinds: ('hold' | 'pin')[]) =>
  kinds.flatMap((kind, at) => {
    const order = orderOf(kind, String(at));
    return [order.item, JSON.stringify({ order })];
  });

it('finds within five seconds what no announcement has brought, also after a read that failed', async () => {
  const { clock, told, replies, orders } = setUp();
  Object.assign(replies, { revision: '7', orders: hash('hold'), isAway: true });
  await clock.advanceAsync(5_000);
  expect(told).toEqual([]);
  replies.isAway = false;
  await clock.advanceAsync(5_000);
  expect(told.map(({ revision, standing }) => [revision, standing.size])).toEqual([[7, 1]]);
  await clock.advanceAsync(60_000);
  expect(told).toHaveLength(1);
  orders.stop();
  expect(clock.pending()).toBe(0);
});

it('reads again at once when an order is announced, and for no other announcement', async () => {
  const { clock, told, replies, orders } = setUp();
  Object.assign(replies, { revision: '7', orders: hash('hold', 'pin') });
  orders.hear('{"t":"put","at":1,"e":1,"s":1,"items":[]}');
  orders.hear('{"t":"hb","at":1,"e":1,"s":1,"owner":"a"}');
  orders.hear('{');
  await clock.advanceAsync(0);
  expect(told).toEqual([]);
  orders.hear('{"t":"put","at":1,"e":1,"s":2,"orders":7,"items":[]}');
  await clock.advanceAsync(0);
  expect(told.map(({ standing }) => [...standing.keys()])).toEqual([['quote:0', 'quote:1']]);
  orders.stop();
});

it('tells that all orders were forgotten, and leaves out what it cannot read', async () => {
  const { clock, told, replies, orders } = setUp();
  const bad = ['quote:X', '{', 'quote:Y', '{"order":{"item":"quote:Z"}}', 'quote:Z', '{"order":null}'];
  Object.assign(replies, { revision: '7', orders: [...hash('hold'), ...bad] });
  orders.listening();
  await clock.advanceAsync(0);
  Object.assign(replies, { revision: '0', orders: [] });
  orders.listening();
  await clock.advanceAsync(0);
  expect(told.map(({ revision, standing }) => [revision, standing.size])).toEqual([
    [7, 1],
    [0, 0],
  ]);
  orders.stop();
});
