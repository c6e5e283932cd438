export { openEmbedded, type Embedded } from './embedded.js';
export { startStandalone, type Standalone } from './standalone.js';
