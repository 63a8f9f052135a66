import type { Browser, Page } from 'playwright-core';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { RunningDemo } from '../../src/cli/demo-parts.ts';
import { decodeServerMessage } from '../../src/protocol/messages.ts';
import { hasValue, type Reading } from '../../src/protocol/reading.ts';
import type { BoardSnapshot } from '../../src/protocol/snapshot.ts';
import { openBrowser, portOf, startWholeDemo, tilesOf, untilTiles } from './demo-rig.ts';

/** Item → when the copy that the page received last turns stale, read off the wire. */
function listenToReadings(page: Page): Map<string, number> {
  const times = new Map<string, number>();
  const take = (items: readonly Reading[]) => {
    for (const item of items) if (hasValue(item)) times.set(item.id, item.staleAt);
  };
  page.on('response', async (response) => {
    if (!response.url().includes('/v1/boards/') || !response.ok()) return;
    // The page may be gone before its answer is read.
    const board: BoardSnapshot | undefined = await response.json().catch(() => undefined);
    take(board?.items ?? []);
  });
  page.on('websocket', (socket) =>
    socket.on('framereceived', ({ payload }) => {
      const message = decodeServerMessage(String(payload));
      if (message?.t === 'snap' || message?.t === 'upd') take(message.items);
    }),
  );
  return times;
}

/** Longer than a frame takes, and far below the second to which a tile must be exact. */
const frameMs = 50;

async function staleTiles(page: Page): Promise<string[]> {
  return (await tilesOf(page)).filter(({ look }) => look === 'stale').map(({ id }) => id);
}

describe('when every server is gone', () => {
  let browser: Browser;
  let demo: RunningDemo;

  beforeEach(async () => {
    [demo, browser] = await Promise.all([startWholeDemo(), openBrowser()]);
  });
  afterEach(async () => {
    await browser?.close();
    await demo?.stop();
  });

  it('marks each tile at its own time, to the second, and recovers when the servers are back', async () => {
    // Wide enough for all tiles to be in sight: others are drawn only when they come into it.
    const page = await browser.newPage({ viewport: { width: 8_000, height: 720 } });
    // Of the minute that a strip may wait between two tries, chance draws a fiftieth.
    await page.addInitScript(() => Object.assign(Math, { random: () => 0.02 }));
    await page.clock.install({ time: Date.now() });
    const received = listenToReadings(page);
    await page.goto(demo.newsroom.baseUrl());
    await untilTiles(
      page,
      (tiles) => tiles.length >= 30 && tiles.every(({ look }) => look !== 'blank'),
      15_000,
    );

    const ports = {
      PORT: portOf(demo.app.gateway.url()),
      OPS_PORT: portOf(demo.app.ops.url()),
      NEWSROOM_PORT: portOf(demo.newsroom.baseUrl()),
      DEMO_UPSTREAM_PORT: portOf(demo.upstream.baseUrl()),
    };
    await demo.stop();
    const shown = await tilesOf(page);
    const times = shown.map(({ id }) => [id, received.get(id) ?? Number.NaN] as const);
    expect(times.filter(([, at]) => Number.isNaN(at))).toEqual([]);

    const checkpoints = times
      .flatMap(([, at]) => [at - 1_000, at + 1_000])
      .sort((a, b) => a - b)
      .filter((at, index, all) => index === 0 || at - (all[index - 1] ?? 0) > frameMs);
    for (const checkpoint of checkpoints) {
      await page.clock.pauseAt(checkpoint);
      // A jump runs each timer once; what that timer asks of the next frame wants a little time of its own.
      await page.clock.runFor(frameMs);
      const stale = new Set(await staleTiles(page));
      const late = times.filter(([id, at]) => at + 1_000 <= checkpoint && !stale.has(id));
      const early = times.filter(([id, at]) => at - 1_000 >= checkpoint && stale.has(id));
      expect({ checkpoint, late, early }).toEqual({ checkpoint, late: [], early: [] });
    }

    demo = await startWholeDemo(ports);
    // A page that lost its server before it had what comes back by itself asks for that once a minute.
    await page.clock.fastForward(60_000);
    await page.clock.resume();
    await untilTiles(
      page,
      (tiles) => tiles.length >= 30 && tiles.every(({ look }) => look === 'live' || look === 'closed'),
      90_000,
    );
  }, 180_000);
});
