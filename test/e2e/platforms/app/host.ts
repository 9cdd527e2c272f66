import { argv, exit } from 'node:process';

/* Runs the bundled worker beside it in a web worker, where a runtime has them. */
const [, , url = '', apiKey = '', nowhere = ''] = argv;
const worker = new Worker(new URL('./worker.js', import.meta.url), { type: 'module' });
worker.addEventListener('message', ({ data }: MessageEvent<object>) => {
  console.log(JSON.stringify(data));
  exit();
});
worker.addEventListener('error', ({ message }) => {
  console.error(message);
  exit(1);
});
worker.postMessage({ url, apiKey, nowhere }, []);
