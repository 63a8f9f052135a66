import { describe, expect, it } from 'vitest';
import type { Log, LogFields } from '../../src/system/log.ts';
import { silentLog } from '../../src/system/log.ts';
import { type Service, startAll, stopAll } from '../../src/system/service.ts';
import { fakeClock, settle } from '../support/fake-clock.ts';

function services(events: string[], overrides: Record<string, Partial<Service>> = {}): Service[] {
  return ['a', 'b', 'c'].map((name) => ({
    name,
    start: async () => void events.push(`start ${name}`),
    stop: async () => void events.push(`stop ${name}`),
    ...overrides[name],
  }));
}

function recordErrors(): { log: Log; errors: [string, LogFields | undefined][] } {
  const errors: [string, LogFields | undefined][] = [];
  return { log: { ...silentLog, error: (event, fields) => errors.push([event, fields]) }, errors };
}

describe('startAll', () => {
  it('starts one after the other, each once the one before serves', async () => {
    const events: string[] = [];
    const slow = async () => {
      await settle();
      events.push('start a, slowly');
    };
    await startAll(services(events, { a: { start: slow } }), async () => void events.push('stopped'));
    expect(events).toEqual(['start a, slowly', 'start b', 'start c']);
  });

  it('has all stopped and throws the error where one cannot start', async () => {
    const events: string[] = [];
    const failing = services(events, {
      b: {
        start: async () => {
          throw new Error('port taken');
        },
      },
    });
    const stop = async () => void events.push('stopped');
    await expect(startAll(failing, stop)).rejects.toThrow('port taken');
    expect(events).toEqual(['start a', 'stopped']);
  });
});

describe('stopAll', () => {
  it('stops in reverse order, leaving no timer', async () => {
    const events: string[] = [];
    const clock = fakeClock();
    await stopAll(services(events), { clock, log: silentLog, deadlineMs: 1_000 });
    expect(events).toEqual(['stop c', 'stop b', 'stop a']);
    expect(clock.pending()).toBe(0);
  });

  it('goes on past one that fails, and says which', async () => {
    const events: string[] = [];
    const { log, errors } = recordErrors();
    const failing = services(events, {
      b: {
        stop: async () => {
          throw new Error('stuck');
        },
      },
    });
    await stopAll(failing, { clock: fakeClock(), log, deadlineMs: 1_000 });
    expect(events).toEqual(['stop c', 'stop a']);
    expect(errors).toEqual([['service did not stop cleanly', { service: 'b', error: 'Error: stuck' }]]);
  });

  it('goes on past one that hangs after its deadline, and says which', async () => {
    const events: string[] = [];
    const { log, errors } = recordErrors();
    const clock = fakeClock();
    const hanging = services(events, { b: { stop: () => new Promise(() => {}) } });
    const stopped = stopAll(hanging, { clock, log, deadlineMs: 1_000 });
    await settle();
    await clock.advanceAsync(999);
    expect(events).toEqual(['stop c']);
    await clock.advanceAsync(1);
    await stopped;
    expect(events).toEqual(['stop c', 'stop a']);
    expect(errors).toEqual([['service did not stop in time', { service: 'b', deadlineMs: 1_000 }]]);
    expect(clock.pending()).toBe(0);
  });
});
