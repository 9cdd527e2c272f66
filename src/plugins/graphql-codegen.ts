import { join, resolve } from 'node:path';
import { cwd } from 'node:process';
import type { CodegenPlugin, Types } from '@graphql-codegen/plugin-helpers';
import { outputFiles } from './graphql-codegen/files.ts';
import { readOutput } from './graphql-codegen/read-output.ts';
import type { PresetConfig } from './graphql-codegen/read-output.ts';

export type { PresetConfig } from './graphql-codegen/read-output.ts';

/** Gives a file the text that was made for it. */
const asItIs: CodegenPlugin<{ readonly content: string }> = {
  plugin: (_schema, _documents, { content }) => content,
};

/**
 * A preset of GraphQL Code Generator that writes the client of a lock into the folder that it is for, to the byte as
 * `twenty-codegen generate --offline` does. It takes neither documents nor plugins; the schema is not asked for anything.
 */
export const preset: Types.OutputPreset<PresetConfig> = {
  // Operations are for other outputs.
  prepareDocuments: () => [],
  async buildGeneratesSection({ baseOutputDir, presetConfig, schema, schemaAst }) {
    const settings = await readOutput(presetConfig, resolve(cwd(), baseOutputDir), cwd());
    const files = await outputFiles(settings);
    return files.map(({ path, content }): Types.GenerateOptions => ({
      filename: join(baseOutputDir, path),
      plugins: [{ asItIs: { content } }],
      pluginMap: { asItIs },
      config: {},
      schema,
      ...(schemaAst === undefined ? {} : { schemaAst }),
      documents: [],
      skipDocumentsValidation: true,
    }));
  },
};
