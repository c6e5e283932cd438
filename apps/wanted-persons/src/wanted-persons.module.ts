import { Module } from '@nestjs/common';
import { WantedPersonsService } from './wanted-persons.service.js';

@Module({ providers: [WantedPersonsService], exports: [WantedPersonsService] })
export class WantedPersonsModule {}
