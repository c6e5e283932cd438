import { runService } from '@statewire/cluster';
import { TimerModule } from './timer.module.js';

runService('timer', TimerModule);
