/**
 * `npm run statewire -- verify [DATA_DIR] [--key PEM]` and `npm run statewire -- export [DATA_DIR] OUT`: docs/verify.md.
 * Installs and builds what is missing, as `npm start` does.
 */
import './node-version.mjs';
import { install } from './install.mjs';

await install();
const { build } = await import('./build.mjs');
await build();
const { runApart } = await import('./statewire/apart.mjs');
process.exitCode = await runApart(process.argv.slice(2));
