import { parentPort, workerData } from 'node:worker_threads';
import { decodes } from './jpeg.js';

parentPort?.postMessage(decodes(workerData as Uint8Array));
