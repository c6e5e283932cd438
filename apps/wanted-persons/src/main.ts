import { runService } from '@statewire/cluster';
import { WantedPersonsModule } from './wanted-persons.module.js';

runService('wanted-persons', WantedPersonsModule);
