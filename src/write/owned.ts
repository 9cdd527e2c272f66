/** What this tool wrote into an output folder: for each path, the digest of every content it may have given it. */
export type Owned = Map<string, OwnedFile>;

export interface OwnedFile {
  /** SHA-256 of the bytes on disk, in hex. More than one after a killed run or a merge. */
  readonly written: ReadonlySet<string>;
  /** Of the text before formatting, where a formatter changed it. */
  readonly emitted?: string;
}

/** Both sides' files; a path that both have may hold either's bytes. */
export function mergeOwned(a: Owned, b: Owned): Owned {
  const merged = new Map(a);
  for (const [path, file] of b) {
    const other = merged.get(path);
    merged.set(path, other === undefined ? file : { written: new Set([...other.written, ...file.written]) });
  }
  return merged;
}
