import { Module } from '@nestjs/common';
import { CopService } from './cop.service.js';

@Module({ providers: [CopService], exports: [CopService] })
export class CopModule {}
