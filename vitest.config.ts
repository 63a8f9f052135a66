import { defineConfig } from 'vitest/config';

/** Those that drive a browser; they run after the others, so that a mistake shows within seconds. */
const inBrowser = ['test/e2e/**/*.test.ts', 'test/widget/strip-*.test.ts'];

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
          exclude: inBrowser,
          sequence: { groupOrder: 0 },
        },
      },
      { extends: true, test: { name: 'browser', include: inBrowser, sequence: { groupOrder: 1 } } },
    ],
  },
});
