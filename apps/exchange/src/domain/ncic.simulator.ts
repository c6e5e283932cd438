import type { StateDraft, StateReader } from '@statewire/kernel';
import { fileRules } from '@statewire/record-file';
import type { Delay, Fields, LineAnswer, LineRequest } from './line.js';

/**
 * NCIC as far as the switch sees it: it accepts, numbers and answers from a store of its own. Its store is folded from
 * the answers on the exchange ledger, so that it survives whatever happens to the process.
 */
export type NcicRecord = Readonly<{
  nic: string; file: string; mke: string; ori: string; fields: Fields;
  located?: Readonly<{ by: string; date: string; case?: string }>;
}>;

/** Words in MIS by which a message asks the simulator to refuse, or to keep silent (decisions, Simulators). */
const REFUSE = 'NCIC-REJECT';
const SILENT = 'NCIC-SILENT';
const SILENT_MS = 15 * 60_000;

/** Identifiers that NCIC finds a record by, alone or with a companion that must agree when it is given. */
const SEARCHED = ['NIC', 'VIN', 'LIC', 'OAN', 'SER'] as const;
const COMPANIONS: Readonly<Record<string, readonly string[]>> = { LIC: ['LIS'], VIN: ['VMA'], OAN: ['VMA'], SER: [], NIC: [] };

const recordKey = (nic: string): string => `ncic/record/${nic}`;
const searchKey = (tag: string, value: string): string => `ncic/key/${tag}/${value}`;

/** The text that the message itself brought: a modification of other fields says nothing by the MIS that is on file. */
const misOf = ({ fields, changed }: LineRequest): string => (changed?.includes('MIS') === false ? '' : (fields['MIS'] ?? []).join(' '));
const isJudged = ({ function: f }: LineRequest): boolean => f === 'enter' || f === 'modify';

export const ncicDelay = (request: LineRequest): Delay =>
  isJudged(request) && misOf(request).includes(SILENT) ? { answerAfterMs: SILENT_MS } : {};

export const ncicAnswer = (state: StateReader, request: LineRequest): LineAnswer => {
  if (isJudged(request) && misOf(request).includes(REFUSE)) return { accepted: false, reason: 'REJECT - FIELD ERR MIS' };
  if (request.function === 'enter') {
    const number = (state.get<number>('ncic/count') ?? 0) + 1;
    return { accepted: true, nic: `${fileRules[request.file]?.line?.nicLetter ?? 'V'}${String(number).padStart(9, '0')}` };
  }
  const nic = request.nic ?? '';
  return state.get(recordKey(nic)) === undefined ? { accepted: false, nic, reason: 'REJECT - NOT ON FILE' } : { accepted: true, nic };
};

const keysOf = ({ nic, fields }: NcicRecord): readonly string[] =>
  SEARCHED.flatMap((tag) => (tag === 'NIC' ? [nic] : (fields[tag] ?? [])).map((value) => searchKey(tag, value)));

const store = (draft: StateDraft, record: NcicRecord): void => {
  draft.set(recordKey(record.nic), record);
  for (const key of keysOf(record)) draft.set(key, [...new Set([...(draft.get<readonly string[]>(key) ?? []), record.nic])]);
};

const remove = (draft: StateDraft, nic: string): void => {
  const record = draft.get<NcicRecord>(recordKey(nic));
  if (record === undefined) return;
  draft.delete(recordKey(nic));
  for (const key of keysOf(record)) {
    const left = (draft.get<readonly string[]>(key) ?? []).filter((other) => other !== nic);
    if (left.length === 0) draft.delete(key);
    else draft.set(key, left);
  }
};

/** What NCIC's store looks like after it has answered. */
export const ncicEvolve = (draft: StateDraft, request: LineRequest, answer: LineAnswer): void => {
  const { nic } = answer;
  if (!answer.accepted || nic === undefined) return;
  const { function: f, file, mke, ori, fields, located } = request;
  if (f === 'enter') {
    draft.set('ncic/count', (draft.get<number>('ncic/count') ?? 0) + 1);
    store(draft, { nic, file, mke, ori, fields });
  } else if (f === 'modify') {
    remove(draft, nic);
    store(draft, { nic, file, mke, ori, fields });
  } else if (f === 'locate') {
    const record = draft.get<NcicRecord>(recordKey(nic));
    if (record !== undefined && located !== undefined) draft.set(recordKey(nic), { ...record, located });
  } else remove(draft, nic);
};

/** Records that fit an inquiry's identifiers, by number; none when it brings none that NCIC searches by. */
export const ncicSearch = (state: StateReader, fields: Fields): readonly NcicRecord[] => {
  const found = new Map<string, NcicRecord>();
  for (const tag of SEARCHED) {
    for (const value of fields[tag] ?? []) {
      for (const nic of state.get<readonly string[]>(searchKey(tag, value)) ?? []) {
        const record = state.get<NcicRecord>(recordKey(nic));
        const agrees = (COMPANIONS[tag] ?? []).every((other) => {
          const asked = fields[other]?.[0];
          const held = record?.fields[other];
          return asked === undefined || held === undefined || held.includes(asked);
        });
        if (record !== undefined && agrees) found.set(nic, record);
      }
    }
  }
  return [...found.values()].sort((a, b) => (a.nic < b.nic ? -1 : 1));
};
