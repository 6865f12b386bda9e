import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['tests/**/*.test.ts'],
    // Tests of the command line run what is in dist/: it must not be an older one.
    globalSetup: ['scripts/test-setup.mjs'],
    pool: 'forks',
    maxWorkers: 2,
    // A test may start Chromium, and print a whole talk on a slow machine.
    testTimeout: 60_000,
    hookTimeout: 60_000,
    // Colours and links of whoever runs the tests must not reach the compared output.
    env: { NO_COLOR: '1', FORCE_COLOR: '0' },
  },
});
