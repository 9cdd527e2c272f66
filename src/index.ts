/** The programmatic API of twenty-codegen. */
export { client } from './generate/files.ts';
export { runtimeFiles } from './generate/runtime.ts';
export { loadConfig } from './config/load.ts';
export { resolveImportExtension } from './config/import-extension.ts';
export { defineConfig } from './config/types.ts';
export type { CodegenConfig, DiffConfig, Enums, ImportExtension, WorkspaceConfig } from './config/types.ts';
export { diffModels } from './diff/diff.ts';
export type { DiffOptions } from './diff/diff.ts';
export { rules } from './diff/rules.ts';
export type { ChangeCode, Rule, RuleSettings } from './diff/rules.ts';
export type { Audience, Change, ChangeClass, Place } from './diff/types.ts';
export { emitClient } from './emit/client.ts';
export type { ClientOptions } from './emit/client.ts';
export type {
  EmitContext,
  Emitter,
  GeneratedFile,
  JsonMapping,
  TypeMappings,
  ValueMapping,
} from './emit/types.ts';
// What an emitter of your own is made of, as those of this package are.
export { functionsOf } from './emit/object/functions.ts';
export type { FunctionSpec } from './emit/object/functions.ts';
export { comment, header, importLine, literal, memberKey, propertyKey } from './emit/writer.ts';
export { isRequired, isWritable, propertyName, readableRelations } from './model/access.ts';
export type { ReadableRelation } from './model/access.ts';
export { compositeOf } from './model/composites.ts';
export type { Composite, CompositeField } from './model/composites.ts';
export { fieldType } from './model/fields.ts';
export type { FieldTypeRow } from './model/fields.ts';
export { buildSchema } from './model/graphql.ts';
export { CodegenError } from './errors.ts';
export type { ErrorCode, Warning } from './errors.ts';
export { introspect } from './introspect/introspect.ts';
export type { IntrospectOptions } from './introspect/introspect.ts';
export type { RawWorkspace } from './introspect/types.ts';
export { readLock, writeLock } from './lock/file.ts';
export { parseLock } from './lock/parse.ts';
export { serializeLock } from './lock/serialize.ts';
export { buildModel } from './model/build.ts';
export type { BuildOptions } from './model/build.ts';
export type { Model, ModelField, ModelObject } from './model/types.ts';
export { serve } from './simulate/server.ts';
export type { ServeOptions, Server } from './simulate/server.ts';
export { createSimulator } from './simulate/simulator.ts';
export type { Simulator, SimulatorOptions } from './simulate/simulator.ts';
export type { WriteResult } from './write/changes.ts';
export { checkOutput } from './write/check.ts';
export type { CheckOptions, CheckResult } from './write/check.ts';
export { writeOutput } from './write/write.ts';
export type { WriteOptions } from './write/write.ts';
