import { resolveImportExtension } from '../config/import-extension.ts';
import { checkMappings } from '../config/mappings.ts';
import type { Settings } from '../config/settings.ts';
import { emitClient } from '../emit/client.ts';
import type { EmitContext, Emitter, GeneratedFile } from '../emit/types.ts';
import { CodegenError, messageOf } from '../errors.ts';
import type { Model } from '../model/types.ts';
import { runtimeFiles } from './runtime.ts';

/** The built-in emitter: the typed client with its runtime. */
export function client(): Emitter {
  return {
    name: 'client',
    fingerprint: 'client',
    emit: (model, context) => emitClient(model, { ...context, runtime: runtimeFiles() }),
  };
}

/**
 * Everything that is generated from a model by these settings.
 * @throws CodegenError EMITTER_FAILED; CONFIG_INVALID where a setting names a field that there is not
 */
export function generateFiles(model: Model, settings: Settings): readonly GeneratedFile[] {
  const { enums, importExtension, types, header } = settings;
  checkMappings(types, model);
  const context: EmitContext = {
    enums,
    types,
    importExtension: importExtension === 'auto' ? resolveImportExtension(settings.output) : importExtension,
  };
  const emitters = settings.emitters ?? [client()];
  const files = emitters.flatMap((emitter) => run(emitter, model, context));
  return header === undefined ? files : files.map((file) => withHeader(file, header));
}

function run(emitter: Emitter, model: Model, context: EmitContext): readonly GeneratedFile[] {
  try {
    const files = [...emitter.emit(model, context)];
    const wrong = files.find(({ path, content }) => typeof path !== 'string' || typeof content !== 'string');
    if (wrong === undefined) return files;
  } catch (error) {
    if (error instanceof CodegenError) throw error;
    const reason = messageOf(error);
    throw new CodegenError('EMITTER_FAILED', `The emitter ${emitter.name} failed: ${reason}`, {
      cause: error,
    });
  }
  throw new CodegenError(
    'EMITTER_FAILED',
    `The emitter ${emitter.name} gave a file without path or content.`,
  );
}

/** As line comments, so that nothing in the text can end them. */
function withHeader(file: GeneratedFile, header: string): GeneratedFile {
  if (!/\.[cm]?[jt]sx?$/u.test(file.path)) return file;
  const lines = header.split(/\r\n|[\n\r\u2028\u2029]/u).map((line) => `// ${line}`.trimEnd());
  return { ...file, content: `${lines.join('\n')}\n${file.content}` };
}
