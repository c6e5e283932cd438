export { AgenciesModule } from './agencies.module.js';
