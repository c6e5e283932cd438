import { UNKNOWN_BIRTH, type DescriptionHeld, type PersonHeld } from '@statewire/person-match';
import type { FileRules } from './file-rules.js';
import { ownFields, partsOfOthers, wholeFields } from './parts.js';
import type { RecordView } from './record.js';

/** Who a record is about, as the usual fields say it: every name, alias and date of birth counts, those of its parts about the same person too. */
export const personOf = (record: Pick<RecordView, 'fields' | 'parts'>): PersonHeld => {
  const fields = ownFields(record);
  return {
    names: [...(fields['NAM'] ?? []), ...(fields['AKA'] ?? [])],
    births: fields['DOB'] ?? [],
    sex: fields['SEX']?.[0],
    race: fields['RAC']?.[0],
    county: fields['COU']?.[0],
  };
};

/** The same, where a name alone is a warning: somebody whose birth nobody knows is found whatever birth is asked for (manual, Caution Ohio Police: Inquiry). */
export const personByName = (record: Pick<RecordView, 'fields' | 'parts'>): PersonHeld => {
  const person = personOf(record);
  return person.births.length === 0 ? { ...person, births: [UNKNOWN_BIRTH] } : person;
};

/** Everybody of whom a record tells: who it is about, and the others in its parts, each with names, births and looks of their own. */
export const peopleOf = ({ person = personOf }: Pick<FileRules, 'person'>, record: Pick<RecordView, 'fields' | 'parts' | 'kept'>): readonly [PersonHeld, ...PersonHeld[]] =>
  [person(record), ...partsOfOthers(record).map(([, fields]) => personOf({ fields }))];

/** Name of the part that holds further data of the person. */
export const SUPPLEMENTAL = 'SUPPLEMENTAL DATA';

/** What a record says of somebody's looks; further dates of birth make further ages, those of other people in the record none. */
export const descriptionOf = ({ fields, parts }: Pick<RecordView, 'fields' | 'parts'>): DescriptionHeld => ({
  sex: fields['SEX']?.[0], race: fields['RAC']?.[0], eye: fields['EYE']?.[0], hair: fields['HAI']?.[0], height: fields['HGT']?.[0], weight: fields['WGT']?.[0],
  births: wholeFields({ fields, parts: parts ?? {} }, [SUPPLEMENTAL])['DOB'] ?? [],
});
