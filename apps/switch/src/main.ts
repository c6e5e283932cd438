import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { runService } from '@statewire/cluster';
import { createHttpApplication } from './http.js';
import { SwitchModule } from './switch.module.js';

runService('switch', SwitchModule, {
  create: createHttpApplication,
  listen: async (app, { host, port }) => {
    await (app as NestFastifyApplication).listen(port, host);
  },
});
