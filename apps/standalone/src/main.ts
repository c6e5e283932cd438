import { letCollectorsGiveWay, pinoLog, readSettings, runUntilTold } from '@statewire/service-kit';
import { greeting } from './greeting.js';
import { startStandalone } from './standalone.js';

letCollectorsGiveWay();
runUntilTold('Statewire', async () => {
  const settings = readSettings(process.env);
  const log = pinoLog('standalone', settings.logLevel);
  const { url, platform, isFirstStart, stop } = await startStandalone(settings, log);
  process.stdout.write(greeting({ url, settings, directory: platform.directory, now: platform.clock.now(), isFirstStart, hasRoom: platform.ports.hasRoom() }));
  return { log, stop };
});
