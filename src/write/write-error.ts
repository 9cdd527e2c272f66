import { CodegenError } from '../errors.ts';

/** A failure of the file system, worded; any other error as it is. */
export function asOutputError(error: unknown, directory: string): unknown {
  if (error instanceof CodegenError || !(error instanceof Error) || !('code' in error)) return error;
  if (typeof error.code !== 'string' || !('syscall' in error)) return error;
  return new CodegenError(
    'OUTPUT_UNWRITABLE',
    `The output folder ${directory} cannot be written: ${error.message}.`,
    {
      cause: error,
    },
  );
}
