import type { Catalogue, FieldValues, Message, MessageKey } from './index.js';

export const TODAY = '20261121';

/** A good value for every tag of the COP file's keys. */
const GOOD_COP: Readonly<Record<string, string>> = {
  'COP-ID': '00000001', CONT: 'SGT D HOLIDAY', CT1: '6145550100', INCD: '20261120', INCL: 'HIGH ST', LTCI: 'N', HOME: 'N', ALRT: 'ARMED. SEE A/B 12.', ALR2: 'NORTHBOUND',
  ALR3: 'ON FOOT', ACT: 'A', LIN: '01', BRD: 'Y', QTYP: 'AL', QKEY: '25', INVD: '123456789',
};

/** A good value for every tag of the keys offered; together they keep all conditions. */
export const GOOD: Readonly<Record<string, string>> = {
  OCA: '26-00123', NIC: 'V123456789', IDX: 'SV00000001', LID: '00000001',
  DOT: '20261120', DOC: '20261120', DCL: '20261121', DOR: '20261121',
  VIN: '1FAHP2E8XAG100001', OAN: 'OWN12345', SER: 'SER998', LIC: 'GHX4471', LIS: 'OH', LIY: '2027', LIT: 'PC',
  VYR: '2021', VMA: 'FORD', VMO: 'TAU', VST: '4D', VCO: 'RED/WHI',
  NOA: 'Y', LKI: 'OHCLP0000', LKA: 'CL-77', MIS: 'DENT LEFT DOOR. SEE REPORT A/B 12.',
  RRI: 'OHCLP0000', RCA: 'CL-1', NPA: '2', NPF: 'JI1', VNP: '12000', VOR: '300', VRC: '0',
  DRI: 'OHCLP0000 OHALLCN18', TXT: 'REQUEST CHECK OF 12 ELM ST. THANK YOU.', MNO: '12 JD 1120', AGY: 'COLUMBUS PD', ATT: 'SGT ROE',
  FAC: 'COUNTY JAIL', NARR: 'LAST SEEN AT 10 PM.', DESC: 'ORANGE UNIFORM.', AGE: '26',
  PAG: '20261120130000000SV00000004', RSH: 'Y', IND: 'N', COD: 'PC', REQ: 'LEADS PRGM', ALL: 'Y', MON: '11', ENS: 'N', EBS: '1',
  MKE: 'EW-C', NAM: 'SAMPLE,ANN J', AKA: 'OTHER,ANNA', SEX: 'F', RAC: 'W', HGT: '505', WGT: '135', HAI: 'BRO', EYE: 'GRN', SKN: 'FAR', DOB: '19880423',
  POB: 'OH', CTZ: 'US', SMT: 'TAT R ARM', FPC: '12TT1213141516171819', CMC: '00', FBI: '123456AA1', BCI: 'A123456', MNU: 'PP-123456', SOC: '123456789', SSN: '123456789', KEY: '019917658',
  OLN: 'RH123456', OLS: 'OH', OLY: '2027', DNA: 'Y', DLO: 'BCI LONDON', ADR: '12 MAIN ST', CIT: 'COLUMBUS', STA: 'OH', ZIP: '43215', COU: '25',
  OFF: '2399', OOC: '2399', DOW: '20261101', DOV: '20261102', DOE: '20281231', EXL: '1', PUR: '1', CTI: 'OH025013J', WNO: 'W2601', VLN: 'CLERK ONE',
  ...GOOD_COP,
  EXT: 'EXTR', HIT: '1', PAR: '2', DOD: '20261120', DNO: 'DET-1', DIS: '20261121', DSE: '20281121', INC: 'COUNTY JAIL', IRI: 'OHCLP0000',
  BRA: 'FORD', CAT: 'EN', EPD: 'I350', IMT: 'I', IMN: 'I000000001', IMG: 'aGk=', DOI: '20261119', BMA: 'SEA', BTY: 'RUN', BLE: '20', BYR: '2020',
  TYP: 'OVI', DTW: '20261120', RTW: 'OVI ARREST', VCD: 'DR', VTF: 'HIGH AND BROAD', CFR: 'COURT ORDER',
  DPT: '20261130', DTR: '20261215', IPF: '20261120', IPT: '20270220', CID: '90', FUD: '20261201', DVR: '20261121',
};

const CANCELLED: Readonly<Record<string, string>> = { RPP: 'NOT STOLEN', RPS: 'CASE DROPPED' };
const FOUND: Readonly<Record<string, string>> = { RPP: 'HIT NCIC', RPS: 'HIT NCIC' };

/** Where a tag has another meaning in a file, or a key takes fewer codes. */
const ELSEWHERE: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  chl: { STA: 'A', ORI: 'OHCOP0000', COI: '25', RST: 'OH', CTY: 'COLUMBUS', DOI: '20261120', DOE: '20311120', ISS: 'NICHOLS,RONALD L', LPN: '25F0001', PER: '25-FRA-000001-P', IDX: 'CH00000001' },
  permit: { DRI: 'KY, IN', PER: 'C-4402117' },
  towed: { STA: '12 IMPOUND RD' },
  VEH: { COD: 'EL', ORI: 'OHCLP0000' },
  TV: { ORI: 'OHCOP0000' },
};

/** What the missing person file takes where the others take something else. */
const MISSING: Readonly<Record<string, string>> = {
  MKE: 'EMDC', EXT: 'DETN', MNP: 'MP', MPC: 'F', DLC: '20261119', DRT: '20261120', TRT: '0930', BLT: 'APOS', CRC: 'U', FPA: 'N', BXR: 'N', VRX: 'OD -2.5', JWT: 'RI', JWL: 'GOLD BAND',
  DXR: 'Y', MPA: 'N', DCH: 'ALL', DRE: 'BRACES',
};
const CATEGORIES: Readonly<Record<string, Readonly<Record<string, string>>>> = { EMV: { MNP: 'DV' }, EMJ: { DOB: '20100423' } };

const ofTheFile = ({ file, mke }: MessageKey): Readonly<Record<string, string>> =>
  file === 'missing-person' ? { ...MISSING, ...CATEGORIES[mke.slice(0, 3)] } : {};

export const goodValue = (key: MessageKey, tag: string): string =>
  (key.function === 'cancel' ? CANCELLED : FOUND)[tag] ?? ofTheFile(key)[tag] ?? ELSEWHERE[key.file]?.[tag] ?? ELSEWHERE[key.mke]?.[tag] ?? GOOD[tag] ?? '';

export const message = (mke: string, fields: Readonly<Record<string, string | readonly string[]>>, args: readonly string[] = []): Message => ({
  mke,
  ori: 'OHCOP0000',
  args,
  fields: Object.fromEntries(Object.entries(fields).map(([tag, value]) => [tag, typeof value === 'string' ? [value] : value])),
});

/** Something that a modification may change and that identifies nothing. */
const CHANGES: Readonly<Record<string, string>> = { vehicle: 'VCO', 'wanted-person': 'HAI', 'missing-person': 'HAI', chl: 'ADR' };
export const aChange = ({ file }: MessageKey): string => CHANGES[file] ?? 'MIS';

/** The least that a key accepts: what it needs, its first identification, the first of each choice, and in a modification one change. */
export const leastTags = (key: MessageKey): readonly string[] => [
  ...new Set([
    ...(key.needs ?? []),
    ...(key.identifiedBy?.[0] ?? []),
    ...(key.oneOf ?? []).flatMap(([first = '']) => [first]),
    ...(key.function === 'modify' ? [aChange(key)] : []),
    ...(key.function === 'modify-supplement' ? (key.changes ?? []).slice(0, 1) : []),
  ]),
];

export const withTags = (key: MessageKey, tags: Iterable<string>): Message =>
  message(key.mke, Object.fromEntries([...tags].map((tag) => [tag, goodValue(key, tag)])));

export const least = (key: MessageKey): Message => withTags(key, leastTags(key));

/** A tag that may be declined asks for a list, which is asked for alone. */
const ofLists = ({ declined = {}, hangsOn = {} }: MessageKey): readonly string[] => [
  ...Object.keys(declined),
  ...Object.entries(hangsOn).flatMap(([tag, others]) => (others.every((each) => each in declined) ? [tag] : [])),
];
export const fullest = (catalogue: Catalogue, key: MessageKey): Message => withTags(key, [...catalogue.tagsOfKey(key.mke)].filter((tag) => !ofLists(key).includes(tag)));

export const without = ({ fields, ...rest }: Message, ...tags: readonly string[]): Message => ({
  ...rest,
  fields: Object.fromEntries(Object.entries(fields).filter(([tag]) => !tags.includes(tag))),
});

export const plus = ({ fields, ...rest }: Message, further: FieldValues): Message => ({ ...rest, fields: { ...fields, ...further } });
