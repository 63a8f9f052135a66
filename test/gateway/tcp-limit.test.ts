import { createServer } from 'node:http';
import { expect, it, vi } from 'vitest';
import { limitTcp } from '../../src/gateway/tcp-limit.ts';
import { fakeClock } from '../support/fake-clock.ts';

it('tells once in ten minutes that connections are dropped, and counts each', () => {
  const clock = fakeClock();
  const server = createServer();
  const warn = vi.fn();
  const onDropped = vi.fn();
  limitTcp(server, { maxConnections: 7, clock, log: { warn }, onDropped });
  for (const _ of [1, 2, 3]) server.emit('drop');
  expect(warn.mock.calls).toEqual([['connections dropped', { maxConnections: 7 }]]);
  clock.advance(600_000);
  server.emit('drop');
  expect(warn).toHaveBeenCalledTimes(2);
  expect(onDropped).toHaveBeenCalledTimes(4);
});

it('looks for idle connections at a drop as well, once a second', () => {
  const clock = fakeClock();
  const server = createServer();
  const close = vi.spyOn(server, 'closeIdleConnections');
  limitTcp(server, { maxConnections: 7, clock, log: { warn() {} }, onDropped() {} });
  for (const _ of [1, 2, 3]) server.emit('drop');
  expect(close).toHaveBeenCalledTimes(1);
  clock.advance(1_000);
  server.emit('drop');
  expect(close).toHaveBeenCalledTimes(2);
});
