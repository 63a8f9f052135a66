/** A thousand readers, whose frames are kept as they come: none of them is ever sent what is wrong. */
import { once } from 'node:events';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { type App, createApp } from '../../src/app.ts';
import { demoConfig, demoEnvironment } from '../../src/cli/demo-config.ts';
import { createDemoUpstream, type DemoUpstream } from '../../src/demo/upstream.ts';
import { subprotocol } from '../../src/protocol/messages.ts';
import { systemClock } from '../../src/system/clock.ts';
import { createSystem } from '../../src/system/system.ts';
import { until } from '../support/redis/until.ts';

const readers = 1_000;

/** Who readers come from; no page is needed. */
const origin = 'http://127.0.0.1:9';

let upstream: DemoUpstream;
let app: App;
let sockets: readonly WebSocket[];
/** Every frame that anybody was sent, once for each text, with how many were. */
const frames = new Map<string, number>();

beforeAll(async () => {
  upstream = createDemoUpstream({ clock: systemClock, port: 0 });
  await upstream.start();
  const environment = demoEnvironment({ PORT: '0', OPS_PORT: '0', LOG_LEVEL: 'silent' });
  const config = await demoConfig(environment, upstream.baseUrl(), origin);
  // All of them come from one address, at once.
  const gatewayLimits = { ...config.gatewayLimits, handshakesPerS: 2 * readers, maxPerAddress: readers };
  app = createApp({ config: { ...config, gatewayLimits }, system: createSystem('silent'), drainMs: 1 });
  await app.start();
  await app.worker.firstRound();
  const url = `${app.gateway.url().replace('http', 'ws')}/v1/live?board=front`;
  sockets = Array.from({ length: readers }, () => new WebSocket(url, subprotocol, { origin }));
  for (const socket of sockets) {
    socket.on('message', (data) => frames.set(String(data), (frames.get(String(data)) ?? 0) + 1));
  }
  await Promise.all(sockets.map((socket) => once(socket, 'open')));
});
afterAll(async () => {
  for (const socket of sockets) socket.terminate();
  await app.stop();
  await upstream.stop();
});

async function control(command: string, body: object): Promise<void> {
  const response = await fetch(`${upstream.baseUrl()}/control/${command}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  expect(response.status).toBe(200);
}

async function priceOf(id: string): Promise<number> {
  const body = (await (await fetch(`${app.gateway.url()}/v1/items/${id}`)).json()) as {
    readonly reading: { readonly value: { readonly price: string } };
  };
  return Number(body.reading.value.price);
}

it('a share, a coin and a currency that go wrong at once reach nobody, and all are told that they are held', async () => {
  const wrong = await Promise.all(
    [
      { provider: 'twelvedata', symbol: 'AAPL', id: 'quote:AAPL', factor: 185.1 / 627_400, decimals: 4 },
      { provider: 'kraken', symbol: 'XBTUSD', id: 'quote:BTC-USD', factor: 1.5, decimals: 1 },
      { provider: 'ecb', symbol: 'USD', id: 'quote:EUR-USD', factor: 1.2, decimals: 4 },
    ].map(async ({ factor, decimals, ...rest }) => ({
      ...rest,
      value: ((await priceOf(rest.id)) * factor).toFixed(decimals),
    })),
  );
  frames.clear();
  for (const { provider, symbol, value } of wrong) await control('set', { provider, symbol, value });
  const isHeldFor = (id: string) =>
    [...frames].some(
      ([text, count]) => text.includes(`"id":"${id}","state":"held"`) && count >= 0.999 * readers,
    );
  await until('all readers are told', () => wrong.every(({ id }) => isHeldFor(id)), 30_000);
  // A frame names a price as a whole text of its own.
  for (const { value } of wrong) {
    expect([...frames.keys()].filter((text) => text.includes(`"price":"${Number(value)}`))).toEqual([]);
    expect([...frames.keys()].filter((text) => text.includes(`"price":"${value}"`))).toEqual([]);
  }
  expect(Object.keys(app.worker.status().heldBack).sort()).toEqual(
    expect.arrayContaining(wrong.map(({ id }) => id).sort()),
  );
}, 60_000);
