export { TimerModule } from './timer.module.js';
