import type { Catalogue, FieldValues, Message, MessageKey } from './index.js';

export const TODAY = '20261121';

/** A good value for every tag of the vehicle file's keys; together they keep all conditions. */
export const GOOD: Readonly<Record<string, string>> = {
  OCA: '26-00123', NIC: 'V123456789', IDX: 'SV00000001', LID: '00000001',
  DOT: '20261120', DOC: '20261120', DCL: '20261121', DOR: '20261121',
  VIN: '1FAHP2E8XAG100001', OAN: 'OWN12345', SER: 'SER998', LIC: 'GHX4471', LIS: 'OH', LIY: '2027', LIT: 'PC',
  VYR: '2021', VMA: 'FORD', VMO: 'TAU', VST: '4D', VCO: 'RED/WHI',
  NOA: 'Y', LKI: 'OHCLP0000', LKA: 'CL-77', MIS: 'DENT LEFT DOOR. SEE REPORT A/B 12.',
  RRI: 'OHCLP0000', RCA: 'CL-1', NPA: '2', NPF: 'JI1', VNP: '12000', VOR: '300', VRC: '0',
  RSH: 'Y', IND: 'N', COD: 'PC', REQ: 'LEADS PRGM',
};

const removalReason = (key: MessageKey): string => (key.function === 'cancel' ? 'NOT STOLEN' : 'HIT NCIC');

export const goodValue = (key: MessageKey, tag: string): string => (tag === 'RPP' ? removalReason(key) : (GOOD[tag] ?? ''));

export const message = (mke: string, fields: Readonly<Record<string, string | readonly string[]>>, args: readonly string[] = []): Message => ({
  mke,
  ori: 'OHCOP0000',
  args,
  fields: Object.fromEntries(Object.entries(fields).map(([tag, value]) => [tag, typeof value === 'string' ? [value] : value])),
});

/** The least that a key accepts: what it needs, its first identification, the first of each choice, and in a modification one change. */
export const leastTags = (key: MessageKey): readonly string[] => [
  ...new Set([
    ...(key.needs ?? []),
    ...(key.identifiedBy?.[0] ?? []),
    ...(key.oneOf ?? []).flatMap(([first = '']) => [first]),
    ...(key.function === 'modify' ? ['VCO'] : []),
  ]),
];

export const withTags = (key: MessageKey, tags: Iterable<string>): Message =>
  message(key.mke, Object.fromEntries([...tags].map((tag) => [tag, goodValue(key, tag)])));

export const least = (key: MessageKey): Message => withTags(key, leastTags(key));
export const fullest = (catalogue: Catalogue, key: MessageKey): Message => withTags(key, catalogue.tagsOfKey(key.mke));

export const without = ({ fields, ...rest }: Message, ...tags: readonly string[]): Message => ({
  ...rest,
  fields: Object.fromEntries(Object.entries(fields).filter(([tag]) => !tags.includes(tag))),
});

export const plus = ({ fields, ...rest }: Message, further: FieldValues): Message => ({ ...rest, fields: { ...fields, ...further } });
