import { ts } from 'ts-morph';
import { isIdentifier } from '../model/names.ts';
import type { Renames } from './renames.ts';
import type { Use } from './uses.ts';

/** A change of the user's text. */
export interface Edit {
  /** Offsets into the file's text. */
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** The edits that carry renames through a file, in the order of the text. */
export function editsIn(file: ts.SourceFile, uses: readonly Use[], renames: Renames): readonly Edit[] {
  const byNode = new Map<ts.Node, Use[]>();
  for (const use of uses) {
    const found = byNode.get(use.node);
    if (found === undefined) byNode.set(use.node, [use]);
    else found.push(use);
  }
  const clashing = clashingNames(file, uses, renames);
  return [...byNode]
    .flatMap(([node, found]) => editOf(file, node, found, renames, clashing) ?? [])
    .toSorted((a, b) => a.start - b.start);
}

export function applyEdits(text: string, edits: readonly Edit[]): string {
  let result = '';
  let at = 0;
  for (const { start, end, text: replacement } of edits) {
    result += text.slice(at, start) + replacement;
    at = end;
  }
  return result + text.slice(at);
}

function editOf(
  file: ts.SourceFile,
  node: ts.Node,
  uses: readonly Use[],
  renames: Renames,
  clashing: ReadonlySet<string>,
): Edit | null {
  const start = node.getStart(file);
  const end = node.end;
  const to = (...forms: readonly Use['form'][]): string | null => {
    for (const { form, declared } of uses) {
      if (!forms.includes(form) || !stands(node, declared.name)) continue;
      const name = renames.newName(declared);
      if (name !== null) return name;
    }
    return null;
  };
  if (ts.isIdentifier(node)) {
    const { text } = node;
    const key = to('key', 'binding');
    const value = to('value');
    if (uses.some(({ form }) => form === 'key' || form === 'binding' || form === 'value')) {
      const kept = value === null || clashing.has(value) ? text : value;
      return key === null && kept === text ? null : { start, end, text: `${keyText(key ?? text)}: ${kept}` };
    }
    const name = to('name');
    if (name === null) return null;
    if (isScoped(node) && clashing.has(name)) return specifierEdit(node, name, start, end);
    return nameEdit(node, name, start, end);
  }
  if (!ts.isStringLiteralLike(node)) return null;
  const path = uses.find(({ form }) => form === 'module');
  if (path !== undefined) {
    const file = renames.newFile(path.declared.object);
    const renamed = node.text.replace(/[^/]+?(?=(?:\.[cm]?[jt]s)?$)/u, file ?? '');
    return file === null ? null : { start: start + 1, end: end - 1, text: renamed };
  }
  const name = to('text');
  return name === null ? null : { start: start + 1, end: end - 1, text: escaped(name) };
}

/** An alias of the user's own stays, whatever it stands for. */
function stands(node: ts.Node, name: string): boolean {
  return (ts.isIdentifier(node) || ts.isStringLiteralLike(node)) && node.text === name;
}

function nameEdit(node: ts.Identifier, name: string, start: number, end: number): Edit {
  const { parent } = node;
  if (!isIdentifier(name) && ts.isPropertyAccessExpression(parent) && parent.name === node) {
    const dot = parent.questionDotToken ?? parent.getChildAt(1);
    const optional = parent.questionDotToken === undefined ? '' : '?.';
    return { start: dot.getStart(), end, text: `${optional}[${JSON.stringify(name)}]` };
  }
  if ((ts.isImportSpecifier(parent) || ts.isExportSpecifier(parent)) && parent.propertyName === node) {
    // `people as contacts` needs no alias any more.
    const after = parent.name.getStart();
    const between = node.getSourceFile().text.slice(end, after);
    if (parent.name.text === name && /^\s+as\s+$/u.test(between)) return { start, end: after, text: '' };
  }
  return { start, end, text: keyText(name) };
}

/** Where the new name means something else in a file, the old one stays as an alias: `contacts as people`. */
function specifierEdit(node: ts.Identifier, name: string, start: number, end: number): Edit | null {
  const { parent } = node;
  if (!ts.isImportSpecifier(parent) && !ts.isExportSpecifier(parent)) return null;
  if (parent.propertyName === node) return { start, end, text: name };
  return parent.propertyName === undefined ? { start, end, text: `${name} as ${node.text}` } : null;
}

/** Names that renamed imports would have, but that a file already uses for something else. */
function clashingNames(file: ts.SourceFile, uses: readonly Use[], renames: Renames): ReadonlySet<string> {
  const wanted = new Set(
    uses.flatMap(({ node, declared }) => {
      const isOfScope = declared.kind === 'namespace' || declared.kind === 'export';
      return isOfScope && ts.isIdentifier(node) && stands(node, declared.name)
        ? (renames.newName(declared) ?? [])
        : [];
    }),
  );
  if (wanted.size === 0) return wanted;
  const clashing = new Set<string>();
  const visit = (node: ts.Node): void => {
    if (ts.isIdentifier(node) && wanted.has(node.text) && isScoped(node)) clashing.add(node.text);
    ts.forEachChild(node, visit);
  };
  visit(file);
  return clashing;
}

/** Whether an identifier is looked up in a scope, rather than in a value. */
function isScoped(node: ts.Identifier): boolean {
  const { parent } = node;
  if (ts.isPropertyAccessExpression(parent)) return parent.name !== node;
  if (ts.isQualifiedName(parent)) return parent.right !== node;
  if (ts.isBindingElement(parent)) return parent.propertyName !== node;
  if (ts.isImportSpecifier(parent) || ts.isExportSpecifier(parent)) return true;
  const isKey = ts.isObjectLiteralElementLike(parent) && !ts.isShorthandPropertyAssignment(parent);
  if (isKey || ts.isPropertySignature(parent) || ts.isPropertyDeclaration(parent) || ts.isEnumMember(parent))
    return parent.name !== node;
  return !ts.isJsxAttribute(parent);
}

function keyText(name: string): string {
  return isIdentifier(name) ? name : JSON.stringify(name);
}

function escaped(name: string): string {
  return JSON.stringify(name).slice(1, -1).replaceAll("'", "\\'");
}
