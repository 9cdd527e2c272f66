import { defineConfig } from 'vitest/config';
import { bundlePage } from './src/emitters/docs/bundle.ts';

const common = { testTimeout: 60_000, hookTimeout: 120_000, globalSetup: 'test/temporary.ts' } as const;
/** The page of docs(), as the build puts it into the package. */
const page = await bundlePage();

export default defineConfig({
  test: {
    // Much of what they do is to wait for a process that they started.
    maxWorkers: '100%',
    projects: [
      {
        define: { ...page },
        test: {
          ...common,
          name: 'main',
          include: ['src/**/*.test.ts', 'templates/**/*.test.ts', 'test/**/*.test.ts'],
          exclude: [
            'test/conformance/**',
            'test/e2e/platforms.test.ts',
            'test/e2e/integrations/**',
            '**/node_modules/**',
          ],
        },
      },
      // Against what a real server sent, where a checkout has that beside it.
      {
        define: { ...page },
        test: { ...common, name: 'conformance', include: ['test/conformance/**/*.test.ts'] },
      },
      // On runtimes that npm installs for the purpose, which takes a while and the network.
      { test: { ...common, name: 'platforms', include: ['test/e2e/platforms.test.ts'] } },
      // In projects of users' tools, which npm installs for the purpose as well.
      {
        define: { ...page },
        test: {
          ...common,
          name: 'integrations',
          include: ['test/e2e/integrations.test.ts', 'test/e2e/integrations/**/*.test.ts'],
          exclude: ['**/node_modules/**'],
        },
      },
    ],
  },
});
