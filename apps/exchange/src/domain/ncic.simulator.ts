import { addDays, ohioDate, ohioInstant } from '@statewire/clock';
import { raiseCount, type Counts, type Instant, type StateDraft, type StateReader } from '@statewire/kernel';
import { fileRules, ownFields, promisesExtradition } from '@statewire/record-file';
import type { Delay, LineAnswer, LineRequest } from './line.js';
import { ncicImagesPlace, ncicPlaces, ncicRecordKey, type NcicRecord } from './ncic-store.js';
import { compareWithUnidentified, comparisonText } from './unidentified.js';

/**
 * NCIC as far as the switch sees it: it accepts, numbers and answers from a store of its own. Its store is folded from
 * the answers on the exchange ledger, so that it survives whatever happens to the process.
 */

/** Words in MIS by which a message asks the simulator to refuse, or to keep silent (decisions, Simulators). */
const REFUSE = 'NCIC-REJECT';
const SILENT = 'NCIC-SILENT';
const SILENT_MS = 15 * 60_000;
const COUNT_KEY = 'ncic/count';

/** The text that the message itself brought: a modification of other fields says nothing by the MIS that is on file. */
const misOf = ({ fields, parts = {}, changed }: LineRequest): string =>
  changed?.includes('MIS') === false ? '' : [fields, ...Object.values(parts)].flatMap((block) => block['MIS'] ?? []).join(' ');
const isJudged = ({ function: f }: LineRequest): boolean => f === 'enter' || f === 'modify';

export const ncicDelay = (request: LineRequest): Delay =>
  isJudged(request) && misOf(request).includes(SILENT) ? { answerAfterMs: SILENT_MS } : {};

export const ncicAnswer = (state: StateReader, request: LineRequest): LineAnswer => {
  if (isJudged(request) && misOf(request).includes(REFUSE)) return { accepted: false, reason: 'REJECT - FIELD ERR MIS' };
  if (request.function === 'enter') {
    const number = (state.get<number>(COUNT_KEY) ?? 0) + 1;
    return { accepted: true, nic: `${fileRules[request.file]?.line?.nicLetter ?? 'V'}${String(number).padStart(9, '0')}` };
  }
  const nic = request.nic ?? '';
  if (request.function === 'compare') return { accepted: true, nic, said: compareWithUnidentified(ownFields(request)).map(comparisonText) };
  // An image has gone with its record already: that LEADS ends it too is no fault.
  if (request.function === 'purge' && request.file === 'image') return { accepted: true, nic };
  return state.get(ncicRecordKey(nic)) === undefined ? { accepted: false, nic, reason: 'REJECT - NOT ON FILE' } : { accepted: true, nic };
};

/** NCIC looks at a locate with NOEX on the day after it, as whatever belongs to a day (decision D8). The manual does not say when. */
const REVIEW_TIME = '0005';
const NOT_EXTRADITED = 'NOEX';

/** When NCIC looks whether a locate keeps to what the record says of extradition; only where it does not, anything may come of it (manual, Locates with EXT/NOEX). */
export const ncicReviewDue = (state: StateReader, { function: f, located, nic = '' }: LineRequest, now: Instant): Instant | undefined => {
  const record = state.get<NcicRecord>(ncicRecordKey(nic));
  if (f !== 'locate' || located?.disposition !== NOT_EXTRADITED || record === undefined || !promisesExtradition(record.fields)) return undefined;
  return ohioInstant(addDays(ohioDate(now), 1), REVIEW_TIME);
};

/** The record as NCIC would cancel it; undefined where its agency has set limits meanwhile, or somebody brings the person back. */
export const ncicReview = (state: StateReader, { nic = '' }: LineRequest): NcicRecord | undefined => {
  const record = state.get<NcicRecord>(ncicRecordKey(nic));
  return record?.located?.disposition === NOT_EXTRADITED && promisesExtradition(record.fields) ? record : undefined;
};

const store = (draft: StateDraft, record: NcicRecord): void => {
  draft.set(ncicRecordKey(record.nic), record);
  for (const key of ncicPlaces(record)) draft.set(key, [...new Set([...(draft.get<readonly string[]>(key) ?? []), record.nic])]);
};

const remove = (draft: StateDraft, nic: string): void => {
  const record = draft.get<NcicRecord>(ncicRecordKey(nic));
  if (record === undefined) return;
  draft.delete(ncicRecordKey(nic));
  for (const key of ncicPlaces(record)) {
    const left = (draft.get<readonly string[]>(key) ?? []).filter((other) => other !== nic);
    if (left.length === 0) draft.delete(key);
    else draft.set(key, left);
  }
};

/** A record that ends takes its images with it (manual, Images: Clear). */
export const ncicEnd = (draft: StateDraft, nic: string): void => {
  for (const image of draft.get<readonly string[]>(ncicImagesPlace(nic)) ?? []) remove(draft, image);
  remove(draft, nic);
};

/** The record with what its agency keeps apart of it now, a detainer or none; nothing of that is searched for. */
const withDetainer = ({ parts: _, ...record }: NcicRecord, parts: NcicRecord['parts']): NcicRecord => ({ ...record, ...(parts === undefined ? {} : { parts }) });

/** What NCIC's store looks like after it has answered. */
export const ncicEvolve = (draft: StateDraft, request: LineRequest, answer: LineAnswer): void => {
  const { nic } = answer;
  if (!answer.accepted || nic === undefined || request.function === 'compare') return;
  const { function: f, file, mke, ori, fields, parts, located } = request;
  const sent = { nic, file, mke, ori, fields, ...(parts === undefined ? {} : { parts }) };
  if (f === 'enter') {
    draft.set(COUNT_KEY, (draft.get<number>(COUNT_KEY) ?? 0) + 1);
    store(draft, sent);
  } else if (f === 'modify' || f === 'reduce') {
    const former = draft.get<NcicRecord>(ncicRecordKey(nic))?.located;
    remove(draft, nic);
    store(draft, { ...sent, ...(former === undefined ? {} : { located: former }) });
  } else if (f === 'locate') {
    const record = draft.get<NcicRecord>(ncicRecordKey(nic));
    if (record !== undefined && located !== undefined) draft.set(ncicRecordKey(nic), { ...record, located });
  } else if (f === 'detain' || f === 'release') {
    const record = draft.get<NcicRecord>(ncicRecordKey(nic));
    if (record !== undefined) draft.set(ncicRecordKey(nic), withDetainer(record, parts));
  } else ncicEnd(draft, nic);
};

/** How far numbers are given where this was answered to an entry. */
export const ncicCounts = (isEntry: boolean, { accepted, nic }: LineAnswer): Counts => (isEntry && accepted && nic !== undefined ? { [COUNT_KEY]: Number(nic.slice(1)) } : {});

export const ncicRaise = (draft: StateDraft, { [COUNT_KEY]: count = 0 }: Counts): void => {
  raiseCount(draft, COUNT_KEY, count);
};
