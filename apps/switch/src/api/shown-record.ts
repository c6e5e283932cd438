import { ohioText } from '@statewire/clock';
import { fieldsFor, locatedBy, type RecordView } from '@statewire/record-file';

/** A record as it leaves the system over HTTP to an agency: instants with Ohio's offset, and nothing of how it is kept. */
export const shownRecord = (record: RecordView, reader: Parameters<typeof fieldsFor>[1]) => {
  const { file, idx, lid, nic, kind, mke, owner, status, version, parts, entered, located, ended, reason, refusal } = record;
  return {
    file, idx, lid, ...(nic === undefined ? {} : { nic }), kind, mke, ori: owner, status, version, fields: fieldsFor(record, reader),
    ...(parts === undefined ? {} : { parts }),
    ...(entered === undefined ? {} : { entered: ohioText(entered) }),
    ...(located === undefined ? {} : { located: locatedBy(located) }),
    ...(ended === undefined ? {} : { ended: { by: ended.by, at: ohioText(ended.at), fields: ended.fields } }),
    ...(reason === undefined ? {} : { reason }),
    ...(refusal === undefined ? {} : { refusal }),
  };
};

/** The same for whoever hears of its pending changes: with the one that waits for NCIC, so that what was refused can be told from what was asked before. */
export const wholeRecord = (record: RecordView, reader: Parameters<typeof fieldsFor>[1]) => {
  const { change, owner } = record;
  return {
    ...shownRecord(record, reader),
    ...(change === undefined ? {} : { change: { changed: change.changed, fields: fieldsFor({ owner, fields: change.fields }, reader), ...(change.parts === undefined ? {} : { parts: change.parts }) } }),
  };
};
