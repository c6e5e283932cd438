import { runService } from '@statewire/cluster';
import { MessagingModule } from './messaging.module.js';

runService('messaging', MessagingModule);
