import { join } from 'node:path';
import type { Settings } from '../../config/settings.ts';
import type { GeneratedFile } from '../../emit/types.ts';
import { generateFiles } from '../../generate/files.ts';
import { fingerprint } from '../../generate/fingerprint.ts';
import { parseLock } from '../../lock/parse.ts';
import { readLockText } from '../../lock/text.ts';
import { version } from '../../version.ts';
import { digest } from '../../write/digest.ts';
import { serializeManifest } from '../../write/manifest.ts';
import type { Owned } from '../../write/owned.ts';
import { manifestName, orderFiles } from '../../write/paths.ts';

/**
 * An output as `generate --offline` would leave it, with its manifest, for who writes files himself.
 * @throws CodegenError those of the lock, the emitters and the formatter
 */
export async function outputFiles(settings: Settings): Promise<readonly GeneratedFile[]> {
  const { output, lock, format } = settings;
  const lockText = readLockText(lock);
  const emitted = orderFiles(generateFiles(parseLock(lockText, lock), settings));
  const formatter =
    format === undefined ? null : (await import('../../write/format.ts')).findFormatter(format, output);
  const owned: Owned = new Map();
  const files: GeneratedFile[] = [];
  for (const { path, content } of emitted) {
    const text = formatter === null ? content : await formatter.format(join(output, path), content);
    owned.set(path, {
      written: new Set([digest(text)]),
      ...(formatter === null ? {} : { emitted: digest(content) }),
    });
    files.push({ path, content: text });
  }
  const manifest = serializeManifest({
    toolVersion: version,
    formatter: formatter?.name ?? null,
    inputs: (await fingerprint(settings, lockText, version)) ?? null,
    files: owned,
  });
  return [...files, { path: manifestName, content: manifest }];
}
