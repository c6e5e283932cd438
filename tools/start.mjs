/**
 * `npm start`: installs what is missing, builds what changed and runs the whole switch in this process,
 * so that signals reach it directly.
 */
import './node-version.mjs';
import { install } from './install.mjs';

await install();
const { build } = await import('./build.mjs');
await build();
await import('../apps/standalone/dist/main.js');
