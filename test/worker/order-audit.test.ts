import { mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { doubtsMemo } from '../../src/store/doubts.ts';
import { createMemoryStore } from '../../src/store/memory.ts';
import { type Instruction, maxOrderEntries, type OrderEntry } from '../../src/store/orders.ts';
import { createLineFile, type LineFile } from '../../src/system/line-file.ts';
import { createOrderAudit } from '../../src/worker/order-audit.ts';
import { auditEntryOf, auditLine, standingAfter } from '../../src/worker/order-audit-line.ts';
import { acceptanceOf, correctionOf, liftOf, orderOf } from '../contracts/orders.ts';
import { quoteDraft, seeker } from '../contracts/store.ts';
import { fakeClock, settle } from '../support/fake-clock.ts';
import { recordLog } from '../support/worker-rig.ts';

const until = Date.UTC(2026, 10, 23, 18);

async function setUp() {
  const folder = await mkdtemp(path.join(tmpdir(), 'masthead-audit-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  const clock = fakeClock();
  const store = createMemoryStore({ clock });
  const acquired = await store.acquire(seeker('a'));
  if (acquired.kind !== 'held') throw new Error('busy');
  await store.publish(acquired.fence, 0, [{ draft: quoteDraft('A', '1') }]);
  const file = createLineFile(path.join(folder, 'deep', 'audit.jsonl'));
  const lines = async () =>
    (await readFile(file.path, 'utf8'))
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as Record<string, unknown>);
  return { clock, store, file, lines };
}

it('notes each order with who, when, why, until when and what was shown, for the own user alone', async () => {
  const { clock, store, file, lines } = await setUp();
  const audit = createOrderAudit({ store, file, clock, log: recordLog().log });
  await audit.start();
  await store.give(orderOf('hold', 'A', { until }));
  await store.give(liftOf('release'));
  await audit.stop();
  expect(await lines()).toMatchObject([
    {
      at: '1970-01-01T00:00:05.000Z',
      who: 'desk@host',
      kind: 'hold',
      item: 'quote:A',
      reason: 'the feed quotes the wrong month',
      until: '2026-11-23T18:00:00.000Z',
      shown: quoteDraft('A', '1'),
    },
    { who: 'desk@host', kind: 'release', item: 'quote:A', reason: 'put right', shown: { state: 'held' } },
  ]);
  expect((await stat(file.path)).mode & 0o777).toBe(0o600);
});

it('notes what was given while it was away, and nothing twice', async () => {
  const { clock, store, file, lines } = await setUp();
  const { log } = recordLog();
  await store.give(orderOf('hold'));
  const first = createOrderAudit({ store, file, clock, log });
  await first.start();
  await first.stop();
  await store.give(orderOf('pin'));
  const second = createOrderAudit({ store, file, clock, log });
  await second.start();
  await second.stop();
  expect((await lines()).map(({ kind }) => kind)).toEqual(['hold', 'pin']);
});

it('knows after a restart what stands, with the value that was held, and what is over by now', async () => {
  const { clock, store, file } = await setUp();
  const { log } = recordLog();
  const first = createOrderAudit({ store, file, clock, log });
  await first.start();
  await store.give(orderOf('withdraw'));
  await store.give(orderOf('hold'));
  await store.give(orderOf('withdraw', 'B', { until: clock.now() + 1_000 }));
  await store.give(orderOf('withdraw', 'C'));
  await store.give(liftOf('release', 'C'));
  await first.stop();
  clock.advance(2_000);
  const again = createOrderAudit({ store: createMemoryStore({ clock }), file, clock, log });
  await again.start();
  const { revision, standing } = again.remembered();
  expect(revision).toBe((await store.orders()).revision);
  expect([...standing.values()]).toEqual([
    { order: orderOf('hold'), before: { reading: { ...quoteDraft('A', '1'), e: 0, s: 0 } } },
  ]);
});

it('knows corrections after a restart, the newest first', async () => {
  const { clock, store, file, lines } = await setUp();
  const { log } = recordLog();
  const first = createOrderAudit({ store, file, clock, log });
  await first.start();
  await store.give(correctionOf('A', 7_000));
  await store.give(correctionOf('A', 8_000));
  await first.stop();
  expect((await lines())[0]).toMatchObject({ kind: 'correct', from: '1970-01-01T00:00:01.000Z' });
  const again = createOrderAudit({ store: createMemoryStore({ clock }), file, clock, log });
  await again.start();
  expect(again.remembered().corrections).toEqual([correctionOf('A', 8_000), correctionOf('A', 7_000)]);
});

it('knows which prices were agreed to, with both of them, until another order is given for the item', () => {
  const entry = (id: string, given: OrderEntry['given']): OrderEntry => ({ id, revision: Number(id), given });
  const lines = [
    entry('1', acceptanceOf('A', '20')),
    entry('2', acceptanceOf('A', '30')),
    entry('3', acceptanceOf('B')),
    entry('4', correctionOf('A')),
    entry('5', orderOf('withdraw', 'B')),
  ].map(auditLine);
  expect(JSON.parse(lines[0] ?? '')).toMatchObject({
    ...{ kind: 'accept', who: 'desk@host', reason: 'put right', at: '2100-01-01T00:00:00.000Z' },
    ...{ item: 'quote:A', was: '1', draft: { value: { price: '20' } } },
  });
  const again = lines.flatMap((line) => auditEntryOf(line) ?? []);
  expect(again).toHaveLength(lines.length);
  expect(standingAfter(again, 0).accepted).toEqual(new Map([['quote:A', acceptanceOf('A', '30')]]));
});

describe('more orders than the log of the store keeps, while it was away,', () => {
  /** What is remembered once `meanwhile` was ordered, and as many orders of B as push that out of the log. */
  const rememberedAfter = async (
    first: () => Promise<unknown>,
    meanwhile: () => Promise<unknown>,
    rig: Rig,
  ) => {
    const { clock, store, file } = rig;
    const run = async (over: Partial<typeof store> = {}) => {
      const audit = createOrderAudit({ store: { ...store, ...over }, file, clock, log: recordLog().log });
      await audit.start();
      await audit.stop();
      return audit.remembered();
    };
    await first();
    await run();
    await meanwhile();
    for (let each = 0; each < maxOrderEntries / 2; each += 1) {
      await store.give(orderOf('withdraw', 'B'));
      await store.give(liftOf('release', 'B'));
    }
    await run();
    return run();
  };
  type Rig = Awaited<ReturnType<typeof setUp>>;

  it('leave nothing standing that was lifted among them', async () => {
    const rig = await setUp();
    const { store } = rig;
    const { standing, revision } = await rememberedAfter(
      () => store.give(orderOf('withdraw')),
      () => store.give(liftOf('release')),
      rig,
    );
    expect([...standing.keys()]).toEqual([]);
    expect(revision).toBe((await store.orders()).revision);
  });

  it('take nothing away that still stands, whenever it was given, and no correction', async () => {
    const rig = await setUp();
    const { store } = rig;
    const { standing, accepted, corrections } = await rememberedAfter(
      async () => {
        await store.give(orderOf('hold'));
        await store.give(correctionOf('A', 8_000));
      },
      async () => {
        await store.give(orderOf('withdraw', 'C', { reason: 'another' }));
        const doubt = { since: 4_000, limit: 0.05, draft: quoteDraft('D', '20'), shown: '1' };
        const memo = { 'quote:D': JSON.stringify({ ...doubt, other: null, otherSource: null }) };
        const { epoch } = await store.load();
        await store.remember(epoch, new Map([[doubtsMemo, memo]]));
        await store.give({ ...liftOf('release', 'D'), at: acceptanceOf().at } as Instruction);
      },
      rig,
    );
    const corrected = { at: 8_000, from: 1_000, to: 2_000 };
    expect([...standing.values()]).toEqual([
      { order: orderOf('hold'), before: { reading: { ...quoteDraft('A', '1'), corrected, e: 0, s: 0 } } },
      { order: orderOf('withdraw', 'C', { reason: 'another' }) },
    ]);
    expect(accepted).toEqual(new Map([['quote:D', acceptanceOf('D')]]));
    expect(corrections).toEqual([correctionOf('A', 8_000)]);
  });
});

/** A file in memory: half a line goes in while it is full, and the write fails. */
function smallDisk() {
  let text = '';
  const disk = { isFull: false };
  const file: LineFile = {
    path: '/full/audit.jsonl',
    append: async (some) => {
      if (some.length === 0) return;
      const whole = `${some.join('\n')}\n`;
      text += disk.isFull ? whole.slice(0, 40) : whole;
      if (disk.isFull) throw new Error('ENOSPC: no space left on device');
    },
    tail: async () => text.split('\n').filter((line) => line !== ''),
  };
  return { disk, file };
}

it.each(['another order', 'a minute', 'the end of the process'] as const)(
  'writes what a full disk did not take once there is room, at %s',
  async (when) => {
    const { clock, store } = await setUp();
    const { log, lines } = recordLog();
    const { disk, file } = smallDisk();
    const audit = createOrderAudit({ store, file, clock, log });
    await audit.start();
    await store.give(orderOf('withdraw'));
    await settle();
    disk.isFull = true;
    await store.give(liftOf('release'));
    await settle();
    disk.isFull = false;
    if (when === 'another order') await store.give(orderOf('withdraw', 'B'));
    if (when === 'a minute') await clock.advanceAsync(60_000);
    await audit.stop();
    expect(clock.pending()).toBe(0);
    const again = createOrderAudit({ store: createMemoryStore({ clock }), file, clock, log });
    await again.start();
    expect([...again.remembered().standing.keys()]).toEqual(when === 'another order' ? ['quote:B'] : []);
    expect(
      lines.filter(({ level }) => level !== 'debug').map(({ level, event }) => `${level} ${event}`),
    ).toEqual(['warn orders cannot be kept in a file', 'info orders are kept in a file again']);
  },
);

it('warns once where nothing can be written, and the service goes on', async () => {
  const { clock, store } = await setUp();
  const { log, lines } = recordLog();
  const file: LineFile = {
    path: '/nowhere',
    append: () => Promise.reject(new Error('read-only file system')),
    tail: async () => [],
  };
  const audit = createOrderAudit({ store, file, clock, log });
  await audit.start();
  for (const kind of ['hold', 'pin', 'withdraw'] as const) await store.give(orderOf(kind));
  await audit.stop();
  expect(lines.filter(({ level }) => level === 'warn')).toHaveLength(1);
});

it('writes one bounded line whatever a text holds, and reads back what it wrote', () => {
  const hostile = `a\nb\u0000\u202E${'x'.repeat(100_000)}`;
  const huge = { ...quoteDraft('A', '1'), source: 'y'.repeat(100_000) };
  const given = orderOf('withdraw', 'A', { reason: hostile, who: hostile });
  const line = auditLine({ id: '1-0', revision: 7, given, shown: huge });
  expect(line.length).toBeLessThan(2_000);
  expect(line).not.toMatch(/\n|\\u0000|\u202E/);
  const plain = {
    id: '1-0',
    revision: 7,
    given: orderOf('hold', 'A', { until }),
    shown: quoteDraft('A', '1'),
  };
  expect(auditEntryOf(auditLine(plain))).toEqual(plain);
  for (const bad of ['', '{', 'null', '[]', '{"id":"1","kind":"hold"}', line.replace('withdraw', 'erase')]) {
    expect(auditEntryOf(bad)).toBeUndefined();
  }
});
