import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, it, onTestFinished } from 'vitest';
import { createApp } from '../src/app.ts';
import { readEnvironment } from '../src/config/environment.ts';
import { loadConfig } from '../src/config/load.ts';
import { providers } from '../src/providers/index.ts';
import { createMetrics } from '../src/system/metrics.ts';
import { createSystem } from '../src/system/system.ts';
import { configOf } from './cli/cli-rig.ts';
import { recordLog } from './support/worker-rig.ts';

async function listening(answer: () => void) {
  const server = createServer((_request, response) => {
    answer();
    response.writeHead(503).end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  return (server.address() as AddressInfo).port;
}

const feed = (port: number) => `network: { privateHosts: [127.0.0.1] }
providers: { kraken: { enabled: true, baseUrl: "http://127.0.0.1:${port}" } }
items:
  quote:BTC-USD: { class: crypto, name: Bitcoin, decimals: 2, sources: [{ provider: kraken, symbol: XBTUSD }] }
boards: { front: { items: [quote:BTC-USD] } }
`;

it.each(['PORT', 'OPS_PORT'] as const)(
  'asks no feed and takes no lease where %s is taken: whoever restarts it for ever must not ask for ever',
  async (name) => {
    let asked = 0;
    const port = await listening(() => {
      asked += 1;
    });
    const environment = readEnvironment({ PORT: '0', OPS_PORT: '0', [name]: String(port) }, providers);
    const config = await loadConfig({ file: await configOf(feed(port)), environment, providers });
    const { log, lines } = recordLog();
    const app = createApp({ config, system: { ...createSystem('silent'), log, metrics: createMetrics() } });
    await expect(app.start()).rejects.toMatchObject({ code: 'EADDRINUSE' });
    expect(lines.map(({ event }) => event)).not.toContain('leading');
    expect([app.worker.status().epoch, asked]).toEqual([0, 0]);
  },
);

it('goes on writing while its readers move on, and stops the worker after them', async () => {
  const port = await listening(() => {});
  const environment = readEnvironment({ PORT: '0', OPS_PORT: '0' }, providers);
  const config = await loadConfig({ file: await configOf(feed(port)), environment, providers });
  const system = { ...createSystem('silent'), log: recordLog().log, metrics: createMetrics() };
  const app = createApp({ config, system, drainMs: 100 });
  await app.start();
  const { gateway, worker } = app;
  await expect.poll(() => worker.status().leader).toBe(true);
  const stopped = gateway.stop.bind(gateway);
  let ledMeanwhile: boolean | undefined;
  gateway.stop = () =>
    stopped().then(() => {
      ledMeanwhile = worker.status().leader;
    });
  await app.stop();
  expect([ledMeanwhile, worker.status().leader]).toEqual([true, false]);
});
