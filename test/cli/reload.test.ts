import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { createApp } from '../../src/app.ts';
import type { RunningDemo } from '../../src/cli/demo-parts.ts';
import { createReload } from '../../src/cli/reload.ts';
import type { Config } from '../../src/config/config.ts';
import { readEnvironment } from '../../src/config/environment.ts';
import { loadConfig } from '../../src/config/load.ts';
import { providers } from '../../src/providers/index.ts';
import { silentLog } from '../../src/system/log.ts';
import { createMetrics } from '../../src/system/metrics.ts';
import { createSystem } from '../../src/system/system.ts';
import { connect } from '../gateway/reader.ts';
import { settle } from '../support/fake-clock.ts';
import { hold, recordLog, recordMetrics } from '../support/worker-rig.ts';
import { configOf, demoConfig, startQuietDemo } from './cli-rig.ts';

let demo: RunningDemo;
beforeAll(async () => {
  demo = await startQuietDemo();
});
afterAll(() => demo.stop());

/** Kraken and, where it is asked for, another board and another port. */
async function configWith(
  front: readonly string[],
  variables: Readonly<Record<string, string>> = {},
): Promise<Config> {
  const text = `${demoConfig(demo.upstream.baseUrl(), ['kraken'])}boards: { front: { items: [${front.join(', ')}] } }\n`;
  const environment = readEnvironment({ PORT: '0', OPS_PORT: '0', ...variables }, providers);
  return loadConfig({ file: await configOf(text), environment, providers });
}

describe('an app that is given another config', () => {
  it('keeps values and sockets, shows what is new, and names what needs a restart', async () => {
    const system = { ...createSystem('silent'), log: silentLog, metrics: createMetrics() };
    const app = createApp({
      config: await configWith(['quote:BTC-USD', 'quote:ETH-USD']),
      system,
      drainMs: 100,
    });
    onTestFinished(() => app.stop());
    await app.start();
    const reader = await connect(app.gateway);
    await reader.until((message) => JSON.stringify(message).includes('"price"'));
    const snap = await reader.next('snap');
    const restarts = app.reconfigure(await configWith(['quote:ETH-USD', 'quote:SOL-USD'], { PORT: '8888' }));
    expect(restarts).toEqual(['PORT']);
    const board = await (await fetch(`${app.gateway.url()}/v1/boards/front`)).json();
    expect(board.meta.map(({ id }: { id: string }) => id)).toEqual(['quote:ETH-USD', 'quote:SOL-USD']);
    expect(board.items.length).toBeGreaterThan(0);
    await reader.until((message) => message !== snap && JSON.stringify(message).includes('quote:SOL-USD'));
    expect(app.gateway.readers()).toBe(1);
  });
});

describe('a reload', () => {
  it('tells one error with every problem, and leaves the config alone', async () => {
    const { log, lines } = recordLog();
    const file = await configOf('items: 1\nboards: 2\n');
    const environment = readEnvironment({}, providers);
    const reload = createReload({
      load: () => loadConfig({ file, environment, providers }),
      reconfigure: () => expect.unreachable('a bad config must not be used'),
      log,
      metrics: recordMetrics().metrics,
    });
    reload();
    await expect.poll(() => lines.length).toBe(1);
    expect(lines[0]).toMatchObject({
      level: 'error',
      fields: {
        file,
        problems: [
          expect.objectContaining({ path: 'items', line: 1 }),
          expect.objectContaining({ path: 'boards', line: 2 }),
        ],
      },
    });
  });

  it('is made once more for all wishes that come meanwhile', async () => {
    const { log, lines } = recordLog();
    const config = await configWith(['quote:BTC-USD']);
    const first = hold<Config>();
    let loads = 0;
    const reload = createReload({
      load: () => {
        loads += 1;
        return loads === 1 ? first.promise : Promise.resolve(config);
      },
      reconfigure: () => ['PORT'],
      log,
      metrics: recordMetrics().metrics,
    });
    reload();
    reload();
    reload();
    first.resolve(config);
    await expect.poll(() => lines.length).toBe(4);
    await settle();
    expect(loads).toBe(2);
    expect(lines.map(({ level }) => level)).toEqual(['info', 'warn', 'info', 'warn']);
    expect(lines[1]?.fields).toEqual({ settings: ['PORT'] });
  });

  it('is told by a metric for as long as the last one failed, since the next start will fail as well', async () => {
    const { metrics, values } = recordMetrics();
    const { log, lines } = recordLog();
    let isGood = true;
    const config = await configWith(['quote:BTC-USD']);
    const reload = createReload({
      load: () => (isGood ? Promise.resolve(config) : Promise.reject(new Error('no such file'))),
      reconfigure: () => [],
      log,
      metrics,
    });
    const seen: (number | undefined)[] = [];
    for (const next of [true, false, false, true]) {
      seen.push(values.get('config_last_reload_successful'));
      isGood = next;
      reload();
      await expect.poll(() => lines.length).toBe(seen.length);
    }
    expect([...seen, values.get('config_last_reload_successful')]).toEqual([1, 1, 0, 0, 1]);
  });
});
