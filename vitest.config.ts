import { defineConfig } from 'vitest/config';

/** Those that start servers or processes and wait for them. */
const integration = [
  'test/cli/{main,probe,reload,watch}.test.ts',
  'test/demo/read-back*.test.ts',
  'test/deploy/**/*.test.ts',
  'test/drill/!(short).test.ts',
  'test/faults/**/*.test.ts',
  'test/gateway/gateway-*.test.ts',
  'test/incidents/**/*.test.ts',
  'test/ops/**/*.test.ts',
  'test/politeness/**/*.test.ts',
  'test/providers/hostile-*.test.ts',
  'test/store/redis*.test.ts',
  'test/support/**/*.test.ts',
  'test/worker/market-calendar-year.test.ts',
];

/** A fleet that has to keep its promises of time, on a machine that does nothing else meanwhile. */
const drill = ['test/drill/short.test.ts'];

/** Those that drive a browser; they run last, so that a mistake shows within seconds. */
const browser = [
  'test/docs/**/*.test.ts',
  'test/e2e/**/*.test.ts',
  'test/gateway/builder*.test.ts',
  'test/package/**/*.test.ts',
  'test/widget/panels/panel-*.test.ts',
  'test/widget/strip-*.test.ts',
];

/** Those that drive browsers which a machine may not have; `npm test` leaves them out, `npm run engines` runs nothing else. */
const engines = ['test/engines/**/*.test.ts'];

/** Those that put something in the place of a module, and so may share none with another file. */
const mocked = ['test/**/*.mock.test.ts'];

/** Two cores are kept busy by two; those that mostly wait for other processes take more. */
const workers: Readonly<Record<string, number>> = { integration: 3, drill: 1, browser: 3, engines: 1 };

/** Those that wait for browsers and processes of a machine that others share get a second try, which the report names. */
const retries: Readonly<Record<string, number>> = { integration: 1, drill: 1, browser: 2, engines: 1 };

/** One kind of tests; `order` says when it runs. */
const kind = (name: string, order: number, include: string[], exclude: string[] = []) => ({
  extends: true as const,
  // Modules are loaded once for all files: it halves the time, and no module of ours holds state.
  test: {
    name,
    include,
    exclude,
    isolate: name === 'mocked',
    maxWorkers: workers[name] ?? 2,
    retry: retries[name] ?? 0,
    sequence: { groupOrder: order },
  },
});

// Whoever runs them is a reader in Greenwich: the view tells times of the reader's own zone, in their language where it knows none.
Object.assign(process.env, { TZ: 'UTC', LC_ALL: 'C.UTF-8' });

export default defineConfig({
  test: {
    testTimeout: 20_000,
    hookTimeout: 60_000,
    // A condition is waited for however busy the machine is.
    expect: { poll: { timeout: 10_000 } },
    setupFiles: ['test/support/property-seed.ts'],
    reporters: ['default', ['json', { outputFile: '.cache/test-report.json' }]],
    projects: [
      kind('unit', 0, ['test/**/*.test.ts'], [...integration, ...drill, ...browser, ...engines, ...mocked]),
      kind('mocked', 1, mocked),
      kind('integration', 2, integration),
      kind('drill', 3, drill),
      kind('browser', 4, browser),
      kind('engines', 5, engines),
    ],
  },
});
