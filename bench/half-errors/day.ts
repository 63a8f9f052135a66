/** A simulated day of a worker whose sources fail by chance, and what it published. */
import { coinbase } from '../../src/demo/formats/coinbase.ts';
import { coingecko } from '../../src/demo/formats/coingecko.ts';
import { ecb } from '../../src/demo/formats/ecb.ts';
import { frankfurter } from '../../src/demo/formats/frankfurter.ts';
import { kraken } from '../../src/demo/formats/kraken.ts';
import { createMetno } from '../../src/demo/formats/metno.ts';
import { nws } from '../../src/demo/formats/nws.ts';
import { createWorld } from '../../src/demo/world.ts';
import { providerById } from '../../src/providers/index.ts';
import { createMemoryStore } from '../../src/store/memory.ts';
import type { Change } from '../../src/store/store.ts';
import { seededRandom } from '../../src/system/random.ts';
import type { PlannedItem } from '../../src/worker/plan.ts';
import { createWorker } from '../../src/worker/worker.ts';
import { fakeClock } from '../../test/support/fake-clock.ts';
import { beatWith, interruptStore, recordLog, recordMetrics } from '../../test/support/worker-rig.ts';
import { type FailingHttp, failingHttp, type Round } from './failing-http.ts';

const demos = [coinbase, coingecko, ecb, frankfurter, kraken, createMetno({ expiresMs: 0 }), nws];

const quote = (id: string, cls: 'crypto' | 'fx', ...sources: readonly [string, string][]): PlannedItem => ({
  id: `quote:${id}`,
  cls,
  sources: sources.map(([provider, symbol]) => ({ provider, symbol })),
});

/** Each with two sources or three, of one basis or of several. */
export const dayItems: readonly PlannedItem[] = [
  quote('BTC-USD', 'crypto', ['kraken', 'XBTUSD'], ['coinbase', 'BTC-USD'], ['coingecko', 'bitcoin']),
  quote('ETH-USD', 'crypto', ['coinbase', 'ETH-USD'], ['kraken', 'ETHUSD']),
  quote('SOL-USD', 'crypto', ['coinbase', 'SOL-USD'], ['coingecko', 'solana']),
  quote('USD-JPY', 'fx', ['ecb', 'USD/JPY'], ['frankfurter', 'USD/JPY']),
  {
    id: 'weather:washington-us',
    cls: 'weather',
    place: { lat: 38.9072, lon: -77.0369, altitude: 22, zone: 'America/New_York' },
    sources: ['nws', 'metno'].map((provider) => ({ provider, symbol: 'washington-us' })),
  },
];

export interface DaySettings {
  readonly seed: number;
  /** Of a request to fail, from 0 to 1. */
  readonly chance: number;
  readonly seconds: number;
  /** How far CoinGecko's prices lag behind those of the exchanges that it stands in for, in ms. */
  readonly lagMs: number;
}

/** One value as it was published, and what its providers had said by then. */
export interface Shown {
  /** ms since the epoch. */
  readonly at: number;
  readonly change: Change;
  /** By provider, newest first. */
  readonly rounds: ReadonlyMap<string, readonly Round[]>;
}

export interface Day {
  readonly shown: readonly Shown[];
  readonly asked: number;
  readonly failed: number;
}

/** The same for the same seed. */
export async function simulateDay({ seed, chance, seconds, lagMs }: DaySettings): Promise<Day> {
  const clock = fakeClock(Date.UTC(2026, 10, 23, 12, 0, 10));
  const random = seededRandom(seed);
  const world = createWorld(seed);
  const https = new Map(
    demos.map((demo): [string, FailingHttp] => [
      demo.id,
      failingHttp({ demo, world, clock, random, chance, lagMs: demo === coingecko ? lagMs : 0 }),
    ]),
  );
  const providers = new Map(
    [...https].flatMap(([id, http]) => {
      const provider = providerById(id);
      return provider === undefined ? [] : [[id, { provider, http }] as const];
    }),
  );
  const shown: Shown[] = [];
  const memory = createMemoryStore({ clock });
  const { store, over } = interruptStore(memory);
  over.publish = (fence, seq, changes) => {
    const rounds = new Map([...https].map(([id, http]) => [id, http.rounds()]));
    shown.push(...changes.map((change) => ({ at: clock.now(), change, rounds })));
    return memory.publish(fence, seq, changes);
  };
  const parts = { clock, random, startBeat: beatWith(clock), ...recordings() };
  const worker = createWorker({ owner: 'a', items: dayItems, providers, store, ...parts });
  await worker.start();
  for (let second = 0; second < seconds; second += 1) {
    clock.advance(1_000);
    // All else is promises, which are through by then.
    await new Promise((resolve) => setImmediate(resolve));
  }
  const stopped = worker.stop();
  await clock.advanceAsync(1_000);
  await stopped;
  const requests = [...https.values()].map((http) => http.requests);
  const sum = (name: 'asked' | 'failed') => requests.reduce((total, each) => total + each[name], 0);
  return { shown, asked: sum('asked'), failed: sum('failed') };
}

function recordings() {
  return { log: recordLog().log, metrics: recordMetrics().metrics };
}
