/** Two outputs that share some files; every content names its version and is long enough to be caught half-written. */
export function versionFiles(version: string): Record<string, string> {
  const body = (name: string): string =>
    `// ${name} ${version}\n${`export const ${version} = 1;\n`.repeat(2000)}// end ${version}\n`;
  const shared = Array.from({ length: 30 }, (_, index) => `objects/shared${index}.ts`);
  const own = Array.from({ length: 10 }, (_, index) => `only${version}/file${index}.ts`);
  return Object.fromEntries([...shared, ...own].map((name) => [name, body(name)]));
}
