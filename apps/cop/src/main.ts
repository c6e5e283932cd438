import { runService } from '@statewire/cluster';
import { CopModule } from './cop.module.js';

runService('cop', CopModule);
