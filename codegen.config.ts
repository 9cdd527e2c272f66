import { defineConfig } from 'twenty-codegen';

/** This repository's own: the client that its examples use, of the demo workspace. */
export default defineConfig({
  output: 'examples/src/twenty',
  lock: 'examples/twenty.lock.json',
});
