import { runService } from '@statewire/cluster';
import { ImagesModule } from './images.module.js';

runService('images', ImagesModule);
