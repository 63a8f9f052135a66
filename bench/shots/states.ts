/** Every state in which a reader can meet the strip: the board that brings it, and what is done to the page. */
import type { Page } from 'playwright-core';
import type { Corrected } from '../../src/protocol/reading.ts';
import type { BoardSnapshot } from '../../src/protocol/snapshot.ts';
import type { FakeServer } from '../../test/widget/fake-server.ts';
import { noon } from '../../test/widget/sample-board.ts';
import {
  blankBoard,
  boardWith,
  flood,
  frost,
  hour,
  liveBoard,
  mixedBoard,
  onlyBoard,
  storm,
  unheardBoard,
  warnedBoard,
  wideBoard,
  wind,
} from './boards.ts';

export interface ShotState {
  readonly name: string;
  /** Undefined: the server knows no such board. */
  readonly board: BoardSnapshot | undefined;
  /** Set: how long the page has had by its own clock, in ms; the picture does not wait for what comes at idle. */
  readonly sinceMs?: number;
  /** Before the page is opened. */
  readonly before?: (page: Page) => Promise<unknown>;
  /** Once it shows figures. */
  readonly after?: (page: Page, server: FakeServer) => Promise<void>;
}

const corrected: Corrected = { at: noon - hour / 2, from: noon - 2 * hour, to: noon - hour };
const later = { onset: noon + 5 * hour, until: noon + 9 * hour };
const old = { asOf: noon - 2 * hour, staleAt: noon - hour };

// As text: what the compiler adds to functions is not there in the page.
const offlineScript = `Object.defineProperty(navigator, 'onLine', { get: () => false })`;
const isOffline = (page: Page) => page.addInitScript({ content: offlineScript });
const noBoard = (page: Page) => page.route('**/v1/boards/**', (route) => route.abort());

async function lose(page: Page, server: FakeServer): Promise<void> {
  await server.connected();
  await page.clock.runFor(2_000);
  server.takesSockets = false;
  for (const socket of server.sockets) socket.terminate();
}

const all: readonly ShotState[] = [
  { name: 'live', board: liveBoard() },
  { name: 'mixed', board: mixedBoard() },
  { name: 'closed', board: boardWith(() => ({ state: 'closed', asOf: noon - 16 * hour })) },
  { name: 'held', board: boardWith(() => ({ state: 'held', asOf: noon - hour / 4 })) },
  { name: 'stale', board: boardWith(() => old) },
  { name: 'stale-days', board: boardWith(() => ({ asOf: noon - 75 * hour, staleAt: noon - hour })) },
  { name: 'unavailable', board: blankBoard('unavailable') },
  { name: 'unheard', board: unheardBoard() },
  { name: 'withdrawn', board: blankBoard('withdrawn') },
  { name: 'corrected', board: boardWith(() => ({ corrected })) },
  { name: 'pinned', board: boardWith(() => ({ pinned: true })) },
  { name: 'warning-severe', board: warnedBoard([storm]) },
  { name: 'warnings', board: warnedBoard([wind, frost, flood]) },
  { name: 'warning-later', board: warnedBoard([{ ...frost, ...later }]) },
  { name: 'warning-old', board: warnedBoard([frost], old) },
  { name: 'warning-minor', board: warnedBoard([wind]) },
  { name: 'demo', board: { ...liveBoard(), demo: true } },
  { name: 'wide', board: wideBoard() },
  { name: 'no-weather', board: onlyBoard('quote') },
  { name: 'no-quotes', board: onlyBoard('weather') },
  { name: 'lost', board: liveBoard(), after: lose },
  {
    name: 'offline',
    board: liveBoard(),
    async after(page, server) {
      await lose(page, server);
      await page.context().setOffline(true);
    },
  },
  {
    name: 'paused',
    board: liveBoard(),
    after: (page) => page.locator('masthead-strip [part~=pause]').click(),
  },
  {
    name: 'polled',
    board: liveBoard(),
    before: (page) =>
      page.addInitScript(() => localStorage.setItem('masthead:preferences', '{"pace":"minute"}')),
  },
  { name: 'first', board: liveBoard(), sinceMs: 1_500, before: withoutRest },
  { name: 'loading', board: mixedBoard(), before: (page) => page.route('**/v1/boards/**', never) },
  { name: 'unknown-board', board: undefined },
  { name: 'blocked', board: mixedBoard(), before: noBoard },
  {
    name: 'unreachable',
    board: mixedBoard(),
    before: (page) => Promise.all([isOffline(page), noBoard(page)]),
  },
];

/** As it stands before the idle chunk comes. */
function withoutRest(page: Page): Promise<unknown> {
  return page.route(/\/finish\.js/, never);
}

function never(): Promise<void> {
  return new Promise(() => {});
}

export const states: ReadonlyMap<string, ShotState> = new Map(all.map((state) => [state.name, state]));

export function stateCalled(name: string): ShotState {
  const state = states.get(name);
  if (state === undefined) throw new Error(`no state is called ${name}`);
  return state;
}
