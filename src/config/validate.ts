import { rules } from '../diff/rules.ts';
import { CodegenError } from '../errors.ts';
import { mappings } from './mappings.ts';
import { kind, shown } from './shown.ts';
import { didYouMean } from './suggest.ts';
import type { CodegenConfig } from './types.ts';
import { isWorkspaceName, variableSuffix } from './workspace-names.ts';

/** What is wrong with a value, each to stand behind the setting's path; null for nothing. */
type Check = (value: unknown) => string | readonly string[] | null;

const checks = {
  url: text,
  apiKey: secret,
  output: path,
  lock: path,
  include: globs,
  exclude: globs,
  includeInactive: flag,
  enums: oneOf('const', 'union', 'enum'),
  importExtension: oneOf('auto', '.js', '.ts', ''),
  types: mappings,
  format: oneOf('prettier', 'oxfmt', 'auto'),
  emitters,
  header: text,
  diff,
  timeoutMs: duration,
  workspaces,
} as const satisfies Record<keyof CodegenConfig, Check>;

export const configKeys: readonly string[] = Object.keys(checks);

/**
 * Makes sure of a config's shape. All problems are told at once, each with the setting's path, what was found, and what is
 * allowed. Values that may be secret are never shown.
 * @throws CodegenError CONFIG_INVALID
 */
export function validateConfig(value: unknown, source: string): CodegenConfig {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new CodegenError(
      'CONFIG_INVALID',
      `${source} holds no settings: it must export an object, not ${kind(value)}.`,
    );
  }
  const problems = problemsOf(value, configKeys);
  if (problems.length === 0) return value;
  const count = problems.length === 1 ? 'a problem' : `${problems.length} problems`;
  throw new CodegenError('CONFIG_INVALID', `${source} has ${count}.`, {
    details: problems,
    ...(problems.some((problem) => problem.includes('no such setting'))
      ? { fix: `The settings are ${configKeys.join(', ')}.` }
      : {}),
  });
}

function problemsOf(settings: object, keys: readonly string[]): readonly string[] {
  return Object.entries(settings).flatMap(([key, setting]) => {
    if (setting === undefined) return [];
    if (!isKey(key) || !keys.includes(key)) return [`${key}: no such setting.${didYouMean(key, keys)}`];
    return [checks[key](setting) ?? []].flat().map((problem) => `${key}${problem}`);
  });
}

function isKey(key: string): key is keyof typeof checks {
  return Object.hasOwn(checks, key);
}

function text(value: unknown): string | null {
  return typeof value === 'string' ? null : `: expected a string, found ${shown(value)}.`;
}

function path(value: unknown): string | null {
  if (typeof value === 'string' && value.trim() !== '' && !value.includes('\0')) return null;
  return `: expected a path, found ${shown(value)}.`;
}

/** Says of what kind the value is, never the value. */
function secret(value: unknown): string | null {
  if (typeof value === 'string' || typeof value === 'function') return null;
  return `: expected a string or a function that gives one, found ${kind(value)}. Best leave it out, and set TWENTY_API_KEY.`;
}

function flag(value: unknown): string | null {
  return typeof value === 'boolean' ? null : `: expected true or false, found ${shown(value)}.`;
}

function globs(value: unknown): string | null {
  const expected = 'expected a list of patterns such as ["person", "*Target"]';
  if (!Array.isArray(value)) return `: ${expected}, found ${shown(value)}.`;
  const wrong = value.findIndex((item) => typeof item !== 'string' || item === '');
  return wrong === -1 ? null : `[${wrong}]: expected a pattern, found ${shown(value[wrong])}.`;
}

function oneOf(...allowed: readonly string[]): Check {
  return (value) => {
    if (typeof value === 'string' && allowed.includes(value)) return null;
    const list = allowed.map((item) => JSON.stringify(item)).join(', ');
    const hint = typeof value === 'string' ? didYouMean(value, allowed, (item) => JSON.stringify(item)) : '';
    return `: expected one of ${list}, found ${shown(value)}.${hint}`;
  };
}

function emitters(value: unknown): string | null {
  if (!Array.isArray(value))
    return `: expected a list of emitters such as [client()], found ${shown(value)}.`;
  for (const [index, item] of value.entries()) {
    if (typeof item === 'function') {
      return `[${index}]: expected an emitter, found a function: call it, ${item.name || 'emitter'}().`;
    }
    if (!isEmitter(item))
      return `[${index}]: expected an object with a name and an emit function, found ${shown(item)}.`;
  }
  return null;
}

function isEmitter(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false;
  const emitter: { name?: unknown; emit?: unknown } = value;
  return typeof emitter.name === 'string' && typeof emitter.emit === 'function';
}

function duration(value: unknown): string | null {
  if (typeof value === 'number' && Number.isFinite(value) && value > 0) return null;
  return `: expected a number of milliseconds above 0, found ${shown(value)}.`;
}

const classings: readonly string[] = ['breaking', 'risky', 'safe', 'off'];

function diff(value: unknown): readonly string[] {
  const expected = 'expected an object such as { rules: { OPTION_ADDED: "safe" } }';
  if (!isRecord(value)) return [`: ${expected}, found ${shown(value)}.`];
  return Object.entries(value).flatMap(([key, setting]) => {
    if (key !== 'rules') return [`.${key}: no such setting.${didYouMean(key, ['rules'])}`];
    if (setting === undefined) return [];
    if (!isRecord(setting)) return [`.rules: ${expected}, found ${shown(setting)}.`];
    return Object.entries(setting).flatMap(([code, classing]) => {
      if (!Object.hasOwn(rules, code))
        return [`.rules.${code}: no such change.${didYouMean(code, Object.keys(rules))}`];
      const problem = classing === undefined ? null : oneOf(...classings)(classing);
      return [problem ?? []].flat().map((one) => `.rules.${code}${one}`);
    });
  });
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function workspaces(value: unknown): readonly string[] {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    return [
      `: expected an object such as { production: { url: … }, staging: { url: … } }, found ${shown(value)}.`,
    ];
  }
  const entries = Object.entries(value);
  if (entries.length === 0) return [': expected a workspace or more, found none.'];
  const keys = configKeys.filter((key) => key !== 'workspaces');
  return entries.flatMap(([name, entry]: [string, unknown], index) => {
    if (!isWorkspaceName(name)) {
      return [
        `[${JSON.stringify(name)}]: a name begins with a letter, and has letters, digits, dots, dashes and underscores.`,
      ];
    }
    const twin = entries.slice(0, index).find(([other]) => variableSuffix(other) === variableSuffix(name));
    if (twin !== undefined) {
      return [
        `.${name}: its variables would be those of ${JSON.stringify(twin[0])} (TWENTY_API_KEY_${variableSuffix(name)}).`,
      ];
    }
    if (typeof entry !== 'object' || entry === null || Array.isArray(entry)) {
      return [`.${name}: expected its settings, found ${kind(entry)}.`];
    }
    return problemsOf(entry, keys).map((problem) => `.${name}.${problem}`);
  });
}
