import { client, defineConfig } from 'twenty-codegen';
import { tanstackQuery } from 'twenty-codegen/tanstack-query';

export default defineConfig({
  output: 'src/twenty',
  lock: '../twenty.lock.json',
  emitters: [client(), tanstackQuery({ package: '@tanstack/react-query' })],
});
