import type { DynamicModule, INestApplicationContext, Type } from '@nestjs/common';
import { Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { ServiceName } from '@statewire/contracts';
import { pinoLog, Platform, PlatformModule, readClusterSettings, runUntilTold, type ClusterSettings, type Log, type Settings } from '@statewire/service-kit';
import { openCluster } from './open-cluster.js';
import { namingServer } from './unreachable.js';

/** How a service's process is made of its module: an HTTP application for the switch, a bare context for the others. */
export type Composition = Readonly<{
  create?: (module: DynamicModule) => Promise<INestApplicationContext>;
  /** Once the service has started. */
  listen?: (app: INestApplicationContext, settings: Settings) => Promise<void>;
}>;

@Module({})
class ServiceProcess {}

const bareContext = (module: DynamicModule): Promise<INestApplicationContext> =>
  NestFactory.createApplicationContext(module, { logger: ['error', 'fatal'], abortOnError: false });

const startService = async (service: ServiceName, module: Type, { create = bareContext, listen }: Composition, settings: ClusterSettings, log: Log) => {
  const { ports, close } = await openCluster(service, settings, log);
  const platform = new Platform(ports);
  await platform.start();
  const app = await create({ module: ServiceProcess, imports: [PlatformModule.with(platform), module] });
  await app.init();
  await platform.startServices();
  await listen?.(app, settings);
  return async (): Promise<void> => {
    await app.close();
    await platform.stop();
    await close();
  };
};

/** Runs one service as a process of its own, until it is told to end. */
export const runService = (service: ServiceName, module: Type, composition: Composition = {}): void => {
  runUntilTold(service, async () => {
    const settings = readClusterSettings(process.env, service);
    const log = pinoLog(service, settings.logLevel);
    const stop = await startService(service, module, composition, settings, log).catch((thrown: unknown) => { throw namingServer(thrown, settings); });
    process.stdout.write(`${service} is ready\n`);
    return { log, stop };
  });
};
