export { ChlModule } from './chl.module.js';
