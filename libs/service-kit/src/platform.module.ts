import { Global, Module, type DynamicModule } from '@nestjs/common';
import { PLATFORM, type Platform } from './platform.js';

/** Gives every service module of a process its platform. */
@Global()
@Module({})
export class PlatformModule {
  static with(platform: Platform): DynamicModule {
    return { module: PlatformModule, providers: [{ provide: PLATFORM, useValue: platform }], exports: [PLATFORM] };
  }
}
