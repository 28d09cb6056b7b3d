import { defineConfig } from 'vitest/config';

const same = {
  environment: 'node' as const,
  setupFiles: ['test/property-seed.ts'],
  pool: 'forks' as const,
  testTimeout: 60 * 60_000,
  hookTimeout: 10 * 60_000,
};

// Everybody sees the workers of a real systemd, and races are for whoever comes first.
const alone = ['test/campaign/{units,races}.campaign.ts'];

// The full tier of the fault campaign: `npm run faults`, and `npm run faults -- kills` for one suite. See test/campaign.
export default defineConfig({
  test: {
    globalSetup: ['./test/leave-no-trace.ts', './test/campaign/table.ts'],
    projects: [
      {
        test: {
          ...same,
          name: 'side by side',
          include: ['test/campaign/**/*.campaign.ts'],
          exclude: alone,
          maxWorkers: 2,
          sequence: { groupOrder: 0 },
        },
      },
      {
        test: {
          ...same,
          name: 'one after the other',
          include: alone,
          maxWorkers: 1,
          sequence: { groupOrder: 1 },
        },
      },
    ],
  },
});
