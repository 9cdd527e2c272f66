import { smoke } from './program.ts';
import type { Target } from './target.ts';

onmessage = async ({ data }: MessageEvent<Target>): Promise<void> => {
  postMessage(await smoke(data));
};
