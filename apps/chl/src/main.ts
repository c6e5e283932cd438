import { runService } from '@statewire/cluster';
import { ChlModule } from './chl.module.js';

runService('chl', ChlModule);
