import type { FileName } from '@statewire/catalogue';
import type { Fault } from '@statewire/kernel';
import type { FileRules } from '../file-rules.js';
import { heldByLine } from '../line.js';
import type { RecordView } from '../record.js';
import { keysOf } from './keys-of.js';

const FILE = 'image';

/** The list of a record's images, by its IDX: that stays, while NCIC gives a record another number each time that it comes there (decision D18). */
export const imagesOfList = (base: string): string => `of/${base}`;

/** The record that an image shows, and where the blob store keeps the picture; `nic` is missing where LEADS alone keeps the record. */
export type ImageBase = Readonly<{ idx: string; file: string; nic?: string }>;
export type Picture = Readonly<{ id: string; length: number; sha256: string }>;

/** A record as an image of it keeps it; one that its line holds no longer keeps the number, and the image has none of it. */
export const imageBaseOf = (record: Pick<RecordView, 'idx' | 'file' | 'nic' | 'more'>): ImageBase => {
  const { idx, file, nic } = record;
  return { idx, file, ...(nic === undefined || !heldByLine(record) ? {} : { nic }) };
};
/** The record that an image shows; `more` is that of an image, and of no other file's record. */
export const baseOf = (more: RecordView['more']): ImageBase => more?.['base'] as unknown as ImageBase;
/** Where its picture lies, as the blob store refers to it; `more` as above. */
export const pictureOf = (more: RecordView['more']): Picture => more?.['picture'] as unknown as Picture;

/**
 * Images of records: chapter Images. Their life hangs on the record that they show, so a desk of their own decides on it
 * (`apps/images`), and inquiries find them by that record.
 */
export const imageRules: FileRules = {
  file: FILE,
  kinds: { image: { idxPrefix: 'IM', keys: keysOf(FILE, 'image'), duplicates: [], retention: [] } },
  identifications: [],
  locate: { term: { days: 10 }, second: 'restarts' },
  line: { name: 'NCIC', nicLetter: 'I' },
  background: 'none',
  foundBy: ['IMN'],
  hangsOn: ({ more }) => baseOf(more).idx,
  disclosedAs: ({ more }) => baseOf(more).file,
  listings: {
    keys: ({ more }) => [imagesOfList(baseOf(more).idx)],
    // Who asks by NIC means the record that has it or had it: the inquiry reads its IDX there.
    asked: {
      QII: (fields) => {
        const base = fields['IDX']?.[0];
        return base === undefined ? undefined : imagesOfList(base);
      },
    },
  },
};

type ImageType = 'M' | 'S' | 'I';
type Limits = Partial<Readonly<Record<ImageType, number>>>;

const OF_PERSONS: Limits = { M: 1, S: 1, I: 10 };
const OF_PROPERTY: Limits = { I: 1 };

/** How many images of each type (mug shot, signature, identifying) a record of a file may have: facts.md §4.3. */
const LIMITS: Partial<Readonly<Record<FileName, Limits>>> = {
  'wanted-person': OF_PERSONS,
  'missing-person': OF_PERSONS,
  cop: OF_PERSONS,
  vehicle: OF_PROPERTY,
  plate: OF_PROPERTY,
  part: OF_PROPERTY,
  towed: OF_PROPERTY,
};

/** What an image itself keeps of a message; the rest names its record, or is the picture. */
export const IMAGE_FIELDS: readonly string[] = ['IMT', 'DOI', 'MIS', 'IMN'];

/** At most so many images of a type; 0 where a record of the file has none of that type. */
export const imagesMax = (file: string, type: string): number => LIMITS[file as FileName]?.[type as ImageType] ?? 0;

/** What stands against an image of that type of a record of the file. */
export const imageTypeFaults = (file: string, type: string): readonly Fault[] =>
  imagesMax(file, type) > 0 ? [] : [{ code: 'FIELD_ERROR', tag: 'IMT', why: imagesMax(file, 'I') > 0 ? 'identifying-alone' : 'image-type' }];
