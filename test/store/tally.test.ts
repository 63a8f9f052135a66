import { expect, it } from 'vitest';
import { createRedisTally } from '../../src/store/redis-tally.ts';
import { fakeClock } from '../support/fake-clock.ts';
import { recordLog, recordMetrics } from '../support/worker-rig.ts';

function setUp() {
  const { log, lines } = recordLog();
  const clock = fakeClock();
  const tally = createRedisTally(clock, log, recordMetrics().metrics);
  const told = () => lines.map(({ event, fields }) => `${event} ${Object.values(fields).join(' ')}`);
  return { clock, tally, told };
}

it('tells once in ten minutes that our clock is behind, by which readers would call old values live', () => {
  const { clock, tally, told } = setUp();
  for (const lagMs of [900_000, 3, -4_999]) tally.late(lagMs);
  expect(told()).toEqual([]);
  for (const lagMs of [-3_600_000, -3_600_100]) tally.late(lagMs);
  expect(tally.counts().lagMs).toBe(-3_600_100);
  clock.advance(600_000);
  tally.late(-5_000);
  expect(told()).toEqual([
    'our clock is behind that of Redis 3600000',
    'our clock is behind that of Redis 5000',
  ]);
});

it('tells each reason once in ten minutes, by the first word of the server, and which way it fails', () => {
  const { clock, tally, told } = setUp();
  tally.trouble('commands', 'connect ECONNREFUSED');
  tally.up('commands');
  for (const script of ['a', 'b']) tally.trouble('commands', `OOM script ${script}`);
  tally.trouble('commands', 'no answer within a second');
  clock.advance(600_000);
  tally.trouble('commands', 'OOM script c');
  expect(told()).toEqual([
    'Redis is away commands connect ECONNREFUSED',
    'Redis refuses commands OOM script a',
    'Redis is slow commands no answer within a second',
    'Redis refuses commands OOM script c',
  ]);
});

it('tells a connection that is lost as soon as it is made once, until one lasts', () => {
  const { tally, told } = setUp();
  tally.up('commands');
  for (const _ of [1, 2, 3]) {
    tally.down('commands', 'no answer to PING');
    tally.up('commands');
  }
  expect(told()).toEqual(['Redis is away commands no answer to PING']);
  expect(tally.counts().reconnects).toBe(3);
  for (const _ of [1, 2]) tally.steady('commands');
  tally.down('commands', 'no answer to PING');
  expect(told().slice(1)).toEqual(['Redis is back commands', 'Redis is away commands no answer to PING']);
});

it('tells that Redis is back where it was away from the start', () => {
  const { tally, told } = setUp();
  tally.trouble('commands', 'connect ECONNREFUSED');
  tally.up('commands');
  tally.steady('commands');
  expect(told()).toEqual(['Redis is away commands connect ECONNREFUSED', 'Redis is back commands']);
});
