/** `twenty-codegen/testing`: the workspace in memory, for tests with any runner. */
export { CodegenError } from '../errors.ts';
export type { RateLimit } from '../simulate/limit.ts';
export type { RecordData } from '../simulate/records.ts';
export type { SeedData } from '../simulate/seed/load.ts';
export type { ServeOptions } from '../simulate/server.ts';
export type { Asked, AskedOperation, Transport } from './asked.ts';
export type { FaultEffect, FaultRule, FaultTarget } from './faults.ts';
export type { LockSource } from './lock.ts';
export { simulate } from './simulate.ts';
export type { ConnectOptions, SimulateOptions, Simulation } from './simulate.ts';
export type { Start } from './time.ts';
