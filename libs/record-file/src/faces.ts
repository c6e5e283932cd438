import type { FileRules } from './file-rules.js';
import { fillings, type RecordView } from './record.js';

type Faced = Pick<RecordView, 'idx' | 'lid' | 'mke' | 'owner' | 'fields' | 'nic'>;

/** A record as whoever looks for it sees it, by turns: a record of one vehicle or person has one face, its fields. */
export const facesOf = <Of extends Faced>({ faces }: Pick<FileRules, 'faces'>, record: Of): readonly Of[] =>
  faces === undefined ? [record] : faces(record.fields).map((fields) => ({ ...record, fields }));

/** Every way in which one of a record's faces fills a combination of tags, each once. */
export const facesFilling = (rules: Pick<FileRules, 'faces'>, record: Faced, tags: readonly string[]): readonly string[] =>
  rules.faces === undefined ? fillings(record, tags) : [...new Set(facesOf(rules, record).flatMap((face) => fillings(face, tags)))];
