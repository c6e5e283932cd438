import { Module } from '@nestjs/common';
import { InquiryService } from './inquiry.service.js';

@Module({ providers: [InquiryService], exports: [InquiryService] })
export class InquiryModule {}
