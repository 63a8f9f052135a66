/** A worker with its real HTTP clients before the demo upstream, all under one clock that the test turns. */
import { createUpstreams } from '../../src/app-upstreams.ts';
import { createDemoUpstream } from '../../src/demo/upstream.ts';
import type { Provider } from '../../src/providers/provider.ts';
import { createMemoryStore } from '../../src/store/memory.ts';
import type { Change } from '../../src/store/store.ts';
import { seededRandom } from '../../src/system/random.ts';
import type { PlannedItem } from '../../src/worker/plan.ts';
import { createWorker, type Worker } from '../../src/worker/worker.ts';
import { shipped } from '../support/calendars.ts';
import { type FakeClock, fakeClock } from '../support/fake-clock.ts';
import { controlUpstream } from '../support/upstream-control.ts';
import { beatWith, interruptStore, type LogLine, recordLog, recordMetrics } from '../support/worker-rig.ts';
import { type Exchange, startRecordingProxy } from './recording-proxy.ts';

export interface Rig {
  readonly clock: FakeClock;
  readonly worker: Worker;
  readonly exchanges: readonly Exchange[];
  readonly lines: readonly LogLine[];
  readonly published: readonly (readonly Change[])[];
  control(command: string, body: object): Promise<void>;
  /** Lets time pass, second by second, each poll at its end before the next second begins. */
  pass(seconds: number): Promise<void>;
  close(): Promise<void>;
}

/** Providers as they are, limits included, at the address of the demo upstream; half an hour of `Expires` for the weather. */
export async function openRig(
  providers: readonly Provider[],
  items: readonly PlannedItem[],
  /** What is wrong from the start, as `/control/fault` takes it. */
  fault?: { readonly provider: string; readonly fault: string },
): Promise<Rig> {
  const clock = fakeClock(Date.UTC(2026, 10, 23, 12, 0, 10));
  const upstream = createDemoUpstream({ clock, calendars: shipped, port: 0, metnoExpiresMs: 1_800_000 });
  await upstream.start();
  const proxy = await startRecordingProxy(upstream.baseUrl(), clock);
  const { log, lines } = recordLog();
  const { metrics } = recordMetrics();
  const { store, published } = interruptStore(createMemoryStore({ clock }));
  const random = seededRandom(7);
  const startBeat = beatWith(clock);
  const settings = providers.map((provider) => ({
    provider,
    baseUrl: `${proxy.baseUrl}/${provider.id}`,
    ...(provider.terms.needs === 'key' ? { key: 'a-key' } : {}),
  }));
  const { enabled } = createUpstreams(
    {
      providers: new Map(settings.map((each) => [each.provider.id, each])),
      privateHosts: ['127.0.0.1'],
      environment: { contact: 'desk@example.com' },
    },
    { clock, random, startBeat, log, metrics },
  );
  const parts = { items, providers: enabled, store, clock, random, startBeat, log, metrics };
  const worker = createWorker({ owner: 'a', ...parts });
  const isPolling = () => Object.values(worker.status().feeds).some(({ polling }) => polling);
  const rest = async () => {
    while (isPolling()) await new Promise((resolve) => setImmediate(resolve));
  };
  const control = (command: string, body: object) => controlUpstream(upstream.baseUrl(), command, body);
  if (fault !== undefined) await control('fault', fault);
  await worker.start();
  await rest();
  return {
    clock,
    worker,
    exchanges: proxy.exchanges,
    lines,
    published,
    control,
    async pass(seconds) {
      for (let second = 0; second < seconds; second += 1) {
        clock.advance(1_000);
        // The lease is renewed in promises of its own.
        for (let turn = 0; turn < 3; turn += 1) await new Promise((resolve) => setImmediate(resolve));
        await rest();
      }
    },
    async close() {
      await worker.stop();
      proxy.close();
      await upstream.stop();
    },
  };
}
