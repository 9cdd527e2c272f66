/**
 * Does something that may add variables to this process's environment, as reading .env does, and takes them out again: a
 * bundler makes its own of what it finds there, and some of it ends in the bundle.
 *
 * @returns what it gave, and the variables as they were at its end
 */
export async function withOwnEnvironment<T>(
  work: () => Promise<T>,
): Promise<{ readonly result: T; readonly variables: NodeJS.ProcessEnv }> {
  const before = { ...process.env };
  try {
    return { result: await work(), variables: { ...process.env } };
  } finally {
    restore(before);
  }
}

/** Does something that reads such variables. */
export function inEnvironment<T>(variables: NodeJS.ProcessEnv, work: () => T): T {
  const before = { ...process.env };
  Object.assign(process.env, variables);
  try {
    return work();
  } finally {
    restore(before);
  }
}

function restore(before: NodeJS.ProcessEnv): void {
  for (const name of Object.keys(process.env)) if (before[name] === undefined) delete process.env[name];
  for (const [name, value] of Object.entries(before))
    if (process.env[name] !== value) process.env[name] = value;
}
