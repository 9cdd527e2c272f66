/** By whom, and for how long, work is done. */
export interface Work {
  /** This tool's version. */
  readonly version: string;
  /** Ends requests that are under way. */
  readonly signal: AbortSignal;
  readonly reporter: {
    /** What is going on. */
    progress(text: string): void;
  };
}
