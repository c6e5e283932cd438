import { Module } from '@nestjs/common';
import { ChlService } from './chl.service.js';

@Module({ providers: [ChlService], exports: [ChlService] })
export class ChlModule {}
