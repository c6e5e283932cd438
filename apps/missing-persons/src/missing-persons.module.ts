import { Module } from '@nestjs/common';
import { MissingPersonsService } from './missing-persons.service.js';

@Module({ providers: [MissingPersonsService], exports: [MissingPersonsService] })
export class MissingPersonsModule {}
