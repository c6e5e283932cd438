import { ohioDate, ohioInstant } from '@statewire/clock';
import type { Instant, JsonObject } from '@statewire/kernel';
import type { Fields } from './fields.js';
import type { FileRules, KindRules, Knowledge } from './file-rules.js';
import { endOfTerm } from './retention.js';

/** A record as the manual's reader keeps it in mind. */
export type ModelRecord = {
  readonly idx: string;
  readonly kind: string;
  readonly mke: string;
  readonly owner: string;
  status: 'pending' | 'active' | 'located' | 'cleared' | 'cancelled' | 'retired' | 'refused';
  fields: Fields;
  version: number;
  nic?: string;
  entered?: Instant;
  retire?: Instant | undefined;
  change?: { number: number; fields: Fields } | undefined;
  /** Cancelled before the line has answered. */
  unanswered?: boolean;
};

/** Codes of faults as both tellings are compared: each once, in order of the alphabet. */
export const distinct = (codes: readonly string[]): string => [...new Set(codes)].sort().join();

/** Numbers that the system gave: a message may name them, never change them. */
const GIVEN = ['NIC', 'IDX', 'LID'];

type Message = Readonly<{ mke: string; ori: string; fields: Fields; idx?: string }>;

/**
 * The life of records told a second time, slowly: one list, searched from end to end for every question, no index, no event.
 * `tell` says `accepted` or the codes of the faults, and changes the list.
 */
export const lifeModel = (rules: FileRules, knowledge: Knowledge, idxOf: (kind: KindRules, count: number) => string) => {
  const records: ModelRecord[] = [];
  const live = () => records.filter(({ status }) => ['pending', 'active', 'located'].includes(status));
  const kindRules = (kind: string): KindRules => rules.kinds[kind] as KindRules;
  const kindOfKey = (mke: string): string =>
    Object.keys(rules.kinds).find((kind) => Object.values(kindRules(kind).keys).some((keys) => keys.includes(mke))) ?? '';

  const told = ({ idx, nic, fields }: ModelRecord, tag: string): string | undefined =>
    ({ IDX: idx, LID: idx.slice(2), NIC: nic ?? '' })[tag] ?? fields[tag]?.[0];

  const alike = (kind: string, one: Fields, other: Fields): boolean =>
    kindRules(kind).duplicates.some((tags) =>
      tags.every((tag) => (one[tag] !== undefined || kindRules(kind).mayLack?.includes(tag) === true) && one[tag]?.[0] === other[tag]?.[0]));

  const doubles = (kind: string, owner: string, fields: Fields, self?: ModelRecord): boolean =>
    live().some((each) => each !== self && each.kind === kind && each.owner === owner
      && (alike(kind, fields, each.fields) || (each.change !== undefined && alike(kind, fields, each.change.fields))));

  const broken = (mke: string, fields: Fields, changed: readonly string[], now: Instant, entered: Instant = now): readonly string[] =>
    knowledge.checkRecord(mke, fields, { today: ohioDate(now), entered: ohioDate(entered), changed: new Set(changed) }).map(({ code }) => code);

  const isNamed = (fields: Fields, tag: string): boolean => (fields[tag]?.[0] ?? '') !== '';
  const namings = (fields: Fields): readonly (readonly string[])[] => rules.identifications.filter((tags) => tags.every((tag) => isNamed(fields, tag)));

  /** Those that agree in these tags and in the numbers that the system gave, as far as the agency sees them. */
  const agreeing = (asked: string, { mke, ori, fields, idx }: Message, naming: readonly string[]): readonly ModelRecord[] => {
    const tags = [...naming, ...GIVEN.filter((tag) => fields[tag] !== undefined)];
    const fitting = live().filter((each) => (idx ?? each.idx) === each.idx && each.kind === kindOfKey(mke) && tags.every((tag) => told(each, tag) === fields[tag]?.[0]));
    return fitting.filter((each) => each.status !== 'pending' || (each.owner === ori && ['ModifyRecord', 'CancelRecord'].includes(asked)));
  };

  /**
   * The first combination that names something, with the case and all that stands beside it in a larger one, and what it names: never a record that has other
   * values for what stood before. In whatever is no modification all identifiers together. `by`: the combination alone.
   */
  const named = (asked: string, message: Message): Readonly<{ naming: readonly string[]; by: readonly string[]; seen: readonly ModelRecord[] }> => {
    const sets = namings(message.fields);
    const larger = (tags: readonly string[]) => [...sets.filter((each) => tags.every((tag) => each.includes(tag))).sort((one, other) => other.length - one.length)[0] ?? [], ...(isNamed(message.fields, 'OCA') ? ['OCA'] : [])];
    const ways = asked === 'ModifyRecord' ? sets.map(larger) : [rules.identifications.flat().filter((tag) => isNamed(message.fields, tag))];
    for (const [n, naming] of ways.entries()) {
      const before = ways.slice(0, n).flat().filter((tag) => !naming.includes(tag));
      const seen = agreeing(asked, message, naming).filter((each) => before.every((tag) => told(each, tag) === undefined));
      if (seen.length > 0) return { naming, by: sets[n] ?? [], seen };
    }
    return { naming: ways[0] ?? [], by: [], seen: [] };
  };

  /** Either the record, or why there is none. */
  const meant = (asked: string, message: Message): ModelRecord | string => {
    const { ori } = message;
    const { seen } = named(asked, message);
    const right = seen.filter((each) => (asked === 'LocateRecord') !== (each.owner === ori));
    if (right.length > 1) return 'AMBIGUOUS';
    if (right[0] !== undefined) return right[0];
    if (seen.length === 0) return 'NOT_ON_FILE';
    return asked === 'LocateRecord' ? 'NOT_AUTHORIZED' : 'NOT_OWNER';
  };

  const lifeOf = (kind: string, fields: Fields, entered: Instant): Instant | undefined => {
    const rule = kindRules(kind).retention.find(({ where = [] }) => where.length === 0 || where.some((tag) => fields[tag] !== undefined));
    if (rule === undefined || rule.term === 'until-ended') return undefined;
    if ('years' in rule.term) return ohioInstant(`${String(Number(fields[rule.term.after]?.[0]) + rule.term.years + 1)}0101`, '0005');
    return endOfTerm(rule.term, entered);
  };

  const end = (record: ModelRecord, status: ModelRecord['status']): string => {
    Object.assign(record, { status, version: record.version + 1, change: undefined, retire: undefined });
    return 'accepted';
  };

  const clean = (fields: Fields): Fields =>
    Object.fromEntries(Object.entries(fields).flatMap(([tag, values]) => {
      const said = values.filter((value) => value !== '');
      return said.length === 0 ? [] : [[tag, said]];
    }));

  const modify = (record: ModelRecord, message: Message, now: Instant): string => {
    const { fields } = message;
    if (record.status === 'located') return 'LOCATED';
    if (record.status === 'pending' || record.change !== undefined) return 'PENDING_CHANGE';
    const { naming, by } = named('ModifyRecord', message);
    const next: Record<string, readonly string[]> = { ...record.fields };
    const changes = Object.entries(fields).filter(([tag, values]) => values.length > 1 || ![...naming, ...GIVEN].includes(tag));
    if (changes.length === 0) return 'MISSING_FIELD';
    // A former value is said of what names the record alone.
    if (rules.identifications.flat().some((tag) => !GIVEN.includes(tag) && !by.includes(tag) && (fields[tag] ?? []).length > 1)) return 'FIELD_ERROR';
    for (const [tag, values] of changes) next[tag] = [values.at(-1) ?? ''];
    const changed = clean(next);
    const other = changes.map(([tag]) => tag).filter((tag) => String(changed[tag] ?? '') !== String(record.fields[tag] ?? ''));
    const codes = [
      ...broken(record.mke, changed, other, now, record.entered),
      ...(doubles(record.kind, record.owner, changed, record) ? ['ON_FILE'] : []),
    ];
    if (codes.length > 0) return distinct(codes);
    record.version += 1;
    record.change = { number: record.version, fields: changed };
    return 'accepted';
  };

  const enter = ({ mke, ori, fields }: Message, now: Instant): string => {
    const kind = kindOfKey(mke);
    const entered = clean(fields);
    const codes = [...broken(mke, entered, Object.keys(entered), now), ...(doubles(kind, ori, entered) ? ['ON_FILE'] : [])];
    if (codes.length > 0) return distinct(codes);
    records.push({ idx: idxOf(kindRules(kind), records.length + 1), kind, mke, owner: ori, status: 'pending', fields: entered, version: 1 });
    return 'accepted';
  };

  const locate = (record: ModelRecord, now: Instant): string => {
    if (rules.locate.first === 'ends' || (record.status === 'located' && rules.locate.second === 'ends')) {
      record.version += 1;
      return end(record, 'retired');
    }
    Object.assign(record, { status: 'located', version: record.version + 1, change: undefined, retire: [endOfTerm(rules.locate.term, now), lifeOf(record.kind, record.fields, record.entered ?? now)].sort()[0] });
    return 'accepted';
  };

  const answerEntry = (record: ModelRecord | undefined, nic: string | undefined, now: Instant): string => {
    if (record?.unanswered === true) {
      Object.assign(record, { unanswered: false, version: record.version + 1, ...(nic === undefined ? {} : { nic }) });
      return 'accepted';
    }
    if (record?.status !== 'pending') return 'OBSOLETE';
    if (nic === undefined) return end(record, 'refused');
    Object.assign(record, { status: 'active', version: record.version + 1, nic, entered: now, retire: lifeOf(record.kind, record.fields, now) });
    return 'accepted';
  };

  const answerChange = (record: ModelRecord | undefined, number: number, accepted: boolean, now: Instant): string => {
    if (record?.change?.number !== number) return 'OBSOLETE';
    if (accepted) {
      record.fields = record.change.fields;
      record.retire = lifeOf(record.kind, record.fields, record.entered ?? '');
    }
    Object.assign(record, { version: record.version + 1, change: undefined });
    return accepted && record.retire !== undefined && record.retire <= now ? end(record, 'retired') : 'accepted';
  };

  const fire = (record: ModelRecord | undefined, due: string): string =>
    record !== undefined && live().includes(record) && record.retire === due ? end(record, 'retired') : 'OBSOLETE';

  const cancel = (record: ModelRecord): string => {
    record.unanswered = record.status === 'pending';
    return end(record, 'cancelled');
  };

  const tell = (type: string, payload: JsonObject, now: Instant): string => {
    const message = payload as unknown as Message;
    if (type === 'EnterRecord') return enter(message, now);
    const name = payload['stream'] ?? payload['idx'];
    const record = records.find(({ idx }) => typeof name === 'string' && name.endsWith(idx));
    if (type === 'AcceptEntry' || type === 'RefuseEntry') return answerEntry(record, payload['nic'] as string | undefined, now);
    if (type === 'AcceptChange' || type === 'RefuseChange') return answerChange(record, payload['change'] as number, type === 'AcceptChange', now);
    if (type === 'FireTimer') return fire(record, payload['due'] as string);
    const found = meant(type, message);
    if (typeof found === 'string') return found;
    if (type === 'ModifyRecord') return modify(found, message, now);
    if (type === 'LocateRecord') return locate(found, now);
    return type === 'ClearRecord' ? end(found, 'cleared') : cancel(found);
  };

  return { tell, records, live, doubles };
};
