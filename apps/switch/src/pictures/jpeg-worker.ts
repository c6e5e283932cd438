import { parentPort } from 'node:worker_threads';
import { decodes } from './jpeg.js';

parentPort?.once('message', (bytes: Uint8Array) => { parentPort?.postMessage(decodes(bytes)); });
