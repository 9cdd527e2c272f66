/** What the program is to run on. */
export interface Target {
  /** Where the workspace is served. */
  readonly url: string;
  readonly apiKey: string;
  /** Where nobody listens. */
  readonly nowhere: string;
}
