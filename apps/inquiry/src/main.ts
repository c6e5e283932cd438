import { runService } from '@statewire/cluster';
import { InquiryModule } from './inquiry.module.js';

runService('inquiry', InquiryModule);
