import { defineConfig } from 'vitest/config';

const common = { testTimeout: 60_000, hookTimeout: 120_000 } as const;

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          ...common,
          name: 'main',
          include: ['src/**/*.test.ts', 'templates/**/*.test.ts', 'test/**/*.test.ts'],
          exclude: ['test/conformance/**', '**/node_modules/**'],
        },
      },
      // Against what a real server sent, where a checkout has that beside it.
      { test: { ...common, name: 'conformance', include: ['test/conformance/**/*.test.ts'] } },
    ],
  },
});
