import { resolve } from 'node:path';
import { cwd } from 'node:process';
import { follow } from '../follow.ts';
import type { Following } from '../follow.ts';
import { pluginName } from '../name.ts';
import type { PluginOptions } from '../options.ts';
import { createProject } from '../project.ts';
import type { Project } from '../project.ts';
import { wordFailure, wordGenerated } from '../words.ts';
import { syncAtStart } from './rollup.ts';
import type { StartHook } from './rollup.ts';

interface Logger {
  info(text: string, options?: { timestamp?: boolean }): void;
  warn(text: string, options?: { timestamp?: boolean }): void;
  error(text: string, options?: { timestamp?: boolean }): void;
}

interface ViteConfig {
  readonly root: string;
  readonly command: 'build' | 'serve';
  readonly logger: Logger;
}

interface ViteServer {
  readonly config: ViteConfig;
  readonly watcher: {
    add(paths: string | readonly string[]): unknown;
    on(event: 'all', listener: (event: string, path: string) => void): unknown;
  };
}

export interface ViteHooks {
  configResolved(config: ViteConfig): void;
  buildStart: StartHook;
  configureServer(server: ViteServer): void;
  closeBundle(): void;
}

/** How long an editor, or git, takes to write what belongs together. */
const settleMs = 100;

/**
 * For Vite. A build is one of Rollup's kind. A server has its own watcher, which the lock and the config are added to: what
 * is generated then changes files that the server watches anyway, and so reaches the browser.
 */
export function hooksOfVite(options: PluginOptions): ViteHooks {
  let project: Project | null = null;
  let config: ViteConfig | null = null;
  let stop: () => void = () => undefined;
  const ofConfig = (): Project => (project ??= createProject(options, config?.root ?? cwd()));

  return {
    configResolved(resolved) {
      config = resolved;
      project = null;
    },
    buildStart: {
      order: 'pre',
      sequential: true,
      async handler() {
        await syncAtStart(this, ofConfig());
      },
    },
    configureServer(server) {
      const served = ofConfig();
      if (served.isCheck) return;
      stop = serve(server, served, options.live === true);
    },
    closeBundle() {
      if (config?.command === 'serve') stop();
    },
  };
}

function serve({ config, watcher }: ViteServer, project: Project, isLive: boolean): () => void {
  const { logger } = config;
  const line = (text: string): string => `[${pluginName}] ${text}`;
  let timer: NodeJS.Timeout | undefined;
  let isStopped = false;
  let following: Following | null = null;

  function watchMore(): void {
    watcher.add(project.files());
    if (!isLive || isStopped) return;
    following ??= follow({
      workspaces: project.workspaces(),
      say: (text) => logger.info(line(text), { timestamp: true }),
      warn: (text) => logger.warn(line(text), { timestamp: true }),
    });
  }

  async function sync(): Promise<void> {
    try {
      const done = await project.sync();
      for (const { message } of done.flatMap(({ warnings }) => warnings)) logger.warn(line(message));
      for (const one of done) {
        const words = wordGenerated(one, project.root);
        if (words !== null) logger.info(line(words), { timestamp: true });
      }
      watchMore();
    } catch (error) {
      logger.error(line(wordFailure(error)), { timestamp: true });
    }
  }

  watcher.on('all', (_event, path) => {
    if (isStopped || !project.files().includes(resolve(project.root, path))) return;
    clearTimeout(timer);
    timer = setTimeout(() => void sync(), settleMs);
  });
  // The server's start waits for the sync of buildStart; this one finds nothing to write.
  void sync();
  return () => {
    isStopped = true;
    clearTimeout(timer);
    following?.stop();
  };
}
