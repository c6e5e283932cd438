import type { Advice, MessageKey } from '../message-key.js';
import { CANCEL_DATE } from './reaches.js';

/** What stolen property has in common: the plate and parts chapters say it, and facts.md §4, row 39 takes it over for vehicles. */

export const FORWARDED = ['LEADS', 'NCIC'] as const;
export const PLATE = ['LIC', 'LIS', 'LIY', 'LIT'];
export const LINK = ['LKI', 'LKA'];
/**
 * The manual's first way to name a record, and what stands in for it: of two of the same numbers and case, one that still waits for NCIC has its
 * index number alone to be told by (interface: its owner's cancel ends a pending entry).
 */
export const BY_GIVEN_NUMBER = [['NIC', 'OCA'], ['IDX', 'OCA']];
const RECOVERY = ['RPP', 'NPA', 'NPF', 'VNP', 'VOR', 'VRC'];

const CANCEL_REASON: Advice = { tags: ['RPP'], says: 'RPP should be CASE DROPPED or NOT STOLEN' };
const RECOVERED_BY: Advice = {
  tags: ['RRI', 'RCA'],
  status: 'active',
  says: 'RRI and RCA, the recovering agency and its case number, should be given when an active record is cleared',
};

/** One kind of stolen property, as far as its updates differ from those of another. */
export type Property = Readonly<
  Required<Pick<MessageKey, 'file' | 'kind' | 'identifiedBy' | 'changes'>> &
    Pick<MessageKey, 'within'> & {
      /** What the message keys end with: the V of MV, XV, LV and CV. */
      letter: string;
      /** What is treated, as a noun phrase: `stolen vehicle`. */
      words: string;
    }
>;

/** Modify, cancel, locate and clear; a changed record keeps the rules of `E` and the letter. */
export const propertyUpdates = ({ letter, words, changes, within, ...record }: Property): readonly MessageKey[] => {
  const shared = { ...record, sentTo: FORWARDED } as const;
  const recovered = { takesOnly: { RPP: 'own-RPP-recovery' } } as const;
  return [
    {
      ...shared,
      mke: `M${letter}`,
      title: `modify a ${words} record`,
      function: 'modify',
      right: 'modify',
      entry: `E${letter}`,
      changes,
      ...(within === undefined ? {} : { within }),
    },
    {
      ...shared,
      mke: `X${letter}`,
      title: `cancel a ${words} record`,
      function: 'cancel',
      right: 'remove',
      needs: ['DOC'],
      takes: ['RPP'],
      takesOnly: { RPP: 'own-RPP-cancel' },
      within: { DOC: CANCEL_DATE },
      should: [CANCEL_REASON],
    },
    { ...shared, ...recovered, mke: `L${letter}`, title: `locate a ${words}`, function: 'locate', right: 'locate', needs: ['DOR'], takes: ['RCA', ...RECOVERY] },
    {
      ...shared,
      ...recovered,
      mke: `C${letter}`,
      title: `clear a ${words} record`,
      function: 'clear',
      right: 'remove',
      needs: ['DCL'],
      takes: ['RRI', 'RCA', ...RECOVERY],
      should: [RECOVERED_BY],
    },
  ];
};
