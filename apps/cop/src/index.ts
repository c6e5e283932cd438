export { CopModule } from './cop.module.js';
