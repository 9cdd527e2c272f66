import type { ts } from 'ts-morph';
import type { Model } from '../model/types.ts';
import { readDeclarations } from './declarations.ts';
import { createNameIndex } from './name-index.ts';
import { userFiles, type UserProject } from './project.ts';
import { createResolver } from './resolver.ts';
import type { ValueContext } from './value-uses.ts';

/** One of a project's programs, ready to be asked what the names in it mean. */
export interface Analysis extends ValueContext {
  /** The user's own. */
  readonly files: readonly ts.SourceFile[];
}

/** @param model what the generated code in the project is made from */
export function analyse(project: UserProject, model: Model): readonly Analysis[] {
  return project.programs.map((program) => {
    const checker = program.getTypeChecker();
    const declarations = readDeclarations(program, project.output, model);
    const files = userFiles(project, program);
    const resolver = createResolver(checker, declarations, createNameIndex(files));
    return { checker, declarations, files, resolver };
  });
}
