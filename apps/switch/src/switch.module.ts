import { Module } from '@nestjs/common';
import { APP_FILTER, APP_GUARD } from '@nestjs/core';
import { causeOf } from '@statewire/kernel';
import { PLATFORM, type Platform } from '@statewire/service-kit';
import { AudienceGuard } from './api/audience.guard.js';
import { BroadcastsController } from './api/broadcasts.controller.js';
import { ClockController } from './api/clock.controller.js';
import { DocsController } from './api/docs.controller.js';
import { ImagesController } from './api/images.controller.js';
import { LocksController } from './api/locks.controller.js';
import { MessagesController } from './api/messages.controller.js';
import { Metrics } from './api/metrics.js';
import { ProblemFilter } from './api/problem.js';
import { RecordsController } from './api/records.controller.js';
import { SessionsController } from './api/sessions.controller.js';
import { Sessions } from './api/sessions.service.js';
import { StatusController } from './api/status.controller.js';
import { StreamsController } from './api/streams.controller.js';
import { TransmissionsController } from './api/transmissions.controller.js';
import { Transmissions } from './api/transmissions.service.js';
import { ValidationsController } from './api/validations.controller.js';
import { Validations } from './api/validations.service.js';
import { SwitchService } from './switch.service.js';

export const CONTROLLERS = [
  SessionsController, TransmissionsController, MessagesController, BroadcastsController, RecordsController, ImagesController, ValidationsController, StreamsController, LocksController, ClockController, StatusController, DocsController,
];

@Module({
  controllers: CONTROLLERS,
  providers: [
    SwitchService,
    Metrics,
    { provide: Sessions, inject: [PLATFORM], useFactory: (platform: Platform) => new Sessions(platform) },
    {
      provide: Transmissions, inject: [PLATFORM, SwitchService, Sessions],
      useFactory: (platform: Platform, { journal, unfinished }: SwitchService, sessions: Sessions) => new Transmissions(platform, journal, sessions, unfinished),
    },
    {
      provide: Validations, inject: [PLATFORM, Transmissions],
      useFactory: (platform: Platform, transmissions: Transmissions) => new Validations(platform, transmissions),
    },
    { provide: APP_GUARD, useClass: AudienceGuard },
    {
      provide: APP_FILTER, inject: [PLATFORM],
      useFactory: ({ log }: Platform) => new ProblemFilter((thrown) => { log.error('a request failed', { cause: causeOf(thrown) }); }),
    },
  ],
  exports: [SwitchService],
})
export class SwitchModule {}
