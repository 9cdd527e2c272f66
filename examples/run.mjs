// The main job on the embedded demo workspace: simulate it, generate its client, type-check and run a program with it.
import { spawn, spawnSync } from 'node:child_process';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const cli = join(root, 'dist', 'cli.js');
const tsc = createRequire(import.meta.url).resolve('typescript/bin/tsc');
const apiKey = 'demo-key-of-no-secret';

function step(title, script, args, env = {}) {
  console.log(`\n# ${title}`);
  const { status } = spawnSync(process.execPath, [script, ...args], {
    cwd: root,
    stdio: 'inherit',
    env: { ...process.env, ...env },
  });
  if (status !== 0) {
    server.kill();
    process.exit(status ?? 1);
  }
}

console.log('# Simulate a workspace');
const server = spawn(process.execPath, [cli, 'serve', '--demo', '--port', '0', '--key', apiKey, '--json'], {
  cwd: root,
  stdio: ['ignore', 'pipe', 'inherit'],
});
const url = await new Promise((resolve, reject) => {
  let text = '';
  server.stdout.on('data', (chunk) => {
    text += chunk;
    const found = /"url":\s*"([^"]+)"/.exec(text);
    if (found) resolve(found[1]);
  });
  server.on('exit', (code) => reject(new Error(`the simulated workspace ended with ${code}`)));
});
server.removeAllListeners('exit');
console.log(`${url} serves the demo workspace`);

const env = { TWENTY_API_URL: url, TWENTY_API_KEY: apiKey };
step('Generate its client into examples/src/twenty', cli, ['generate'], env);
step('Type-check examples/src/pipeline.ts', tsc, ['-p', 'examples']);
step('Run it', join(root, 'examples', 'dist', 'pipeline.js'), [], env);
server.kill();
