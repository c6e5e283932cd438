import { runService } from '@statewire/cluster';
import { VehiclesModule } from './vehicles.module.js';

runService('vehicles', VehiclesModule);
