import type { MessageKey } from '../message-key.js';
import { BY_GIVEN_NUMBER, FORWARDED, LINK, PLATE, propertyUpdates } from './property.messages.js';

/** Chapter License Plate File of the manual; what it has lost is in facts.md §4, row 12. An expired plate may be entered. */
export const plateKeys: readonly MessageKey[] = [
  {
    mke: 'EL',
    title: 'enter a stolen or missing license plate',
    function: 'enter',
    file: 'plate',
    kind: 'plate',
    translation: 'STOLEN LICENSE PLATE',
    right: 'enter',
    sentTo: FORWARDED,
    needs: ['OCA', 'DOT', ...PLATE],
    together: [LINK],
    takes: ['NOA', 'MIS'],
    needsWhenUnstaffed: ['MIS'],
  },
  ...propertyUpdates({
    file: 'plate',
    kind: 'plate',
    letter: 'L',
    words: 'stolen license plate',
    identifiedBy: [...BY_GIVEN_NUMBER, ['LIC', 'OCA']],
    changes: ['OCA', 'DOT', ...PLATE, 'NOA', ...LINK, 'MIS'],
  }),
];
