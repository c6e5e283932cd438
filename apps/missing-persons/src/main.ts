import { runService } from '@statewire/cluster';
import { MissingPersonsModule } from './missing-persons.module.js';

runService('missing-persons', MissingPersonsModule);
