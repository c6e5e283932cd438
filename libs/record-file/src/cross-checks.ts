import type { FileName } from '@statewire/catalogue';
import type { CrossCheck } from './file-rules.js';
import { fileRules } from './files/index.js';
import type { RecordView } from './record.js';

/** Which files hold the other half of a pair that the rules forbid, and in which tags both agree. */
export type Crossing = Pick<CrossCheck, 'files' | 'tags'>;

/** The crossings of a record, on whichever side of a cross-check its file stands. */
export const crossingsOf = ({ file, kind }: Pick<RecordView, 'file' | 'kind'>): readonly Crossing[] => {
  const own = fileRules[file]?.kinds[kind]?.crossCheck;
  const others = Object.values(fileRules).flatMap((rules) =>
    Object.values(rules.kinds).flatMap(({ crossCheck }): readonly Crossing[] =>
      crossCheck?.files.includes(file as FileName) === true ? [{ files: [rules.file], tags: crossCheck.tags }] : []));
  return [...(own === undefined ? [] : [own]), ...others];
};
