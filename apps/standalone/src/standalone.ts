import { causeOf } from '@statewire/kernel';
import { Platform, type Log, type Settings } from '@statewire/service-kit';
import { createHttpApplication } from '@statewire/switch';
import { openEmbedded } from './embedded.js';
import { checkAddress } from './folders.js';
import { StandaloneModule } from './standalone.module.js';

/** `isFirstStart`: agencies, terminals and operators were loaded now. */
export type Standalone = Readonly<{ url: string; platform: Platform; isFirstStart: boolean; stop: () => Promise<void> }>;

/** Starts the whole system in this process; resolves when it answers over HTTP. */
export const startStandalone = async (settings: Settings, log: Log): Promise<Standalone> => {
  await checkAddress(settings);
  const { ports, close } = await openEmbedded(settings, log);
  const platform = new Platform(ports);
  try {
    await platform.start();
    const isFirstStart = !platform.directory.loaded;
    const app = await createHttpApplication(StandaloneModule.with(platform));
    await app.init();
    await platform.startServices();
    await app.listen(settings.port, settings.host);
    return {
      url: await app.getUrl(),
      platform,
      isFirstStart,
      stop: async () => {
        await app.close();
        await platform.stop();
        await close();
      },
    };
  } catch (cause) {
    // What has started already must not go on writing into what is closed.
    for (const end of [() => platform.stop(), close]) await end().catch((defect: unknown) => { log.error('the end was not orderly', { cause: causeOf(defect) }); });
    throw cause;
  }
};
