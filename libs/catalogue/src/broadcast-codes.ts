import type { CountyFlag } from './counties.js';

/**
 * Which agencies a broadcast is for; every member that is there must hold. `counties` names those on a road or shore, or the
 * county whose number stands in the code, that one with its neighbours, or the sender's own. `district: 'number'`: the one in the code.
 */
export type Selection = Readonly<{
  counties?: CountyFlag | 'number' | 'number-and-neighbours' | 'own';
  groups?: readonly string[];
  class?: string;
  type?: string;
  district?: number | 'number';
}>;

/** A broadcast message code of the manual (Administrative Message Guidelines), or one that only the system sends to. */
export type BroadcastCode = Readonly<{
  /** As a message names it; `#` and `XX` stand for a number. */
  code: string;
  title: string;
  selects: Selection;
  /** What the number may be, where the code has one. */
  numbers?: RegExp;
  /** Whose agencies alone may use it. */
  reservedFor?: Selection;
  /** No operator addresses it: the system does. */
  systemOnly?: true;
  /** The sender is told which of the terminals are inoperative (decision M3). */
  tellsInoperative?: true;
  /** To be shown before it is sent. */
  caution?: string;
}>;

const LAW_ENFORCEMENT = 'law-enforcement';
const PATROL: Selection = { groups: ['OHP'] };
const COUNTY = /^(0[1-9]|[1-7][0-9]|8[0-8])$/;

/** The sixteen codes in the manual's order; decisions M2, M3, D6. */
export const BROADCAST_CODES: readonly BroadcastCode[] = [
  { code: 'OHALLOHPT', title: 'all Highway Patrol terminals', selects: PATROL, tellsInoperative: true },
  { code: 'OHALLOHPS', title: 'Highway Patrol terminals at posts with scales', selects: { groups: ['OHP', 'SCALES'] } },
  { code: 'OHALLGHQT', title: 'Highway Patrol terminals at the General Headquarters', selects: { groups: ['OHP', 'GHQ'] } },
  { code: 'OHALLOHP#', title: 'Highway Patrol terminals of district #', selects: { ...PATROL, district: 'number' }, numbers: /^[1-9]$/ },
  {
    code: 'OHALLTERM', title: 'every terminal of the state', selects: {},
    caution: 'USE THIS CODE ONLY FOR URGENT AND IMPORTANT MESSAGES, WHEN EVERY CRIMINAL JUSTICE AGENCY IN THE STATE MUST BE ALERTED',
  },
  { code: 'OHALLLAKE', title: 'all along the Lake Erie shore', selects: { counties: 'lakeErieShore' } },
  { code: 'OHALLRIVR', title: 'all along the Ohio River', selects: { counties: 'ohioRiver' } },
  { code: 'OHALLIS70', title: 'all along Interstate 70', selects: { counties: 'i70' } },
  { code: 'OHALLIS71', title: 'all along Interstate 71', selects: { counties: 'i71' } },
  { code: 'OHALLIS75', title: 'all along Interstate 75', selects: { counties: 'i75' } },
  { code: 'OHALLIS77', title: 'all along Interstate 77', selects: { counties: 'i77' } },
  { code: 'OHALLSHRF', title: "all sheriff's offices", selects: { class: 'county', type: LAW_ENFORCEMENT } },
  { code: 'OHALLPLCE', title: 'all police agencies', selects: { class: 'municipal', type: LAW_ENFORCEMENT } },
  {
    code: 'OHALLTNPK', title: 'all along the Ohio Turnpike', selects: { counties: 'turnpike' }, reservedFor: { ...PATROL, district: 10 },
    caution: 'ONLY FOR ROAD CONDITIONS, BY THE TURNPIKE DISTRICT OF THE HIGHWAY PATROL',
  },
  { code: 'OHALLCNXX', title: 'all in county XX', selects: { counties: 'number' }, numbers: COUNTY },
  { code: 'OHADJCNXX', title: 'all in county XX and the counties that border on it', selects: { counties: 'number-and-neighbours' }, numbers: COUNTY },
  { code: 'OHALLCOPS', title: 'every terminal of a law enforcement agency', selects: { type: LAW_ENFORCEMENT }, systemOnly: true },
];

export type ReadCode = Readonly<{ rule: BroadcastCode; number?: number }>;

const PLACE = /#|XX$/;
const headOf = ({ code }: BroadcastCode): string => code.replace(PLACE, '');
const BY_HEAD: ReadonlyMap<string, BroadcastCode> = new Map(BROADCAST_CODES.map((rule) => [headOf(rule), rule]));

/** Reads a destination as a broadcast code; undefined where it is none, or has a number that no county or district has. */
export const readBroadcastCode = (text: string): ReadCode | undefined => {
  const whole = BY_HEAD.get(text);
  if (whole !== undefined && whole.numbers === undefined) return { rule: whole };
  for (const digits of [1, 2]) {
    const rule = BY_HEAD.get(text.slice(0, -digits));
    const number = text.slice(-digits);
    if (rule?.numbers?.test(number) === true) return { rule, number: Number(number) };
  }
  return undefined;
};
