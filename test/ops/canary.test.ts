/** Keys stay secret whatever an upstream does: every fault at every provider, then a look at all that the process tells. */
import { inspect } from 'node:util';
import { afterEach, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { type App, createApp } from '../../src/app.ts';
import { readEnvironment } from '../../src/config/environment.ts';
import { loadConfig } from '../../src/config/load.ts';
import { faults } from '../../src/demo/faults.ts';
import { createDemoUpstream } from '../../src/demo/upstream.ts';
import { subprotocol } from '../../src/protocol/messages.ts';
import { providers } from '../../src/providers/index.ts';
import { createMetrics } from '../../src/system/metrics.ts';
import { projectPath } from '../../src/system/project.ts';
import type { FeedStatus } from '../../src/worker/feed-state.ts';
import { shipped } from '../support/calendars.ts';
import { fakeClock } from '../support/fake-clock.ts';
import { controlUpstream } from '../support/upstream-control.ts';
import { beatWith, recordLog } from '../support/worker-rig.ts';

const canary = 'canary-7f3a9c51d2';
const keys = Object.fromEntries(
  providers.flatMap(({ keyVariable }) => (keyVariable ? [[keyVariable, `${canary}-${keyVariable}`]] : [])),
);

/** One item of each provider that the shipped file does not show. */
const more = {
  'quote:C1': { name: 'One', class: 'crypto', sources: [{ provider: 'coinbase', symbol: 'BTC-USD' }] },
  'quote:C2': { name: 'One', class: 'crypto', sources: [{ provider: 'coingecko', symbol: 'bitcoin' }] },
  'quote:F1': { name: 'One', class: 'fx', sources: [{ provider: 'frankfurter', symbol: 'EUR/USD' }] },
  'quote:Y1': { name: 'One', class: 'yield', sources: [{ provider: 'treasury', symbol: '10Y' }] },
  'weather:oslo-no': { place: 'oslo-no', sources: [{ provider: 'nws' }] },
  'alerts:oslo-no': { place: 'oslo-no', sources: [{ provider: 'metalerts' }] },
  'alerts:washington-us': { place: 'washington-us', sources: [{ provider: 'nws-alerts' }] },
};

const settingsOf: Readonly<Record<string, readonly object[]>> = {
  slow: [{ ms: 10 }],
  // Just beyond what is read of an answer.
  huge: [{ megabytes: 3 }],
  // The last keeps everybody away for an hour.
  status: [{ status: 401 }, { status: 503 }, { status: 429, retryAfter: 315_360_000 }],
};

const closers: (() => Promise<void> | void)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close();
});

async function startAll(clock: ReturnType<typeof fakeClock>) {
  const upstream = createDemoUpstream({ clock, calendars: shipped, port: 0 });
  await upstream.start();
  closers.push(() => upstream.stop());
  const { log, lines } = recordLog();
  const variables = { ...keys, MASTHEAD_CONTACT: 'desk@example.com', PORT: '0', OPS_PORT: '0' };
  const environment = readEnvironment(variables, providers);
  const config = await loadConfig({
    file: projectPath('config', 'demo.yaml'),
    environment,
    providers,
    over: {
      providers: Object.fromEntries(
        providers.map(({ id }) => [
          id,
          { enabled: true, every: '5s', baseUrl: `${upstream.baseUrl()}/${id}` },
        ]),
      ),
      places: { 'oslo-no': { name: 'Oslo', lat: 59.9139, lon: 10.7522, zone: 'Europe/Oslo' } },
      items: more,
      boards: { more: { items: Object.keys(more) } },
    },
  });
  const random = () => 0.5;
  const metrics = createMetrics();
  const system = { clock, random, startBeat: beatWith(clock), log, metrics };
  const app = createApp({ config, system, drainMs: 1 });
  closers.push(async () => {
    const stopped = app.stop();
    while ((await Promise.race([stopped.then(() => 'stopped'), turn()])) !== 'stopped') clock.advance(1_000);
  });
  await app.start();
  return { upstream, app, lines };
}

const turn = () => new Promise<string>((resolve) => setImmediate(() => resolve('turned')));

it('no key is in a log, a metric, a status, a snapshot or a frame after every fault of every provider', async () => {
  const clock = fakeClock();
  const { upstream, app, lines } = await startAll(clock);
  const frames: string[] = [];
  const reader = await connect(app, frames);
  closers.push(() => reader.terminate());
  const told: string[] = [];
  const look = async () => {
    for (const path of ['/metrics', '/status', '/status.json']) told.push(await textOf(app.ops.url() + path));
    for (const path of ['/v1/boards/front', '/v1/boards/more', '/v1/items/quote:SPX', '/v1/items/quote:C2'])
      told.push(await textOf(app.gateway.url() + path));
  };
  const feeds = () => Object.values(app.worker.status().feeds);
  /** Until each feed has been tried once more, rests, or waits for one of its provider that has been; or for long enough. */
  const round = async (seconds = 7_200) => {
    const begun = clock.now();
    for (let second = 0; second < seconds; second += 2) {
      // No further: the lease is renewed between two of these.
      clock.advance(2_000);
      do await turn();
      while (feeds().some(({ polling }) => polling) && clock.advance(5) === undefined);
      const isTried = ({ lastTryAt }: FeedStatus) => (lastTryAt ?? 0) > begun;
      const probed = new Set(feeds().flatMap((feed) => (isTried(feed) ? feed.provider : [])));
      const rests = ({ note }: FeedStatus) => note?.startsWith('rests') ?? false;
      const waits = ({ provider, breaker }: FeedStatus) => breaker === 'open' && probed.has(provider);
      if (feeds().every((feed) => isTried(feed) || waits(feed) || rests(feed))) return true;
    }
    return false;
  };

  expect(await round()).toBe(true);
  await look();
  expect(feeds().map(({ provider }) => provider)).toEqual(
    expect.arrayContaining(providers.map(({ id }) => id)),
  );
  // A drip takes five real seconds for each request; it ends like a hang, in a timeout.
  const names = faults.map(({ name }) => name).filter((name) => name !== 'status' && name !== 'drip');
  for (const name of [...names, 'status']) {
    for (const settings of settingsOf[name] ?? [{}]) {
      for (const { id } of providers)
        await controlUpstream(upstream.baseUrl(), 'fault', { provider: id, fault: name, ...settings });
      // With a good answer some feeds are not due for an hour.
      const isGood = name === 'frozen' || name === 'older';
      expect((await round(isGood ? 60 : undefined)) || isGood).toBe(true);
      await look();
    }
  }

  const logged = inspect(lines, { depth: 10, maxArrayLength: null, maxStringLength: null });
  expect(lines.some(({ event }) => event === 'feed fails')).toBe(true);
  expect(frames.length).toBeGreaterThan(1);
  const asked = (await (await fetch(`${upstream.baseUrl()}/control/log?provider=twelvedata`)).json()) as {
    query: Record<string, string>;
  }[];
  expect(asked.length).toBeGreaterThan(5);
  for (const text of [logged, JSON.stringify(lines), ...told, ...frames]) expect(text).not.toContain(canary);
}, 120_000);

async function connect(app: App, frames: string[]): Promise<WebSocket> {
  const ws = new WebSocket(`${app.gateway.url().replace('http', 'ws')}/v1/live?board=front`, subprotocol);
  ws.on('message', (data) => frames.push(data.toString()));
  await new Promise((resolve, reject) => ws.once('open', resolve).once('error', reject));
  return ws;
}

async function textOf(url: string): Promise<string> {
  return (await fetch(url)).text();
}
