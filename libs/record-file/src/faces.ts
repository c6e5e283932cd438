import type { FileRules } from './file-rules.js';
import { wholeFields } from './parts.js';
import { fillings, type RecordView } from './record.js';

type Faced = Pick<RecordView, 'idx' | 'lid' | 'mke' | 'owner' | 'fields' | 'parts' | 'nic' | 'nicsBefore'>;

const whole = <Of extends Faced>(record: Of): Of => (record.parts === undefined ? record : { ...record, fields: wholeFields(record) });

/** A record as whoever looks for it sees it, by turns: a record of one vehicle or person has one face, its fields and those of its parts. */
export const facesOf = <Of extends Faced>({ faces }: Pick<FileRules, 'faces'>, record: Of): readonly Of[] =>
  faces === undefined ? [whole(record)] : faces(record.fields).map((fields) => ({ ...record, fields }));

/** Every way in which one of a record's faces fills a combination of tags, each once. */
export const facesFilling = (rules: Pick<FileRules, 'faces'>, record: Faced, tags: readonly string[]): readonly string[] =>
  rules.faces === undefined ? fillings(whole(record), tags) : [...new Set(facesOf(rules, record).flatMap((face) => fillings(face, tags)))];
