import { runService } from '@statewire/cluster';
import { ExchangeModule } from './exchange.module.js';

runService('exchange', ExchangeModule);
