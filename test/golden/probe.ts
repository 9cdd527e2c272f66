import type { GeneratedFile } from '../../src/emit/types.ts';
import type { Model } from '../../src/model/types.ts';

/** The first line that holds assertions; each is a line of its own. */
const head = `import * as client from './index.js';
import { createTwenty } from './twenty.js';

type IsAny<T> = 0 extends 1 & T ? true : false;

/** The way to each \`any\` in a type, down to five levels less those in D; never where there is none. */
type Anys<T, D extends readonly 0[] = [], P extends string = ''> =
  IsAny<T> extends true
    ? \`\${P}: any\`
    : D['length'] extends 5
      ? never
      : T extends string | number | bigint | boolean | null | undefined | (typeof Object.prototype)['constructor']
        ? never
        : T extends Promise<infer R>
          ? Anys<R, [...D, 0], \`\${P} awaited\`>
          : T extends readonly (infer E)[]
            ? Anys<E, [...D, 0], \`\${P}[]\`>
            : { [K in keyof T]-?: Anys<T[K], [...D, 0], \`\${P}.\${K & string}\`> }[keyof T];

type FunctionAnys<F> =
  IsAny<F> extends true
    ? 'any'
    : F extends (...args: infer A) => infer R
      ? { [I in keyof A]-?: Anys<A[I], [0, 0, 0]> }[number] | Anys<R, [0]>
      : Anys<F>;

type ModuleAnys<M> = { [K in keyof M]: FunctionAnys<M[K]> }[keyof M];

function none<A extends never>(anys?: A): void {
  void anys;
}

none<Anys<{ control: unknown[] }>>();
`;

/** A module that compiles only if no type of the client is, or holds, \`any\`. */
export function anyProbe(model: Model): GeneratedFile {
  const lines = model.objects.flatMap(({ names, isReadOnly }) => {
    const inputs = isReadOnly ? [] : ['CreateInput', 'UpdateInput'];
    return [
      ...['', ...inputs].map((suffix) => `none<Anys<client.${names.type}${suffix}>>();`),
      // These lead from object to object: all of them, soon.
      ...['Select', 'FilterInput', 'OrderByInput'].map(
        (suffix) => `none<Anys<client.${names.type}${suffix}, [0, 0]>>();`,
      ),
      `none<ModuleAnys<typeof client.${names.namespace}>>();`,
      `none<FunctionAnys<typeof twenty.${names.namespace}.findMany>>();`,
    ];
  });
  const content = `${head}\nconst twenty = createTwenty();\n${lines.join('\n')}\n`;
  return { path: 'probe.ts', content };
}

/** The same that must not compile, which shows that the probe sees: an \`any\` at each kind of place. */
export const blindProbe: GeneratedFile = {
  path: 'blind.ts',
  content: `${head}
none<Anys<any>>();
none<Anys<{ a: { b: any } }>>();
none<Anys<{ a: any[] }>>();
none<Anys<Promise<{ a?: any }>>>();
none<FunctionAnys<(a: any) => void>>();
none<FunctionAnys<() => any>>();
none<ModuleAnys<{ f: () => Promise<any> }>>();
export { client, createTwenty };
`,
};
