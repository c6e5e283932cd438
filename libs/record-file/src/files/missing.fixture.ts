import { expect } from '@jest/globals';
import { standardCatalogue } from '@statewire/catalogue';
import { addDuration } from '@statewire/clock';
import type { Fault, JsonObject } from '@statewire/kernel';
import { historyOf } from '../history.fixture.js';
import { recordDecider } from '../record.decider.js';
import { recordView } from '../record.js';
import { missingRules } from './missing.rules.js';

/** Eight in the morning of 20 November in Ohio. */
const START = '2026-11-20T13:00:00.000Z';
export const IDX = 'MP00000004';
export const NIC = 'M000000001';
export const OWNER = 'OH0480000';
export const FINDER = 'OH0310000';

export type Fields = Readonly<Record<string, string | readonly string[]>>;
export const BASE: Fields = {
  NAM: 'WANDERER,WILL', SEX: 'M', RAC: 'W', HGT: '511', WGT: '170', HAI: 'GRY', EYE: 'BLU', MNP: 'MP', DLC: '20261119', DOB: '19500501', OCA: 'D-1',
};
export const BY: Fields = { NIC, OCA: 'D-1' };
const listed = (fields: Fields) => Object.fromEntries(Object.entries(fields).map(([tag, value]) => [tag, typeof value === 'string' ? [value] : value]));

const TYPES: Readonly<Record<string, string>> = { MM: 'ModifyRecord', LM: 'LocateRecord', CM: 'ClearRecord', XM: 'CancelRecord' };
const typeOf = (mke: string): string => TYPES[mke] ?? (/^EM[DEIJVO]C?$/.test(mke) ? 'EnterRecord' : 'TreatRecord');

/** A history of one record, to be told what happens to it. */
export const given = () => {
  const history = historyOf(recordDecider([missingRules], standardCatalogue, { partition: 0, partitions: 4 }), START);
  const tell = (mke: string, fields: Fields, ori = OWNER) => history.tell(typeOf(mke), { mke, ori, staffed24x7: true, fields: listed(fields) }, { ori, key: OWNER });
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
    /** The clock of that kind comes, as it is set. */
    rings: (kind: string) => {
      const due = record().clocks?.[kind] ?? '';
      history.moveTo(due);
      expect(history.tell('FireTimer', { stream: `missing-person/${IDX}`, kind, due }, { ori: OWNER, key: OWNER })).toMatchObject({ out: 'accepted' });
      return scene;
    },
    clocks: () => record().clocks,
    wait: (duration: string) => { history.moveTo(addDuration(history.now(), duration)); return scene; },
    refused: (mke: string, fields: Fields, fault: Partial<Fault>, ori?: string) => { expect(tell(mke, fields, ori)).toMatchObject({ out: 'rejected', faults: [fault] }); return scene; },
  };
  return scene;
};
export const onFile = (more: Fields = {}, mke = 'EMD') => given().done([mke, { ...BASE, ...more }]).answered('AcceptEntry');
