import { defineConfig } from 'vitest/config';
import { LongestFirst } from './tests/support/order.ts';

export default defineConfig({
  test: {
    include: ['tests/**/*.test.ts'],
    // Tests of the command line run what is in dist/: it must not be an older one.
    globalSetup: ['scripts/test-setup.mjs'],
    pool: 'forks',
    // A file keeps what it changes to itself; loading all modules anew for each would take a sixth of the time.
    isolate: false,
    // One more than there are cores at the least: many tests wait for a browser, or for a file to change.
    maxWorkers: 3,
    sequence: { sequencer: LongestFirst },
    // A test may start Chromium, and print a whole talk on a slow machine.
    testTimeout: 120_000,
    hookTimeout: 120_000,
    // Colours and links of whoever runs the tests must not reach the compared output.
    env: { NO_COLOR: '1', FORCE_COLOR: '0' },
  },
});
