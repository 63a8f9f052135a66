/** Every state in which a reader can meet the strip: the board that brings it, and what is done to the page. */
import type { Page } from 'playwright-core';
import type { ItemMeta } from '../../src/protocol/meta.ts';
import { type Corrected, hasValue, type ValuedReading } from '../../src/protocol/reading.ts';
import type { BoardSnapshot, SnapshotItem } from '../../src/protocol/snapshot.ts';
import type { FakeServer } from '../../test/widget/fake-server.ts';
import { epoch, noon, sampleBoard, weather } from '../../test/widget/sample-board.ts';

export interface ShotState {
  readonly name: string;
  /** Undefined: the server knows no such board. */
  readonly board: BoardSnapshot | undefined;
  /** How long the page has had by its own clock, in ms; absent: long enough for everything that comes at idle. */
  readonly sinceMs?: number;
  /** Before the page is opened. */
  readonly before?: (page: Page) => Promise<unknown>;
  /** Once it shows figures. */
  readonly after?: (page: Page, server: FakeServer) => Promise<void>;
}

const hour = 3_600_000;

/** A board whose readings with a value are all changed in one way. */
function boardWith(change: (reading: ValuedReading) => Partial<ValuedReading>): BoardSnapshot {
  const items = sampleBoard().items.map((item): SnapshotItem => {
    if (!hasValue(item)) return item;
    const fresh = { ...item, state: 'live' as const, asOf: noon - 10_000, staleAt: noon + hour };
    return { ...fresh, ...change(fresh) };
  });
  return sampleBoard({ items });
}

function blankBoard(state: 'unavailable' | 'withdrawn'): BoardSnapshot {
  const reason = state === 'withdrawn' ? 'withdrawn' : 'feed-failed';
  const items = sampleBoard().items.map(
    ({ id }): SnapshotItem => ({ id, e: epoch, s: 1, state, asOf: noon - hour, reason }),
  );
  return sampleBoard({ items });
}

const corrected: Corrected = { at: noon - hour / 2, from: noon - 2 * hour, to: noon - hour };

const warned: ItemMeta = { id: 'alerts:la-paz-bo', cls: 'alerts', name: { en: 'La Paz' } };

function alertBoard(): BoardSnapshot {
  const { meta, items } = boardWith(() => ({}));
  const alert = {
    id: 'storm-1',
    event: 'Severe thunderstorm warning',
    severity: 'severe',
    issuer: 'SENAMHI Bolivia',
    onset: noon - hour,
    until: noon + 5 * hour,
    href: 'https://senamhi.gob.bo/warnings/1',
  } as const;
  const reading = {
    ...weather('alerts:la-paz-bo', { tempC: 1 }),
    value: { kind: 'alerts', covered: true, alerts: [alert] },
  } as const;
  return sampleBoard({ meta: [...meta, warned], items: [...items, reading] });
}

export const states: readonly ShotState[] = [
  { name: 'live', board: boardWith(() => ({})) },
  { name: 'mixed', board: sampleBoard() },
  { name: 'closed', board: boardWith(() => ({ state: 'closed', asOf: noon - 16 * hour })) },
  { name: 'held', board: boardWith(() => ({ state: 'held', asOf: noon - hour / 4 })) },
  { name: 'stale', board: boardWith(() => ({ asOf: noon - 2 * hour, staleAt: noon - hour })) },
  { name: 'unavailable', board: blankBoard('unavailable') },
  { name: 'withdrawn', board: blankBoard('withdrawn') },
  { name: 'corrected', board: boardWith(() => ({ corrected })) },
  { name: 'alert', board: alertBoard() },
  { name: 'demo', board: { ...sampleBoard(), demo: true } },
  {
    name: 'lost',
    board: boardWith(() => ({})),
    async after(page, server) {
      await server.connected();
      await page.clock.runFor(2_000);
      server.takesSockets = false;
      for (const socket of server.sockets) socket.terminate();
    },
  },
  {
    name: 'paused',
    board: boardWith(() => ({})),
    after: (page) => page.locator('masthead-strip [part~=pause]').click(),
  },
  {
    name: 'loading',
    board: sampleBoard(),
    sinceMs: 300,
    before: (page) => page.route('**/v1/boards/**', () => new Promise(() => {})),
  },
  { name: 'unknown-board', board: undefined },
  {
    name: 'unreachable',
    board: sampleBoard(),
    before: (page) => page.route('**/v1/boards/**', (route) => route.abort()),
  },
];
