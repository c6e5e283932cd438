import type { Mark } from './record.js';

/** A locate as responses and notices print it: by whom, on which day (CCYYMMDD), under which case number of theirs. */
export const locatedBy = ({ by, fields }: Mark): Readonly<{ by: string; date: string; case?: string }> => {
  const [date = ''] = fields['DOR'] ?? [];
  const [number] = fields['RCA'] ?? [];
  return { by, date, ...(number === undefined ? {} : { case: number }) };
};
