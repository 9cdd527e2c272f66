import { basename } from 'node:path';
import type { ProjectFacts } from './project.ts';

/** What init goes by, in words: `pnpm`, `vite (vite.config.ts)`, `TypeScript (imports end in .js)`. */
export function foundIn(project: ProjectFacts): readonly string[] {
  const { packageManager, bundler, framework, isNext, typeScript, formatter } = project;
  return [
    packageManager,
    ...(isNext ? ['Next.js'] : []),
    ...(framework === null ? [] : [`${framework.name} (${basename(framework.path)})`]),
    ...(bundler === null ? [] : [`${bundler.name} (${basename(bundler.path)})`]),
    ...(typeScript === null
      ? []
      : [
          typeScript.importExtension === ''
            ? 'TypeScript (imports without ending)'
            : `TypeScript (imports end in ${typeScript.importExtension})`,
        ]),
    ...(formatter === null ? [] : [formatter]),
  ];
}
