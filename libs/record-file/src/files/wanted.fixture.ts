import { expect } from '@jest/globals';
import { standardCatalogue } from '@statewire/catalogue';
import { addDuration } from '@statewire/clock';
import type { Fault, Instant, JsonObject } from '@statewire/kernel';
import { historyOf } from '../history.fixture.js';
import { recordDecider } from '../record.decider.js';
import { recordView } from '../record.js';
import { wantedRules } from './wanted.rules.js';

/** Eight in the morning of 20 November in Ohio. */
const START = '2026-11-20T13:00:00.000Z';
export const IDX = 'WP00000004';
export const NIC = 'W000000001';
export const OWNER = 'OHCOP0000';
export const FINDER = 'OHCLP0000';
export const OTHER = 'OH0180000';

export type Fields = Readonly<Record<string, string | readonly string[]>>;
export const BASE: Fields = { NAM: 'SAMPLE,ANN J', SEX: 'F', RAC: 'W', HGT: '505', WGT: '135', HAI: 'BRO', OFF: '2399', DOW: '20261101', OCA: '26-1', DOB: '19880423', EXL: '1' };
export const BY: Fields = { NIC, OCA: '26-1' };
export const listed = (fields: Fields) => Object.fromEntries(Object.entries(fields).map(([tag, value]) => [tag, typeof value === 'string' ? [value] : value]));

const TYPES: Readonly<Record<string, string>> = { E: 'EnterRecord', M: 'ModifyRecord', L: 'LocateRecord', C: 'ClearRecord', X: 'CancelRecord' };
const typeOf = (mke: string): string => (/^(EW|MW$|LW$|CW$|XW$)/.test(mke) ? (TYPES[mke.charAt(0)] ?? '') : 'TreatRecord');

/** A history of one record, to be told what happens to it. */
export const given = () => {
  const history = historyOf(recordDecider([wantedRules], standardCatalogue, { partition: 0, partitions: 4 }), START);
  const tell = (mke: string, fields: Fields, ori = OWNER) =>
    history.tell(typeOf(mke), { mke, ori, staffed24x7: true, fields: listed(fields) }, { ori, key: OWNER });
  const record = () => {
    const last = history.events.at(-1);
    if (last === undefined) throw new Error('nothing happened');
    return recordView(last);
  };
  const scene = {
    history, tell, record,
    /** What was done, in order; each has to be accepted. */
    done: (...steps: readonly (readonly [mke: string, fields: Fields, ori?: string])[]) => {
      for (const [mke, fields, ori] of steps) expect(tell(mke, fields, ori)).toMatchObject({ out: 'accepted' });
      return scene;
    },
    answered: (type: string, payload: JsonObject = {}) => {
      expect(history.tell(type, { idx: IDX, nic: NIC, reason: 'REJECT - X', change: record().change?.number ?? 0, ...payload }, { ori: OWNER, key: OWNER })).toMatchObject({ out: 'accepted' });
      return scene;
    },
    ring: (kind: string, due: Instant | undefined) => history.tell('FireTimer', { stream: `wanted-person/${IDX}`, kind, due: due ?? '' }, { ori: OWNER, key: OWNER }),
    wait: (duration: string) => { history.moveTo(addDuration(history.now(), duration)); return scene; },
    refused: (mke: string, fields: Fields, fault: Partial<Fault>, ori?: string) => { expect(tell(mke, fields, ori)).toMatchObject({ out: 'rejected', faults: [fault] }); return scene; },
  };
  return scene;
};
export const onFile = (more: Fields = {}, mke = 'EW') => given().done([mke, { ...BASE, ...more }]).answered('AcceptEntry');
export const locate = (EXT: string, ori = FINDER) => ['LW', { ...BY, DOR: '20261120', EXT }, ori] as const;
export const detainer = (more: Fields = {}) => ['DW', { ...BY, DOD: '20261120', DNO: 'D-1', IRI: FINDER, ...more }] as const;
