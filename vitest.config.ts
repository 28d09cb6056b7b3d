import { defineConfig } from 'vitest/config';

const same = {
  environment: 'node' as const,
  setupFiles: ['test/property-seed.ts'],
  pool: 'forks' as const,
  testTimeout: 30_000,
  hookTimeout: 30_000,
};

// What aims at moments of a process, or waits for units to stand still, wants a quiet machine.
const timed = ['test/{faults,systemd,owners,gate,hooks,shells}/**/*.test.ts'];

export default defineConfig({
  test: {
    globalSetup: ['./test/leave-no-trace.ts'],
    reporters: ['default', './test/closing-line-reporter.ts'],
    projects: [
      {
        test: {
          ...same,
          name: 'side by side',
          include: ['test/**/*.test.ts'],
          exclude: timed,
          maxWorkers: 2,
          sequence: { groupOrder: 0 },
        },
      },
      {
        test: {
          ...same,
          name: 'one after the other',
          include: timed,
          maxWorkers: 1,
          sequence: { groupOrder: 1 },
        },
      },
    ],
  },
});
