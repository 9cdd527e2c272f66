/** The emitter alone, without the rest of the programmatic API: what a config of several emitters needs of it. */
export { client } from '../generate/files.ts';
