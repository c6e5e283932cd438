import { causeOf, isFailure } from '@statewire/kernel';
import { endOnDefects, letCollectorsGiveWay, pinoLog, readSettings } from '@statewire/service-kit';
import { greeting } from './greeting.js';
import { startStandalone } from './standalone.js';

/** An orderly end takes no longer; what is acknowledged is durable anyway. */
const STOP_WITHIN_MS = 9_000;

const run = async (): Promise<void> => {
  const settings = readSettings(process.env);
  const log = pinoLog('standalone', settings.logLevel);
  const standalone = await startStandalone(settings, log);
  const { url, platform, isFirstStart } = standalone;
  process.stdout.write(greeting({ url, settings, directory: platform.directory, now: platform.clock.now(), isFirstStart }));

  let stopping = false;
  const stop = (): void => {
    if (stopping) return;
    stopping = true;
    setTimeout(() => process.exit(1), STOP_WITHIN_MS).unref();
    standalone.stop().then(
      () => process.exit(0),
      (cause: unknown) => {
        log.error('the end was not orderly', { cause: causeOf(cause) });
        process.exit(1);
      },
    );
  };
  process.on('SIGTERM', stop);
  process.on('SIGINT', stop);
};

endOnDefects();
letCollectorsGiveWay();
run().catch((cause: unknown) => {
  process.stderr.write(`Statewire did not start: ${isFailure(cause) ? cause.message : String((cause as Error | undefined)?.stack ?? cause)}\n`);
  process.exit(1);
});
