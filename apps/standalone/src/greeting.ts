import { readStateFile } from '@statewire/agencies/state-file';
import type { Directory } from '@statewire/access';
import type { Settings } from '@statewire/service-kit';

/** So many terminals are named; the others log on as these do. */
const seatsShown = 6;

const seatLines = ({ operators, terminals }: Directory): readonly string[] =>
  [...terminals.values()].slice(0, seatsShown).map(({ id, ori }) => {
    const operator = [...operators.values()].find((one) => one.ori === ori && one.id === id.toLowerCase()) ?? [...operators.values()].find((one) => one.ori === ori);
    return `  ${id.padEnd(6)} operator ${(operator?.id ?? '-').padEnd(8)} ${ori}`;
  });

/** Whoever may log on: of the demo state the log-ons with their password, of any other where it came from. */
const whoLines = ({ stateFile }: Settings, directory: Directory, isFirstStart: boolean): readonly string[] => {
  const demo = readStateFile(undefined);
  const isDemo = demo.operators.every(({ id, ori }) => directory.operators.get(id)?.ori === ori);
  const isPassedOver = stateFile !== undefined && !isFirstStart;
  return [
    ...(isDemo ? [`Demo log-ons, all with the password "${demo.password}":`, ...seatLines(directory)] : []),
    ...(isPassedOver ? [`Agencies, terminals and operators are those of the data; STATE_FILE ${stateFile} was not read.`] : []),
    ...(isDemo || isPassedOver ? [] : [`Agencies, terminals and operators ${stateFile === undefined ? 'are those of the data' : `were loaded from ${stateFile}`}.`]),
  ];
};

export type Started = Readonly<{ url: string; settings: Settings; directory: Directory; now: string; isFirstStart: boolean }>;

/** What whoever started the system has to know. */
export const greeting = ({ url, settings, directory, now, isFirstStart }: Started): string =>
  [
    '',
    `Statewire is ready at ${url}`,
    `  interface   ${url}/docs`,
    `  data        ${settings.dataDir}   keys ${settings.keyDir}   seals ${settings.sealDir}`,
    `  clock       ${settings.clock === 'system' ? "the system's" : `simulated, ${now}`}`,
    '',
    ...whoLines(settings, directory, isFirstStart),
    '',
    'Ctrl-C ends it.',
    '',
  ].join('\n');
