import { type FileName, recordText } from '@statewire/catalogue';
import type { RecordRef } from '@statewire/contracts';
import type { Fields } from './fields.js';
import { locatedBy } from './located.js';
import type { RecordView } from './record.js';

/** A record as replies and mail name it. */
export const recordRef = ({ file, idx, lid, nic, status }: RecordView): RecordRef => ({ file, idx, lid, status, ...(nic === undefined ? {} : { nic }) });

/** A record as responses, acceptances and notices print it: the fields in force, or others in their place. */
export const recordLines = ({ file, mke, owner, status, fields: inForce, idx, lid, nic, located }: RecordView, fields: Fields = inForce): string =>
  recordText(file as FileName, {
    mke, ori: owner, status, fields, idx, lid,
    ...(nic === undefined ? {} : { nic }),
    ...(located === undefined ? {} : { located: locatedBy(located) }),
  });
