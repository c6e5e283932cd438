import { identifyAll } from '@statewire/catalogue';
import type { Fault } from '@statewire/kernel';
import { barsAnother, fileRules, fillings, valuesOf, type KindRules, type RecordView } from '@statewire/record-file';
import { alike } from './alike.js';
import type { Context } from './context.js';

/** A record as it would stand: what its duplicates are told by. */
type Proposed = Pick<RecordView, 'idx' | 'lid' | 'mke' | 'owner' | 'fields'>;

/** The kind of records of which one agency's lie at several desks: entered at its county's, or taken over where they were entered. */
const kindOf = ({ key: { file, kind = '' } }: Context): KindRules | undefined => {
  const rules = fileRules[file];
  const found = rules?.kinds[kind];
  return rules?.home === undefined || found === undefined || found.duplicates.length === 0 ? undefined : found;
};

/** The messages of an agency that have to be carried out one after another: of two at the very same moment neither would see the other's record. */
export const turnOf = (context: Context): string | undefined => {
  const { key: { file, function: asked }, message: { ori } } = context;
  return (asked === 'enter' || asked === 'modify') && kindOf(context) !== undefined ? `${file}/${ori}` : undefined;
};

const isNamed = (record: RecordView, by: Readonly<Record<string, string>>): boolean => Object.entries(by).every(([tag, value]) => valuesOf(record, tag).includes(value));

/** What the message would make: nothing where it names no record, or asks for what its sender may not, which the record's desk says. */
const proposed = async (context: Context): Promise<Proposed | undefined> => {
  const { platform, key, message: { mke, ori, fields } } = context;
  if (key.function === 'enter') return { idx: '', lid: '', mke, owner: ori, fields };
  const [named] = key.function === 'modify' ? identifyAll(context.message) : [];
  if (named === undefined) return undefined;
  const [record] = await alike(platform, { files: [key.file], tags: ['LID'], fields: { LID: [named.by['LID'] ?? ''] } });
  if (record === undefined || !isNamed(record, named.by) || (record.owner !== ori && named.others['ORI']?.[0] !== ori)) return undefined;
  const { ORI: _, ...changes } = named.others;
  return { ...record, owner: ori, fields: { ...record.fields, ...changes } };
};

/** They agree in all tags of a combination. */
const double = ({ duplicates }: KindRules, one: Proposed, other: Proposed): boolean =>
  duplicates.some((tags) => fillings(one, tags).some((values) => fillings(other, tags).includes(values)));

/**
 * The records that this message would double, at whatever desk they lie: a desk sees those of its own county alone, and a permit that was
 * taken over stays at the former sheriff's (decisions D17, D20). What it does to them is shown before the agency's next message has its turn ({@link turnOf}).
 */
export const heldElsewhere = async (context: Context): Promise<readonly Fault[]> => {
  const kind = kindOf(context);
  const record = kind && (await proposed(context));
  if (kind === undefined || record === undefined || (context.key.function === 'modify' && !barsAnother(kind, record.fields))) return [];
  const { NAM = [], DOB = [] } = record.fields;
  const others = await alike(context.platform, { files: [context.key.file], tags: ['NAM'], fields: { NAM, DOB } });
  return others
    .filter((other) => other.owner === record.owner && other.idx !== record.idx && barsAnother(kind, other.fields) && double(kind, record, other))
    .map(({ idx }): Fault => ({ code: 'ON_FILE', idx }));
};
