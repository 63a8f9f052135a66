import { defineConfig } from 'vitest/config';

/** Those that drive a browser; they run after the others, so that a mistake shows within seconds. */
const inBrowser = ['test/e2e/**/*.test.ts', 'test/widget/strip-*.test.ts'];

/** Those that put something in the place of a module, and so may share none with another file. */
const mocked = ['test/**/*.mock.test.ts'];

export default defineConfig({
  test: {
    testTimeout: 20_000,
    hookTimeout: 60_000,
    reporters: ['default', ['json', { outputFile: '.cache/test-report.json' }]],
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          include: ['test/**/*.test.ts'],
          exclude: [...inBrowser, ...mocked],
          // Modules are loaded once for all files: it halves the time, and no module of ours holds state.
          isolate: false,
          sequence: { groupOrder: 0 },
        },
      },
      { extends: true, test: { name: 'mocked', include: mocked, sequence: { groupOrder: 1 } } },
      { extends: true, test: { name: 'browser', include: inBrowser, sequence: { groupOrder: 2 } } },
    ],
  },
});
