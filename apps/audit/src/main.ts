import { runService } from '@statewire/cluster';
import { AuditModule } from './audit.module.js';

runService('audit', AuditModule);
