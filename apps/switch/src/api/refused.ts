import type { Reply } from '@statewire/contracts';
import type { Fault } from '@statewire/kernel';
import { refusalText, saidOf } from '../domain/words.js';
import type { Context } from './context.js';

/** The journalled answer to a message that a desk, or what is asked before it, has refused. */
export const refused = ({ journal, transmission, message: { mke, ori } }: Context, faults: readonly Fault[], mri?: number): Promise<Reply> => {
  const said = saidOf(faults, mke);
  return journal.answer(transmission, {
    ...(mri === undefined ? {} : { mri }), mke, ori, outcome: 'rejected', code: faults[0]?.code ?? 'DEFECT', says: refusalText(said), faults: said, outside: [], shown: [],
  });
};
