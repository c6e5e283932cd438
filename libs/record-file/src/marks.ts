import type { EventExtras, Happening } from './happening.js';
import type { Scene } from './file-rules.js';
import { lineTold } from './line.js';
import type { Mark, RecordView, Standing } from './record.js';
import type { RecordMessage } from './record.messages.js';
import { filled } from './scene.js';

/** What a locate, a clear or a cancel says, and who says it. */
export const markOf = ({ now }: Scene, { ori, mke, fields }: RecordMessage): Mark => ({ by: ori, at: now, mke, fields: filled(fields) });

/** Whatever ends or locates a record ends its pending change too: the line's answer to it will come too late. */
export const withoutChange = <T extends Standing>({ change: _, ...rest }: T): Omit<T, 'change'> => rest;

/**
 * What a pending entry or change that ends unanswered is still owed. One that would bring the record to the line is taken back there as
 * an entry is: nobody waits for its answer any more.
 */
export const changeEnded = ({ change, asked }: RecordView): EventExtras => {
  const owed = change === undefined ? asked : change.asked;
  return {
    ...(change === undefined ? {} : { endedChange: change.number }),
    ...(change?.joins === true ? { request: 'withdraw' } : {}),
    ...(change?.what === 'supplemented' && change.key !== undefined ? { askedKey: change.key } : {}),
    ...(owed === undefined ? {} : { endedAsked: owed }),
  };
};

/** The record leaves the file by itself; the line is told, if it holds it. */
export const retired = (record: Standing, reason: string, extras: EventExtras = {}): Happening => ({
  what: 'retired', record: { ...record, status: 'retired', reason }, extras: { ...lineTold(record, 'purge'), ...extras },
});
