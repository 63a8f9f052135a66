import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, it, onTestFinished } from 'vitest';
import type { Provider } from '../../src/providers/provider.ts';
import { createMemoryStore } from '../../src/store/memory.ts';
import { createHttpClient } from '../../src/system/http-client.ts';
import { seededRandom } from '../../src/system/random.ts';
import { createWorker } from '../../src/worker/worker.ts';
import { fakeClock } from '../support/fake-clock.ts';
import {
  accept,
  beatWith,
  interruptStore,
  makeProvider,
  observe,
  recordLog,
  recordMetrics,
} from '../support/worker-rig.ts';

it('a hundred polls of a body that does not change publish it once', async () => {
  const statuses: number[] = [];
  const server = createServer((request, response) => {
    const status = request.headers['if-none-match'] === '"a"' ? 304 : 200;
    statuses.push(status);
    response.writeHead(status, { 'content-type': 'application/json', etag: '"a"' });
    response.end(status === 200 ? '{"price":"4.68"}' : undefined);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const clock = fakeClock(Date.UTC(2026, 10, 23, 12, 0, 10));
  const http = createHttpClient({
    baseUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    userAgent: 'x',
    privateHosts: ['127.0.0.1'],
    clock,
  });
  const asOf = clock.now();
  const provider: Provider = makeProvider({
    async fetch(asks, context) {
      const { text } = await context.http.get('/q', { contentTypes: ['application/json'] });
      return asks.map(({ id }) => accept(id, observe((JSON.parse(text) as { price: string }).price, asOf)));
    },
  });
  const { store, published } = interruptStore(createMemoryStore({ clock }));
  const worker = createWorker({
    owner: 'a',
    items: [{ id: 'quote:A', cls: 'crypto', sources: [{ provider: 'acme', symbol: 'A' }] }],
    providers: new Map([['acme', { provider, http }]]),
    store,
    clock,
    random: seededRandom(3),
    startBeat: beatWith(clock),
    log: recordLog().log,
    metrics: recordMetrics().metrics,
  });
  onTestFinished(async () => {
    await worker.stop();
    server.closeAllConnections();
    server.close();
  });
  await worker.start();
  while (statuses.length < 100) {
    clock.advance(1_000);
    do await new Promise((resolve) => setImmediate(resolve));
    while (worker.status().feeds.acme?.polling);
  }
  expect(statuses.slice(1).every((status) => status === 304)).toBe(true);
  expect(published.filter((changes) => changes.length > 0)).toHaveLength(1);
  expect(worker.status().feeds.acme).toMatchObject({
    state: 'ok',
    lastOkAt: worker.status().feeds.acme?.lastTryAt,
  });
  expect(worker.status().feeds.acme?.lastOkAt).toBeGreaterThan(asOf + 99 * 15_000);
});
