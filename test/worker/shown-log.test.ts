import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { createMemoryStore } from '../../src/store/memory.ts';
import type { Store } from '../../src/store/store.ts';
import { createLineFolder, type LineFolder } from '../../src/system/line-folder.ts';
import { shownAt, shownFileHour, shownFileName } from '../../src/worker/shown-line.ts';
import { createShownLog, type ShownLog } from '../../src/worker/shown-log.ts';
import { orderOf } from '../contracts/orders.ts';
import { quoteDraft, seeker } from '../contracts/store.ts';
import { type FakeClock, fakeClock } from '../support/fake-clock.ts';
import { recordLog } from '../support/worker-rig.ts';

const hourMs = 3_600_000;
const start = Date.UTC(2026, 10, 23, 14, 0, 30);
const catalogue = {
  boards: { front: ['quote:A' as const] },
  meta: [{ id: 'quote:A' as const, cls: 'crypto' as const, name: { en: 'A' } }],
  sources: {},
  demo: false,
};

let clock: FakeClock;
let store: Store;
let folder: LineFolder;
let fence: number;
let seq: number;
let logged: ReturnType<typeof recordLog>;

beforeEach(async () => {
  clock = fakeClock(start);
  store = createMemoryStore({ clock });
  logged = recordLog();
  const acquired = await store.acquire(seeker('a', { ttlMs: 1e9 }));
  if (acquired.kind !== 'held') throw new Error('busy');
  ({ fence, seq } = acquired);
  const place = await mkdtemp(path.join(tmpdir(), 'masthead-shown-'));
  onTestFinished(() => rm(place, { recursive: true }));
  folder = createLineFolder(path.join(place, 'data'));
});

async function put(price: string): Promise<void> {
  const published = await store.publish(fence, seq, [{ draft: quoteDraft('A', price, clock.now()) }]);
  if (published.kind !== 'ok') throw new Error(published.kind);
  seq = published.seq;
}

async function begin(over: Partial<Parameters<typeof createShownLog>[0]> = {}): Promise<ShownLog> {
  const log = createShownLog({
    ...{ store, folder, clock, log: logged.log, catalogue: () => catalogue },
    ...{ keepMs: 7 * 24 * hourMs, maxBytes: 1e9 },
    ...over,
  });
  await log.start();
  return log;
}

/** What the record says was shown of A at a moment. */
async function priceAt(at: number): Promise<string | undefined> {
  const lines = await folder.lines(shownFileName(at));
  const reading = shownAt(lines, at)?.readings.get('quote:A');
  if (reading === undefined || !('value' in reading)) return reading?.state;
  return reading.value.kind === 'quote' ? reading.value.price : undefined;
}

describe('the record of what was shown', () => {
  it('knows each change with its moment, also what was there before it began', async () => {
    await put('1');
    const log = await begin();
    clock.advance(10_000);
    await put('2');
    clock.advance(10_000);
    await store.give(orderOf('withdraw'));
    await log.stop();
    expect(await priceAt(start)).toBe('1');
    expect(await priceAt(start + 9_999)).toBe('1');
    expect(await priceAt(start + 10_000)).toBe('2');
    expect(await priceAt(start + 20_000)).toBe('withdrawn');
    expect(shownAt(await folder.lines(shownFileName(start)), start - 1)).toBeUndefined();
  });

  it('begins each hour with all items, whether or not anything changes', async () => {
    await put('1');
    const log = await begin();
    await clock.advanceAsync(hourMs - 20_000);
    await put('2');
    await clock.advanceAsync(hourMs + 30_000);
    await log.stop();
    const next = shownFileName(start + hourMs);
    const last = shownFileName(start + 2 * hourMs);
    expect((await folder.files()).map(({ name }) => name)).toEqual([shownFileName(start), next, last]);
    expect(JSON.parse((await folder.lines(next))[0] ?? '')).toMatchObject({
      t: 'all',
      ...catalogue,
      items: [{ value: { price: '1' } }],
    });
    expect(await priceAt(start + hourMs)).toBe('2');
    expect(JSON.parse((await folder.lines(last))[0] ?? '')).toMatchObject({
      items: [{ value: { price: '2' } }],
    });
  });

  it('says each minute that it is alive, and is its user’s alone', async () => {
    const log = await begin();
    await clock.advanceAsync(180_000);
    await log.stop();
    const lines = (await folder.lines(shownFileName(start))).map((line) => JSON.parse(line) as { t: string });
    expect(lines.map(({ t }) => t)).toEqual(['all', 'alive', 'alive', 'alive']);
    const { mode } = await stat(path.join(folder.path, shownFileName(start)));
    expect(mode & 0o777).toBe(0o600);
  });

  it('names boards as they were from the moment on at which they changed', async () => {
    const boards: Record<string, 'quote:A'[]> = { front: ['quote:A'] };
    const log = await begin({ catalogue: () => ({ ...catalogue, boards: { ...boards } }) });
    clock.advance(5_000);
    boards.money = ['quote:A'];
    log.recatalogued();
    await log.stop();
    const lines = await folder.lines(shownFileName(start));
    expect(Object.keys(shownAt(lines, start + 4_999)?.boards ?? {})).toEqual(['front']);
    expect(Object.keys(shownAt(lines, start + 5_000)?.boards ?? {})).toEqual(['front', 'money']);
  });

  it('keeps no file beyond its days, nor more than its bytes, and touches no other file', async () => {
    const old = (hours: number) => shownFileName(start - hours * hourMs);
    for (const hours of [200, 50, 3, 2]) await folder.append(old(hours), ['x'.repeat(1_000)]);
    await writeFile(path.join(folder.path, 'notes.txt'), 'x'.repeat(10_000));
    const first = await begin({ keepMs: 100 * hourMs });
    await first.stop();
    const names = async () => (await folder.files()).map(({ name }) => name);
    expect(await names()).toEqual(['notes.txt', old(50), old(3), old(2), shownFileName(start)]);
    const second = await begin({ maxBytes: 2_000 });
    await second.stop();
    expect(await names()).toEqual(['notes.txt', old(2), shownFileName(start)]);
  });

  it('warns once where it cannot write, and records all again once it can', async () => {
    await put('1');
    let fails = true;
    const flaky: LineFolder = {
      ...folder,
      append: (...args) => (fails ? Promise.reject(new Error('EROFS')) : folder.append(...args)),
    };
    const log = await begin({ folder: flaky });
    for (const price of ['2', '3']) {
      await put(price);
      await clock.advanceAsync(5_000);
    }
    expect(logged.lines.filter(({ level }) => level === 'warn')).toHaveLength(1);
    fails = false;
    await clock.advanceAsync(60_000);
    await log.stop();
    expect(await priceAt(clock.now())).toBe('3');
  });

  it('says once that it is off where no folder is named', async () => {
    const log = await begin({ folder: undefined });
    await put('1');
    log.recatalogued();
    await log.stop();
    expect(logged.lines).toMatchObject([{ level: 'info', event: 'what is shown is not recorded' }]);
  });
});

it('reads what it can of a record that was cut off or tampered with', async () => {
  await put('1');
  const log = await begin();
  await log.stop();
  const file = path.join(folder.path, shownFileName(start));
  const text = await readFile(file, 'utf8');
  const bad = [
    '{',
    'null',
    '7',
    '{"t":"put","at":1}',
    '{"t":"put","at":1,"items":[null,{"id":7}]}',
    text.slice(0, 40),
  ];
  const found = shownAt([...bad, ...text.split('\n'), ...bad], start);
  expect(found?.readings.size).toBe(1);
  for (const name of ['shown-.jsonl', 'shown-2026-11-23.jsonl', 'shown-2026-13-23T14.jsonl', 'audit.jsonl']) {
    expect(shownFileHour(name)).toBeUndefined();
  }
  expect(shownFileHour(shownFileName(start))).toBe(Date.UTC(2026, 10, 23, 14));
});
