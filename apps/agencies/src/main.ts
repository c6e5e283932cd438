import { runService } from '@statewire/cluster';
import { AgenciesModule } from './agencies.module.js';

runService('agencies', AgenciesModule);
