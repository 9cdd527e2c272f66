import { ts } from 'ts-morph';
import type { Model } from '../../src/model/types.ts';
import { renameField, renameOption } from './changed.ts';
import type { TestProject } from './project.ts';

/** Every key that the generated types of an object offer, used wherever it can be: read off the generated code itself. */
export function programOf(project: TestProject, model: Model): string {
  const files = new Map(project.generate(model).map(({ path, content }) => [path, content]));
  const lines = [
    "import { createClient } from './twenty/index.js';",
    "import * as all from './twenty/index.js';",
    'const client = createClient();',
    'const any = undefined as never;',
  ];
  for (const { names } of model.objects) {
    const { namespace, type, file } = names;
    const source = ts.createSourceFile(file, files.get(`objects/${file}.ts`) ?? '', ts.ScriptTarget.ES2022);
    const keysOf = (name: string): readonly string[] =>
      source.statements.flatMap((statement) =>
        ts.isInterfaceDeclaration(statement) && statement.name.text === name
          ? statement.members.flatMap(({ name: key }) => (key === undefined ? [] : [key.getText(source)]))
          : [],
      );
    const orders = keysOf(`${type}FieldOrderBy`).filter((key) => !(key in Object.prototype));
    const has = (name: string): boolean =>
      source.statements.some(
        (statement) =>
          ts.isVariableStatement(statement) &&
          statement.declarationList.declarations.some((one) => one.name.getText(source) === name),
      );
    const own = keysOf(type);
    const relations = keysOf(`${type}Relations`);
    const access = (of: string, key: string): string =>
      /^\w+$/u.test(key) ? `${of}.${key}` : `${of}[${key}]`;
    const id = `x${lines.length}`;
    lines.push(
      `const ${id} = await all.${namespace}.findMany(client, { select: { ${own.map((key) => `${key}: true`).join(', ')} } });`,
      `for (const row of ${id}.records) console.log(${own.map((key) => access('row', key)).join(', ')});`,
      `export const ${id}Entity = (row: all.${type}) => [${own.map((key) => access('row', key)).join(', ')}];`,
      `export const ${id}Relations: all.${type}Select = { ${relations.map((key) => `${key}: any`).join(', ')} };`,
      `export const ${id}Filter: all.${type}FilterInput = { ${keysOf(`${type}FieldFilter`)
        .map((key) => `${key}: any`)
        .join(', ')} };`,
      `export const ${id}Order: all.${type}OrderByInput = { ${orders
        .map((key) => `${key}: any`)
        .join(', ')} };`,
    );
    // Fields may be left out, also those that every object seems to have (`toString`, `constructor`).
    lines.push(
      `await all.${namespace}.findMany(client, { select: { id: true }, filter: { id: any }, orderBy: { id: any } });`,
    );
    if (has('updateOne')) lines.push(`await all.${namespace}.updateOne(client, 'x', {});`);
    if (has('updateOne'))
      lines.push(
        `await all.${namespace}.updateOne(client, 'x', { ${keysOf(`${type}UpdateInput`)
          .map((key) => `${key}: any`)
          .join(', ')} });`,
      );
    if (has('createOne')) {
      const keys = [...new Set([...keysOf(`${type}UpdateInput`), ...keysOf(`${type}CreateInput`)])];
      lines.push(
        `await all.${namespace}.createOne(client, { ${keys.map((key) => `${key}: any`).join(', ')} });`,
      );
    }
  }
  return `${lines.join('\n')}\n`;
}

/** What only the server has, and what it does not let be renamed. */
const fixed = new Set([
  'id',
  'createdAt',
  'updatedAt',
  'deletedAt',
  'createdBy',
  'updatedBy',
  'position',
  'searchVector',
]);

/** Every field and option under another name. */
export function renamedThroughout(model: Model): Model {
  let renamed = model;
  for (const { nameSingular, fields } of model.objects) {
    for (const { name, picklist } of fields) {
      for (const { value } of picklist?.options ?? [])
        renamed = renameOption(renamed, nameSingular, name, value, `${value}_NEW`);
      if (!fixed.has(name)) renamed = renameField(renamed, nameSingular, name, `${name}New`);
    }
  }
  return renamed;
}
