/** The whole service before the demo upstream, through days on which markets rest: the two agree, and nothing turns stale. */
import { afterEach, describe, expect, it } from 'vitest';
import { type App, createApp } from '../../src/app.ts';
import { demoEnvironment } from '../../src/cli/demo-config.ts';
import { loadConfig } from '../../src/config/load.ts';
import { createDemoUpstream } from '../../src/demo/upstream.ts';
import type { ValuedReading } from '../../src/protocol/reading.ts';
import { providers } from '../../src/providers/index.ts';
import { createMetrics } from '../../src/system/metrics.ts';
import { projectPath } from '../../src/system/project.ts';
import { sessionAt } from '../../src/worker/market-calendar.ts';
import { marketCalendar } from '../../src/worker/market-day.ts';
import { shipped } from '../support/calendars.ts';
import { type FakeClock, fakeClock } from '../support/fake-clock.ts';
import { beatWith, recordLog } from '../support/worker-rig.ts';

const halfHourMs = 30 * 60_000;

const closers: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close();
});

const turn = () => new Promise<string>((resolve) => setImmediate(() => resolve('turned')));

/** The demonstration's own config with one provider alone, so that days pass in seconds. */
async function startService(clock: FakeClock) {
  const upstream = createDemoUpstream({ clock, calendars: shipped, port: 0 });
  await upstream.start();
  closers.push(() => upstream.stop());
  const environment = demoEnvironment({ PORT: '0', OPS_PORT: '0' });
  const settings = ({ id }: { readonly id: string }) =>
    id === 'twelvedata' ? { baseUrl: `${upstream.baseUrl()}/${id}` } : { enabled: false };
  const config = await loadConfig({
    file: projectPath('config', 'demo.yaml'),
    environment,
    providers,
    over: { providers: Object.fromEntries(providers.map((each) => [each.id, settings(each)])) },
  });
  const { log, lines } = recordLog();
  const system = { clock, random: () => 0.5, startBeat: beatWith(clock), log, metrics: createMetrics() };
  const app = createApp({ config, system, drainMs: 1 });
  closers.push(async () => {
    const stopped = app.stop();
    while ((await Promise.race([stopped.then(() => 'stopped'), turn()])) !== 'stopped') clock.advance(1_000);
  });
  await app.start();
  return { app, config, lines };
}

/** Lets time pass, each poll at its end before the next second begins; the lease is renewed in between. */
async function pass({ worker }: App, clock: FakeClock, ms: number): Promise<void> {
  for (const end = clock.now() + ms; clock.now() < end; ) {
    clock.advance(1_000);
    do await turn();
    while (Object.values(worker.status().feeds).some(({ polling }) => polling));
  }
}

async function readingsOf({ gateway }: App): Promise<ReadonlyMap<string, ValuedReading>> {
  const response = await fetch(`${gateway.url()}/v1/boards/markets`);
  const { items } = (await response.json()) as { items: readonly ValuedReading[] };
  return new Map(items.map((reading) => [reading.id, reading]));
}

describe('the service before the demo upstream', () => {
  it.each([
    ['Thanksgiving in New York', 'quote:SPX', 'Thanksgiving Day', Date.UTC(2026, 10, 26, 15)],
    ['Thanksgiving at Nasdaq', 'quote:AAPL', 'Thanksgiving Day', Date.UTC(2026, 10, 26, 20)],
    ['Labour Thanksgiving Day in Tokyo', 'quote:N225', 'Labour Thanksgiving Day', Date.UTC(2026, 10, 23, 2)],
    ['Boxing Day in London', 'quote:FTSE', 'Boxing Day (substitute day)', Date.UTC(2026, 11, 28, 12)],
    ['Christmas Eve in Frankfurt', 'quote:GDAXI', 'Christmas Eve', Date.UTC(2026, 11, 24, 12)],
  ])('shows on %s a close, by the name of the day', async (_day, id, holiday, start) => {
    const clock = fakeClock(start);
    const { app } = await startService(clock);
    await pass(app, clock, 5_000);
    const reading = (await readingsOf(app)).get(id);
    expect(reading).toMatchObject({ state: 'closed', session: { holiday } });
    expect(reading?.staleAt).toBeGreaterThan(reading?.session?.opensAt ?? Number.POSITIVE_INFINITY);
  });

  it.each([
    [
      'from a holiday over a half day into a weekend',
      Date.UTC(2026, 10, 26, 0),
      { hours: 48, everyMs: 2 * halfHourMs },
    ],
    ['over a lunch break in Tokyo', Date.UTC(2026, 10, 23, 23), { hours: 8, everyMs: halfHourMs }],
  ])(
    'agrees with it on every market at each hour or half, %s, and nothing turns stale',
    async (_way, start, { hours, everyMs }) => {
      const clock = fakeClock(start);
      const { app, config, lines } = await startService(clock);
      await pass(app, clock, 5_000);
      const markets = config.items.filter(({ sources }) => sources[0]?.provider === 'twelvedata');
      const wrong: string[] = [];
      for (const end = start + 2 * hours * halfHourMs; clock.now() < end; ) {
        // A little after it: what opens or closes then has been asked for since.
        clock.step(everyMs - 6_000 - ((clock.now() - start) % everyMs));
        await pass(app, clock, 12_000);
        const readings = await readingsOf(app);
        for (const { id, calendar } of markets) {
          const reading = readings.get(id);
          const isOpen =
            calendar !== undefined && sessionAt(marketCalendar(calendar), clock.now()).kind === 'open';
          const isRight = reading?.state === (isOpen ? 'live' : 'closed') && reading.staleAt > clock.now();
          if (!isRight) wrong.push(`${new Date(clock.now()).toISOString()} ${id} ${JSON.stringify(reading)}`);
        }
      }
      expect(markets).toHaveLength(12);
      expect(wrong).toEqual([]);
      expect(lines.filter(({ event }) => /^(?:feed fails|price held|provider broke)$/.test(event))).toEqual(
        [],
      );
    },
    60_000,
  );
});
