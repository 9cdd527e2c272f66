import type { LiveOptions } from './live.ts';

export interface Following {
  stop(): void;
}

/** Follows workspaces, loading what that takes only now. */
export function follow(options: LiveOptions): Following {
  let isStopped = false;
  let end: (() => void) | null = null;
  async function begin(): Promise<void> {
    const { followWorkspaces } = await import('./live.ts');
    if (!isStopped) end = followWorkspaces(options);
  }
  void begin();
  return {
    stop() {
      isStopped = true;
      end?.();
    },
  };
}
