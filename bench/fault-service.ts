/** Child process of the fault bench: the whole service, polling each second or two; tells its address and its stalls. */
import { setTimeout as sleep } from 'node:timers/promises';
import { createApp } from '../src/app.ts';
import { readEnvironment } from '../src/config/environment.ts';
import { loadConfig } from '../src/config/load.ts';
import { providers } from '../src/providers/index.ts';
import { systemClock } from '../src/system/clock.ts';
import { projectPath } from '../src/system/project.ts';
import { createSystem } from '../src/system/system.ts';
import { watchStalls } from './stalls.ts';

process.env.TZ = 'UTC';
const upstream = process.argv[2] ?? '';

// A day's allowance would be used up within minutes at this pace.
const registry = providers.map((provider) => {
  const { requestsPerDay: _perDay, ...limits } = provider.limits;
  return { ...provider, limits };
});
const environment = readEnvironment(
  {
    PORT: '0',
    OPS_PORT: '0',
    LOG_LEVEL: 'silent',
    MASTHEAD_CONTACT: 'bench@localhost',
    TWELVEDATA_API_KEY: 'x',
  },
  registry,
);
const config = await loadConfig({
  file: projectPath('config', 'demo.yaml'),
  environment,
  providers: registry,
  over: {
    providers: Object.fromEntries(
      registry.map(({ id, kinds, cadence }) => {
        // Services side by side must leave the machine idle half of the time, and these have the large bodies.
        const isQuick = kinds.includes('quote') && cadence.kind === 'continuous';
        return [id, { baseUrl: `${upstream}/${id}`, every: isQuick ? '1s' : '2s' }];
      }),
    ),
  },
});
const system = {
  ...createSystem('silent'),
  // Chance at its lowest: the first wait after a failure is a second, not up to eleven, and a fault meets several polls.
  random: () => 0,
  // Ten beats a second: with one, whether a turn of a second is taken now or a second later would be a matter of chance.
  startBeat: (_expression: string, onBeat: () => Promise<void> | void) =>
    systemClock.every(100, () => void onBeat()),
};
// Else it would stand behind the ECB, and never be asked before that one fails.
const items = config.items.map((item) =>
  item.id === 'quote:EUR-USD' ? { ...item, sources: [{ provider: 'frankfurter', symbol: 'EUR/USD' }] } : item,
);
const boards = new Map([['bench', config.items.map(({ id }) => id)]]);
const whole = { ...config, items, boards };
const app = createApp({ config: whole, system, drainMs: 0 });
await app.start();
await app.worker.firstRound();

const stalls = watchStalls();

/** The longest stalls since the last call; the next case starts from as little memory as there can be. */
function measure(): void {
  const told = stalls.take();
  collect();
  stalls.take();
  process.send?.(told);
}

/** Gives a provider new feeds: the old ones' waits grow to minutes, as they should, and a case must not wait for them. */
async function renew(provider: string): Promise<void> {
  const isAsked = () =>
    Object.values(app.worker.status().feeds).some((feed) => feed.provider === provider && feed.polling);
  while (isAsked()) await sleep(20);
  app.reconfigure({
    ...whole,
    providers: new Map([...whole.providers].filter(([id]) => id !== provider)),
  });
  app.reconfigure(whole);
  process.send?.({});
}

process.on('message', ({ provider }: { readonly provider?: string }) => {
  if (provider === undefined) measure();
  else void renew(provider);
});
process.once('disconnect', () => process.exit());
process.send?.({ gateway: app.gateway.url() });

/** The collector of `--expose-gc`: where in its long swing the heap happens to be must not decide a case. */
function collect(): void {
  (globalThis as { gc?: () => void }).gc?.();
}
