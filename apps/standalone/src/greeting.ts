import { readStateFile } from '@statewire/agencies/state-file';
import type { Directory } from '@statewire/access';
import type { StateFile } from '@statewire/contracts';
import type { Settings } from '@statewire/service-kit';

/** Each terminal of the demo state with its operator, its agency, and by certificate and roles what may be done there. */
const seatLines = ({ agencies, operators, terminals }: StateFile): readonly string[] =>
  terminals.map(({ id, ori }) => {
    const { id: operator = '-', certification = 'none', roles = [] } = operators.find((one) => one.id === id.toLowerCase()) ?? {};
    const agency = agencies.find((one) => one.ori === ori)?.name ?? '';
    return `  ${id.padEnd(6)} operator ${operator.padEnd(8)} ${ori}  ${[agency, certification, ...roles].join(', ')}`;
  });

/** Whoever may log on: of the demo state the log-ons with their password, of any other where it came from. */
const whoLines = ({ stateFile }: Settings, directory: Directory, isFirstStart: boolean): readonly string[] => {
  const demo = readStateFile(undefined);
  const isDemo = demo.operators.every(({ id, ori }) => directory.operators.get(id)?.ori === ori);
  const isPassedOver = stateFile !== undefined && !isFirstStart;
  return [
    ...(isDemo ? [`Demo log-ons, all with the password "${demo.password}":`, ...seatLines(demo)] : []),
    ...(isPassedOver ? [`Agencies, terminals and operators are those of the data; STATE_FILE ${stateFile} was not read.`] : []),
    ...(isDemo || isPassedOver ? [] : [`Agencies, terminals and operators ${stateFile === undefined ? 'are those of the data' : `were loaded from ${stateFile}`}.`]),
  ];
};

export type Started = Readonly<{ url: string; settings: Settings; directory: Directory; now: string; isFirstStart: boolean; hasRoom: boolean }>;

/** What whoever started the system has to know. */
export const greeting = ({ url, settings, directory, now, isFirstStart, hasRoom }: Started): string =>
  [
    '',
    `Statewire is ready at ${url}`,
    `  interface   ${url}/docs`,
    `  data        ${settings.dataDir}   keys ${settings.keyDir}   seals ${settings.sealDir}`,
    `  clock       ${settings.clock === 'system' ? "the system's" : `simulated, ${now}`}`,
    ...(hasRoom ? [] : ['', 'The disk is full, or nearly: every message is answered 503 until there is room.']),
    '',
    ...whoLines(settings, directory, isFirstStart),
    '',
    'Ctrl-C ends it.',
    '',
  ].join('\n');
