import { readFileSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { resolveImportExtension } from '../config/import-extension.ts';
import type { Settings } from '../config/settings.ts';
import { byCodePoint } from '../model/order.ts';
import { packageRoot } from '../package-root.ts';
import { digestOf } from '../write/digest.ts';
import { runtimeNames } from './runtime.ts';

/**
 * A digest of all that the generated files depend on: the lock, the settings that shape code, the runtime, and the build of
 * this tool, told by the names of its files, which hold digests of their content. The same on every machine. Undefined
 * where that does not tell everything: with emitters that do not say what they depend on, and where this tool runs from its sources.
 */
export async function fingerprint(
  settings: Settings,
  lock: string,
  version: string,
): Promise<string | undefined> {
  const own = fileURLToPath(import.meta.url);
  const emitters = settings.emitters?.map(({ name, fingerprint: of }) => of && [name, of]) ?? [];
  if (!emitters.every(Boolean) || !own.endsWith('.js')) return undefined;
  const { enums, importExtension, types, header, format, output } = settings;
  const formatter =
    format === undefined
      ? undefined
      : (await import('../write/format.ts')).findFormatter(format, output)?.name;
  const parts = [
    version,
    ...readdirSync(dirname(own))
      .filter((name) => name.endsWith('.js'))
      .toSorted(byCodePoint),
    enums,
    importExtension === 'auto' ? resolveImportExtension(output) : importExtension,
    JSON.stringify(types ?? {}),
    header ?? '',
    JSON.stringify(emitters),
    formatter ?? '',
    lock.replaceAll('\r\n', '\n'),
    ...runtimeNames().map((name) => readFileSync(join(packageRoot(), 'templates', 'runtime', name), 'utf8')),
  ];
  return digestOf(parts);
}
