import { ohioText } from '@statewire/clock';
import { fieldsFor, locatedBy, type RecordView } from '@statewire/record-file';

/** A record as it leaves the system over HTTP to an agency: instants with Ohio's offset, and nothing of how it is kept. */
export const shownRecord = (record: RecordView, reader: Parameters<typeof fieldsFor>[1]) => {
  const { file, idx, lid, nic, kind, mke, owner, status, version, parts, entered, located, ended, reason } = record;
  return {
    file, idx, lid, ...(nic === undefined ? {} : { nic }), kind, mke, ori: owner, status, version, fields: fieldsFor(record, reader),
    ...(parts === undefined ? {} : { parts }),
    ...(entered === undefined ? {} : { entered: ohioText(entered) }),
    ...(located === undefined ? {} : { located: locatedBy(located) }),
    ...(ended === undefined ? {} : { ended: { by: ended.by, at: ohioText(ended.at), fields: ended.fields } }),
    ...(reason === undefined ? {} : { reason }),
  };
};
