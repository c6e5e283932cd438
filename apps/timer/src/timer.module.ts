import { Module } from '@nestjs/common';
import { TimerService } from './timer.service.js';

@Module({ providers: [TimerService], exports: [TimerService] })
export class TimerModule {}
