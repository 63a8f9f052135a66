import { expect, it } from 'vitest';
import type { BoardSnapshot } from '../../src/protocol/snapshot.ts';
import type { FakeServer } from './fake-server.ts';
import { noon, quote, sampleBoard } from './sample-board.ts';
import { stripSuite } from './strip-suite.ts';

let server: FakeServer;
const { start } = stripSuite((fresh) => {
  server = fresh;
});

/** What no version of ours sends: nothing can be made of it, not even a text. */
const unreadable = { toString: 0 } as never;

/** The sample board with more, or something else, in one of its items. */
function brokenBoard(id: string, more: object): BoardSnapshot {
  const { items, ...rest } = sampleBoard();
  return { ...rest, items: items.map((item) => (item.id === id ? { ...item, ...more } : item)) };
}

it('shows no figure of a reading that it cannot tell, and all of the others', async () => {
  server.board = brokenBoard('quote:SPX', { corrected: { at: noon - 1, from: unreadable, to: noon } });
  const { page, tile, strip } = await start();
  await expect.poll(() => tile(0).locator('.face').textContent()).toBe('S&P 500  —no data yet');
  server.send({ t: 'upd', items: [quote('quote:IXIC', { price: '7.00' }, { s: 5 })] });
  await expect.poll(() => tile(1).locator('.price').textContent()).toBe('7.00');
  await expect.poll(() => strip.locator('.temperature').textContent()).toBe('14°');
  const told = (index: number) => page.clock.runFor(500).then(() => tile(index).locator('.sr').textContent());
  await expect.poll(() => told(0)).toBe('S&P 500: no data yet.');
  await expect.poll(() => told(1)).toContain('Nasdaq is at 7.00');
});

it.each([
  ['is none', {}],
  ['is a number', 5],
  ['has no points', { t0: 0, dt: 5, v: 5 }],
])('tells the rest of the row where a line %s', async (_how, spark) => {
  server.board = brokenBoard('quote:SPX', { spark });
  const { page, tile } = await start();
  const told = (index: number) => page.clock.runFor(500).then(() => tile(index).locator('.sr').textContent());
  await expect.poll(() => told(0)).toContain('S&P 500 is at 6,931.42');
  await expect.poll(() => told(1)).toContain('Nasdaq is at');
  expect(await tile(0).locator('.line').getAttribute('d')).toBe('');
  expect(await tile(1).locator('.line').getAttribute('d')).toMatch(/^M2 /);
});

it('goes on with all of a message, whatever lines and readings are among its items', async () => {
  server.board = brokenBoard('quote:SPX', { spark: { t0: 0, dt: 5, v: 5 } });
  const { complaints, tile } = await start();
  const items = [
    null,
    { ...quote('quote:BRENT', { price: '1' }, { s: 5 }), value: null },
    quote('quote:SPX', { price: '7000.00' }, { s: 5 }),
    quote('quote:IXIC', { price: '7.00' }, { s: 5 }),
  ];
  server.send({ t: 'upd', items: items as never });
  await expect.poll(() => tile(1).locator('.price').textContent()).toBe('7.00');
  expect(await tile(0).locator('.price').textContent()).toBe('7,000.00');
  expect(complaints).toEqual([]);
});

it('shows no weather that it cannot tell, and goes on', async () => {
  server.board = brokenBoard('weather:la-paz-bo', {
    corrected: { at: noon - 1, from: unreadable, to: noon },
  });
  const { strip, tile } = await start();
  await expect.poll(() => strip.locator('.weather .age').textContent()).toBe('no data yet');
  expect(await strip.locator('.temperature').textContent()).toBe('—');
  server.send({ t: 'upd', items: [quote('quote:IXIC', { price: '7.00' }, { s: 5 })] });
  await expect.poll(() => tile(1).locator('.price').textContent()).toBe('7.00');
});

it('credits every source beside one that is none', async () => {
  const { sources, ...rest } = sampleBoard();
  server.board = { ...rest, sources: { none: null as never, ...sources } };
  const { strip, tile } = await start();
  await expect
    .poll(() => strip.locator('.credit').first().textContent())
    .toBe('Weather data from MET Norway');
  expect(await strip.locator('.credit').count()).toBe(4);
  expect(await tile(0).locator('.tag').textContent()).toBe('15 min');
});
