import type { MessageKey } from '../message-key.js';

/** Chapters Administrative Message Guidelines and Other Transactions (escaped violent felon); decisions M1, M9. */

const MESSAGE = { function: 'message', file: 'message', right: 'message', sentTo: ['LEADS'] } as const;

export const messageKeys: readonly MessageKey[] = [
  {
    ...MESSAGE,
    mke: 'AM',
    title: 'send an administrative message',
    translation: 'ADMINISTRATIVE MESSAGE',
    needs: ['DRI', 'TXT'],
    takes: ['MNO', 'AGY', 'ATT'],
    addressed: { by: 'destinations', orisMax: 5, codesMax: 10 },
  },
  {
    ...MESSAGE,
    mke: 'EVFNOT',
    title: 'notify of an escaped violent felon',
    translation: 'ESCAPED VIOLENT FELON NOTIFICATION',
    needs: ['NAM'],
    takes: ['AGY', 'FAC', 'NARR', 'SEX', 'RAC', 'HGT', 'WGT', 'HAI', 'EYE', 'AGE', 'DESC'],
    addressed: {
      by: 'rule',
      to: [
        { title: 'law enforcement agencies in the county of the sending agency', counties: 'own', type: 'law-enforcement' },
        { title: 'the Highway Patrol', groups: ['OHP'] },
      ],
    },
  },
];
