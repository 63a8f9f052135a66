import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, it, onTestFinished } from 'vitest';
import { createUpstreams } from '../src/app-upstreams.ts';
import type { ProviderSettings } from '../src/config/provider-settings.ts';
import { metalerts } from '../src/providers/metalerts.ts';
import { metno } from '../src/providers/metno.ts';
import { nws } from '../src/providers/nws.ts';
import { nwsAlerts } from '../src/providers/nws-alerts.ts';
import type { Provider } from '../src/providers/provider.ts';
import { fakeClock } from './support/fake-clock.ts';
import { beatWith, makeProvider, recordLog, recordMetrics } from './support/worker-rig.ts';

function open(providers: readonly ProviderSettings[]) {
  const clock = fakeClock();
  const { log, lines } = recordLog();
  const { metrics, values } = recordMetrics();
  const upstreams = createUpstreams(
    {
      providers: new Map(providers.map((settings) => [settings.provider.id, settings])),
      privateHosts: ['127.0.0.1'],
      environment: { contact: undefined },
    },
    { clock, log, metrics, random: () => 0, startBeat: beatWith(clock) },
  );
  onTestFinished(() => {
    for (const { http } of upstreams.enabled.values()) http.close();
  });
  return { ...upstreams, clock, lines, values };
}

const atHome = (provider: Provider): ProviderSettings => ({ provider, baseUrl: provider.baseUrl });

it('gives providers of one host one pace, and none to a host of the operator', () => {
  const local = makeProvider({ baseUrl: 'http://127.0.0.1:9' });
  const { paces } = open([metno, metalerts, nws, nwsAlerts, local].map(atHome));
  expect([...paces.keys()]).toEqual(['api.met.no', 'api.weather.gov']);
});

it('keeps to the lowest limit of those that share a host, with a burst of one second', async () => {
  const slow = makeProvider({ id: 'slow', limits: { batchMax: 1, minIntervalMs: 0, requestsPerS: 2 } });
  const { paces, clock } = open([makeProvider(), slow].map(atHome));
  const pace = paces.get('acme.example');
  await pace?.turn();
  await pace?.turn();
  let went = false;
  const third = pace?.turn().then(() => {
    went = true;
  });
  await clock.advanceAsync(499);
  expect(went).toBe(false);
  await clock.advanceAsync(1);
  await third;
  expect(went).toBe(true);
});

it('says aloud and keeps for the status where an upstream asks for an absurd wait, and counts the request', async () => {
  const server = createServer((_request, response) =>
    response.writeHead(429, { 'retry-after': '315360000' }).end(),
  );
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  const baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const { enabled, absurdWaits, clock, lines, values } = open([{ provider: makeProvider(), baseUrl }]);
  await expect(enabled.get('acme')?.http.get('/x', { contentTypes: [] })).rejects.toMatchObject({
    kind: 'throttled',
    retryAfterMs: 3_600_000,
  });
  expect(absurdWaits.get('acme')).toEqual({ heardAt: clock.now(), askedS: 315_360_000 });
  expect(lines.map(({ level, fields }) => [level, fields])).toEqual([
    ['warn', { provider: 'acme', askedS: 315_360_000 }],
  ]);
  expect(values.get('feed_requests_total acme 429')).toBe(1);
});
