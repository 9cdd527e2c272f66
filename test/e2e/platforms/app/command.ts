import { argv } from 'node:process';
import { smoke } from './program.ts';

const [, , url = '', apiKey = '', nowhere = ''] = argv;
console.log(JSON.stringify(await smoke({ url, apiKey, nowhere })));
