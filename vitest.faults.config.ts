import { defineConfig } from 'vitest/config';

// The full tier of the fault campaign: `npm run faults`, and `npm run faults -- kills` for one suite. See test/campaign.
export default defineConfig({
  test: {
    environment: 'node',
    setupFiles: ['test/property-seed.ts'],
    pool: 'forks',
    maxWorkers: 1,
    testTimeout: 30 * 60_000,
    hookTimeout: 10 * 60_000,
    globalSetup: ['./test/leave-no-trace.ts', './test/campaign/table.ts'],
    include: ['test/campaign/**/*.campaign.ts'],
  },
});
