import type { Mark } from './record.js';

/** A locate as responses and notices print it: by whom, on which day (CCYYMMDD), what becomes of a person, under which case number of theirs. */
export const locatedBy = ({ by, fields }: Mark): Readonly<{ by: string; date: string; disposition?: string; case?: string }> => {
  const [date = ''] = fields['DOR'] ?? [];
  const [number] = fields['RCA'] ?? [];
  const [disposition] = fields['EXT'] ?? [];
  return { by, date, ...(disposition === undefined ? {} : { disposition }), ...(number === undefined ? {} : { case: number }) };
};
