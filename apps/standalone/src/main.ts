import { isFailure } from '@statewire/kernel';
import { causeOf, endOnDefects, pinoLog, readSettings } from '@statewire/service-kit';
import { startStandalone, type Standalone } from './standalone.js';

/** An orderly end takes no longer; what is acknowledged is durable anyway. */
const STOP_WITHIN_MS = 9_000;

const greet = ({ url, platform }: Standalone): void => {
  const { settings } = platform.ports;
  const { operators } = platform.directory;
  const seats = [...platform.directory.terminals.values()].slice(0, 6).map(({ id, ori }) => {
    const operator = [...operators.values()].find((one) => one.ori === ori && one.id === id.toLowerCase()) ?? [...operators.values()].find((one) => one.ori === ori);
    return `  ${id.padEnd(6)} operator ${(operator?.id ?? '-').padEnd(8)} ${ori}`;
  });
  const lines = [
    '',
    `Statewire is ready at ${url}`,
    `  interface   ${url}/docs`,
    `  data        ${settings.dataDir}   keys ${settings.keyDir}   seals ${settings.sealDir}`,
    `  clock       ${settings.clock === 'system' ? "the system's" : `simulated, ${platform.clock.now()}`}`,
    '',
    ...(settings.stateFile === undefined
      ? ['Demo log-ons, all with the password "lantern over the muskingum":', ...seats, '']
      : [`Agencies, terminals and operators were loaded from ${settings.stateFile}.`, '']),
    'Ctrl-C ends it.',
  ];
  process.stdout.write(`${lines.join('\n')}\n`);
};

const run = async (): Promise<void> => {
  const settings = readSettings(process.env);
  const log = pinoLog('standalone', settings.logLevel);
  const standalone = await startStandalone(settings, log);
  greet(standalone);

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
run().catch((cause: unknown) => {
  process.stderr.write(`Statewire did not start: ${isFailure(cause) ? cause.message : String((cause as Error | undefined)?.stack ?? cause)}\n`);
  process.exit(1);
});
