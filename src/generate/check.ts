import type { Settings } from '../config/settings.ts';
import type { CheckResult } from '../write/check.ts';

/** How an output differs from what its lock gives. Paths of files are relative to the output. */
export interface OutputDifferences extends Pick<CheckResult, 'stale' | 'missing' | 'extra' | 'edited'> {
  readonly output: string;
  readonly lock: string;
  readonly unchanged: number;
}

/**
 * Whether an output is what its lock gives. Reads only.
 * @throws CodegenError those of readLock, generateFiles and checkOutput
 */
export async function compareOutput(
  settings: Settings,
): Promise<{ readonly ok: boolean; readonly differences: OutputDifferences }> {
  const [{ readLock }, { generateFiles }, { checkOutput }] = await Promise.all([
    import('../lock/file.ts'),
    import('./files.ts'),
    import('../write/check.ts'),
  ]);
  const { output, lock, format } = settings;
  const files = generateFiles(readLock(lock), settings);
  const { ok, unchanged, ...differences } = await checkOutput({ directory: output, files, format });
  return { ok, differences: { output, lock, ...differences, unchanged: unchanged.length } };
}
