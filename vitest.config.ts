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
          exclude: ['test/conformance/**', 'test/e2e/platforms.test.ts', '**/node_modules/**'],
        },
      },
      // Against what a real server sent, where a checkout has that beside it.
      { test: { ...common, name: 'conformance', include: ['test/conformance/**/*.test.ts'] } },
      // On runtimes that npm installs for the purpose, which takes a while and the network.
      { test: { ...common, name: 'platforms', include: ['test/e2e/platforms.test.ts'] } },
    ],
  },
});
