import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Stamp } from '../../src/protocol/reading.ts';
import { createMemoryStore } from '../../src/store/memory.ts';
import type { Store } from '../../src/store/store.ts';
import { createLeadership, type Leadership, leaseMs } from '../../src/worker/leadership.ts';
import { seeker } from '../contracts/store.ts';
import { type FakeClock, fakeClock, settle } from '../support/fake-clock.ts';
import { draftQuote, hold, interruptStore, type LogLine, recordLog } from '../support/worker-rig.ts';

interface Candidate {
  readonly leadership: Leadership;
  readonly events: string[];
  readonly lines: readonly LogLine[];
  readonly over: ReturnType<typeof interruptStore>['over'];
}

let clock: FakeClock;
let store: Store;
let seen: Stamp;
let unwell: string | undefined;
const started: Leadership[] = [];

function run(owner: string): Candidate {
  const { store: sink, over } = interruptStore(store);
  const { log, lines } = recordLog();
  const events: string[] = [];
  const leadership = createLeadership({
    owner,
    sink,
    clock,
    log,
    onGained: ({ fence }, { items }) => events.push(`gained with ${items.size} items`, String(fence)),
    onEnded: () => events.push('ended'),
    onRefused: (reason) => events.push(reason),
    known: (fence) => ({ fence, seq: 0, items: 0 }),
    seen: () => seen,
    unwell: () => unwell,
  });
  started.push(leadership);
  return { leadership, events, lines, over };
}

beforeEach(() => {
  clock = fakeClock();
  store = createMemoryStore({ clock });
  seen = { e: 0, s: 0 };
  unwell = undefined;
});

afterEach(async () => {
  for (const leadership of started.splice(0)) await leadership.stop();
  expect(clock.pending()).toBe(0);
});

describe('one process', () => {
  it('leads at once and goes on leading', async () => {
    const { leadership, events, lines } = run('a');
    expect(leadership.epoch()).toBe(0);
    await leadership.start();
    expect(leadership.isLeading()).toBe(true);
    const epoch = leadership.epoch();
    expect(epoch).toBe(clock.now());
    await clock.advanceAsync(60_000);
    expect(leadership.isLeading()).toBe(true);
    expect(leadership.epoch()).toBe(epoch);
    expect(events).toEqual(['gained with 0 items', String(epoch)]);
    expect(lines).toEqual([{ level: 'info', event: 'leading', fields: { epoch } }]);
  });

  it('leads with what stands in the store at that moment, not a moment before', async () => {
    const other = await store.acquire(seeker('b'));
    if (other.kind !== 'held') throw new Error('busy');
    const { leadership, events, over } = run('a');
    over.acquire = async (asked) => {
      // Another writes its last right before our lease.
      await store.publish(other.fence, 0, [{ draft: draftQuote('A', '1', clock.now()) }]);
      await store.release('b');
      return store.acquire(asked);
    };
    await leadership.start();
    expect(events[0]).toBe('gained with 1 items');
  });

  it('leaves what the store forgot to who wrote it for a second, then leads above every epoch it has seen', async () => {
    const far = Date.UTC(2100, 0, 1);
    const { leadership } = run('a');
    seen = { e: far, s: 3 };
    await leadership.start();
    await clock.advanceAsync(1_100);
    expect(leadership.isLeading()).toBe(false);
    await clock.advanceAsync(1_000);
    expect(leadership.isLeading()).toBe(true);
    expect(leadership.epoch()).toBe(far + 1);
  });

  it('that is not well leaves the lease to others, and leads again once it is', async () => {
    const { leadership, lines } = run('a');
    await leadership.start();
    unwell = 'the beat has stopped';
    await clock.advanceAsync(1_000);
    expect(leadership.isLeading()).toBe(false);
    expect(lines.at(-1)?.fields.reason).toBe('the beat has stopped');
    expect((await store.acquire(seeker('b'))).kind).toBe('held');
    unwell = undefined;
    await store.release('b');
    await settle();
    expect(leadership.isLeading()).toBe(true);
  });

  it('takes a fence above its own last one after the store has lost everything', async () => {
    const { leadership, events, over } = run('a');
    await leadership.start();
    const first = leadership.epoch();
    clock.step(-3_600_000);
    const empty = createMemoryStore({ clock });
    Object.assign(over, empty);
    await clock.advanceAsync(1_000);
    expect(events).toContain('ended');
    await clock.advanceAsync(1_000);
    expect(leadership.isLeading()).toBe(true);
    expect(leadership.epoch()).toBeGreaterThan(first);
  });
});

describe('a second process', () => {
  it('waits while the first one leads, and follows within five seconds of its silence', async () => {
    const a = run('a');
    const b = run('b');
    await a.leadership.start();
    await b.leadership.start();
    await clock.advanceAsync(30_000);
    expect([a.leadership.isLeading(), b.leadership.isLeading()]).toEqual([true, false]);
    a.over.renew = () => Promise.reject(new Error('cut off'));
    a.over.acquire = () => Promise.reject(new Error('cut off'));
    await clock.advanceAsync(5_000);
    expect([a.leadership.isLeading(), b.leadership.isLeading()]).toEqual([false, true]);
    expect(b.leadership.epoch()).toBeGreaterThan(a.leadership.epoch());
    expect(a.events.at(-1)).toBe('ended');
  });

  it('never leads while the first one believes that it does', async () => {
    const a = run('a');
    const b = run('b');
    await a.leadership.start();
    await b.leadership.start();
    const cut = () => Promise.reject(new Error('cut off'));
    for (let tick = 0; tick < 400; tick += 1) {
      if (tick === 7) Object.assign(a.over, { renew: cut, load: cut, acquire: cut });
      if (tick === 200) for (const name of ['renew', 'load', 'acquire'] as const) delete a.over[name];
      await clock.advanceAsync(100);
      expect([a.leadership.isLeading(), b.leadership.isLeading()]).not.toEqual([true, true]);
    }
    expect(b.leadership.isLeading()).toBe(true);
  });

  it('follows an orderly stop at once', async () => {
    const a = run('a');
    const b = run('b');
    await a.leadership.start();
    await b.leadership.start();
    await a.leadership.stop();
    expect(a.leadership.isLeading()).toBe(false);
    expect(a.events.at(-1)).toBe('ended');
    await settle();
    expect(b.leadership.isLeading()).toBe(true);
    expect(a.lines.map(({ event }) => event)).toEqual(['leading']);
  });
});

describe('a leader', () => {
  it('steps down when its renewal is fenced, and says so once', async () => {
    const a = run('a');
    a.over.watchLease = () => () => {};
    await a.leadership.start();
    const epoch = a.leadership.epoch();
    await store.release('a');
    await store.acquire(seeker('b', { ttlMs: 600_000 }));
    await clock.advanceAsync(10_000);
    expect(a.leadership.isLeading()).toBe(false);
    expect(a.events.filter((event) => event === 'ended')).toHaveLength(1);
    expect(a.lines.filter(({ level }) => level === 'warn')).toEqual([
      { level: 'warn', event: 'stepped down', fields: { reason: 'fenced', epoch } },
    ]);
  });

  it('that is told to step down seeks a new term within a second', async () => {
    const a = run('a');
    await a.leadership.start();
    const first = a.leadership.epoch();
    a.leadership.stepDown('lost');
    a.leadership.stepDown('lost');
    expect(a.leadership.isLeading()).toBe(false);
    expect(a.events.filter((event) => event === 'ended')).toHaveLength(1);
    await clock.advanceAsync(1_000);
    expect(a.leadership.isLeading()).toBe(true);
    expect(a.leadership.epoch()).toBeGreaterThan(first);
    expect(a.lines.map(({ fields }) => fields.reason)).toEqual([undefined, 'lost', undefined]);
  });

  it('knows half a second before its lease ends that it does, even while the store hangs', async () => {
    const a = run('a');
    await a.leadership.start();
    a.over.renew = () => new Promise(() => {});
    await clock.advanceAsync(leaseMs - 500);
    expect(a.leadership.isLeading()).toBe(true);
    await clock.advanceAsync(1);
    expect(a.leadership.isLeading()).toBe(false);
  });

  it('counts its lease from before it asked, however long the answer took', async () => {
    const a = run('a');
    await a.leadership.start();
    const late = hold<'ok'>();
    a.over.renew = () => late.promise;
    await clock.advanceAsync(1_000);
    await clock.advanceAsync(1_400);
    late.resolve('ok');
    await settle();
    a.over.renew = () => new Promise(() => {});
    await clock.advanceAsync(1_100);
    expect(a.leadership.isLeading()).toBe(true);
    await clock.advanceAsync(1);
    expect(a.leadership.isLeading()).toBe(false);
  });

  it('is not misled by a wall clock that jumps', async () => {
    const a = run('a');
    await a.leadership.start();
    a.over.renew = () => new Promise(() => {});
    clock.step(-86_400_000);
    await clock.advanceAsync(leaseMs);
    expect(a.leadership.isLeading()).toBe(false);
  });

  it('comes back by itself when the store does', async () => {
    const a = run('a');
    const gone = () => Promise.reject(new Error('gone'));
    Object.assign(a.over, { load: gone, acquire: gone, renew: gone });
    await a.leadership.start();
    await clock.advanceAsync(600_000);
    expect(a.leadership.isLeading()).toBe(false);
    expect(a.lines.every(({ level }) => level === 'debug')).toBe(true);
    for (const name of ['load', 'acquire', 'renew'] as const) delete a.over[name];
    await clock.advanceAsync(1_000);
    expect(a.leadership.isLeading()).toBe(true);
  });
});

it('a process that is stopped while it takes the lease gives it back and does not lead', async () => {
  const a = run('a');
  const late = hold<void>();
  a.over.acquire = async (asked) => {
    await late.promise;
    return store.acquire(asked);
  };
  const starting = a.leadership.start();
  await settle();
  await a.leadership.stop();
  late.resolve();
  await starting;
  expect(a.leadership.isLeading()).toBe(false);
  expect(a.events).toEqual([]);
  expect((await store.acquire(seeker('b'))).kind).toBe('held');
});

it('stops even where the lease cannot be given back', async () => {
  const a = run('a');
  await a.leadership.start();
  a.over.release = () => Promise.reject(new Error('gone'));
  await expect(a.leadership.stop()).resolves.toBeUndefined();
  expect(a.leadership.isLeading()).toBe(false);
});
