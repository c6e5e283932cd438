import type { MessageKey } from './message-key.js';
import { valueOf, valuesOf, type FieldValues } from './message.js';

/** A message as it is delivered. `date` CCYYMMDD and `time` HHMM are Ohio's, `to` its destinations as they were named. */
export type DeliveredMessage = Readonly<{ ori: string; mri: number; date: string; time: string; to: string; fields: FieldValues }>;

/** The sender's own lines, in the order of the manual's form. */
const LINES: readonly string[] = ['MNO', 'AGY', 'ATT', 'TXT'];

const asSent = (fields: FieldValues): readonly string[] => LINES.flatMap((tag) => valuesOf(fields, tag).map((value) => `${tag}/${value}`));

/** `DOE,JOHN R` as it is read out: `JOHN R DOE`. */
const spoken = (name: string): string => name.split(',').reverse().join(' ').trim();

const labelled = (fields: FieldValues, label: string, tag: string): readonly string[] =>
  valuesOf(fields, tag).map((value) => `${label}${value}`);

/** The manual's example, line for line. */
const escapedFelon = (fields: FieldValues): readonly string[] => [
  '*** E S C A P E D  V I O L E N T  F E L O N  N O T I F I C A T I O N ***',
  'PURSUANT TO ORC 341.011(A) WHICH REQUIRES A COUNTY SHERIFF TO NOTIFY ALL LAW ENFORCEMENT AGENCIES WITHIN THEIR RESPECTIVE COUNTY OF AN ESCAPED FELON IN THE CUSTODY:',
  ...labelled(fields, 'AGENCY/', 'AGY'),
  ...labelled(fields, 'INCARCERATING FACILITY/', 'FAC'),
  [`ESCAPEE/${spoken(valueOf(fields, 'NAM') ?? '')}`, ...['AGE', 'HGT', 'WGT', 'HAI', 'EYE', 'RAC', 'SEX'].flatMap((tag) => labelled(fields, `${tag}/`, tag))].join(' '),
  ...labelled(fields, 'CLOTHING DESCRIPTION: ', 'DESC'),
  ...labelled(fields, 'NARRATIVE: ', 'NARR'),
];

const BODIES: Readonly<Record<string, (fields: FieldValues) => readonly string[]>> = { EVFNOT: escapedFelon };

/** What a terminal prints: the line that the system adds, with the sending ORI, the number, date and time, then the message. */
export const messageText = (key: MessageKey, { ori, mri, date, time, to, fields }: DeliveredMessage): string =>
  [
    `MKE/${key.translation ?? key.mke}`,
    `FROM ${ori} MRI ${String(mri)} DATE ${date} TIME ${time}`,
    ...(to === '' ? [] : [`DRI/${to}`]),
    ...(BODIES[key.mke] ?? asSent)(fields),
  ].join('\n');
