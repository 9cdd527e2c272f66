import { existsSync } from 'node:fs';
import { dirname, join, relative, resolve, sep } from 'node:path';
import { Project, ts } from 'ts-morph';
import { CodegenError } from '../errors.ts';
import { foldersUp } from '../folders.ts';

/** The user's own code as TypeScript sees it. */
export interface UserProject {
  /** One for each tsconfig that has files: a tsconfig may only refer to others. */
  readonly programs: readonly ts.Program[];
  /** What places' files are relative to. */
  readonly folder: string;
  /** The folder of the generated code. */
  readonly output: string;
}

export interface ProjectOptions {
  /** Absolute: the folder of the generated code. */
  readonly output: string;
  /** Absolute. Unless given, the nearest tsconfig.json or jsconfig.json above the generated code. */
  readonly tsconfig?: string | undefined;
  /** What places' files are relative to: the folder of the tsconfig unless given. */
  readonly base?: string | undefined;
  /** Texts that stand for files, by absolute path: null for one that is not there. */
  readonly overlay?: ReadonlyMap<string, string | null> | undefined;
}

/**
 * Reads the user's tsconfig and all files that it names. Its compiler is the one that ts-morph brings along: the user's own
 * `typescript` may have no JavaScript API.
 *
 * @throws CodegenError PROJECT_MISSING, PROJECT_INVALID
 */
export function openProject({ output, tsconfig, base, overlay }: ProjectOptions): UserProject {
  const path = tsconfig ?? findTsconfig(output);
  if (path === null || !existsSync(path)) {
    throw new CodegenError(
      'PROJECT_MISSING',
      path === null ? `There is no tsconfig.json for ${output}.` : `There is no file ${path}.`,
    );
  }
  const programs = readConfigs(resolve(path)).map((config) => createProgram(config, overlay));
  return { programs, folder: base ?? dirname(resolve(path)), output: resolve(output) };
}

function findTsconfig(folder: string): string | null {
  for (const at of foldersUp(folder)) {
    for (const name of ['tsconfig.json', 'jsconfig.json']) {
      const path = join(at, name);
      if (existsSync(path)) return path;
    }
  }
  return null;
}

/** A tsconfig that only refers to others (Vite's, for example) stands for those. */
function readConfigs(path: string, seen: Set<string> = new Set()): readonly ts.ParsedCommandLine[] {
  if (seen.has(path)) return [];
  seen.add(path);
  const problems: ts.Diagnostic[] = [];
  const config = ts.getParsedCommandLineOfConfigFile(path, undefined, {
    ...ts.sys,
    onUnRecoverableConfigFileDiagnostic: (problem) => problems.push(problem),
  });
  // One that only refers to others has no files, and need not have any.
  const noInputs = 18003;
  const errors = [...problems, ...(config?.errors ?? [])].filter(({ code }) => code !== noInputs);
  if (config === undefined || errors.length > 0) {
    throw new CodegenError('PROJECT_INVALID', `${path} cannot be read.`, {
      details: errors.map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, '\n')),
    });
  }
  const referred = (config.projectReferences ?? []).flatMap((reference) => {
    const target = ts.resolveProjectReferencePath(reference);
    return existsSync(target) ? readConfigs(resolve(target), seen) : [];
  });
  return config.fileNames.length === 0 ? referred : [config, ...referred];
}

function createProgram(
  { fileNames, options }: ts.ParsedCommandLine,
  overlay: ReadonlyMap<string, string | null> = new Map(),
): ts.Program {
  const { configFilePath: _, tsBuildInfoFile: __, ...settings } = options;
  const project = new Project({
    compilerOptions: { ...settings, noEmit: true, incremental: false, composite: false },
    skipAddingFilesFromTsConfig: true,
  });
  for (const name of fileNames) {
    if (overlay.get(resolve(name)) !== null) project.addSourceFileAtPathIfExists(name);
  }
  for (const [name, text] of overlay) {
    if (text === null) project.addSourceFileAtPathIfExists(name)?.delete();
    else project.createSourceFile(name, text, { overwrite: true });
  }
  return project.getProgram().compilerObject;
}

/** The files that the user wrote: what is generated, installed or only declared is not. */
export function userFiles(project: UserProject, program: ts.Program): readonly ts.SourceFile[] {
  return program
    .getSourceFiles()
    .filter(
      (file) =>
        !file.isDeclarationFile &&
        !program.isSourceFileFromExternalLibrary(file) &&
        !isInside(project.output, file.fileName) &&
        !file.fileName.includes('/node_modules/'),
    );
}

export function isInside(folder: string, file: string): boolean {
  const path = relative(folder, resolve(file));
  return (
    path !== '' && path !== '..' && !path.startsWith(`..${sep}`) && resolve(folder, path) === resolve(file)
  );
}

/** A path as it is shown and sorted: relative to the project's base, with forward slashes. */
export function shownPath(project: UserProject, file: string): string {
  return relative(project.folder, file).replaceAll('\\', '/');
}
