/**
 * So many milliseconds of real time, or of whatever fakes setTimeout.
 * @throws the signal's reason as soon as it is aborted
 */
export async function wait(ms: number, signal: AbortSignal | null | undefined): Promise<void> {
  if (ms <= 0) return;
  signal?.throwIfAborted();
  await new Promise<void>((resolve, reject) => {
    const abort = (): void => {
      clearTimeout(timer);
      reject(signal?.reason);
    };
    const timer = setTimeout(() => {
      signal?.removeEventListener('abort', abort);
      resolve();
    }, ms);
    signal?.addEventListener('abort', abort, { once: true });
  });
}
