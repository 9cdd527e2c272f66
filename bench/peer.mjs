// Runs twenty-client-sdk's generator: node peer.mjs <schema.graphql> <output folder>
import { readFileSync } from 'node:fs';
import { generateCoreClientFromSchema } from 'twenty-client-sdk/generate';

const [, , schema, outputPath] = process.argv;
await generateCoreClientFromSchema({ schema: readFileSync(schema, 'utf8'), outputPath });
