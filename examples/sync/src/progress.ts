/** What `onProgress` of the generated functions tells. */
interface Progress {
  readonly done: number;
  readonly total: number;
}

/** One changing line on a terminal, a line each elsewhere. */
export function progress(what: string): (progress: Progress) => void {
  const startedAt = Date.now();
  return ({ done, total }) => {
    const seconds = (Date.now() - startedAt) / 1000;
    const left = done === 0 ? 0 : Math.ceil((seconds / done) * (total - done));
    const line = `${what}: ${done} of ${total}, ${left} s left`;
    if (!process.stderr.isTTY) process.stderr.write(`${line}\n`);
    else process.stderr.write(`\r\u001B[K${line}${done === total ? '\n' : ''}`);
  };
}
