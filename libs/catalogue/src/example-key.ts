import type { MessageKey } from './message-key.js';

/** Registration by plate, `RP.OHOHP00L8.TST0001,PC.REQ/LEADS PRGM`: plate and kind of plate stand in front of the fields. */
export const registrationByPlate: MessageKey = {
  mke: 'RP',
  title: 'query Ohio registration by plate',
  function: 'inquire',
  file: 'registration',
  right: 'inquire',
  sentTo: ['LEADS', 'BMV'],
  positional: ['LIC', 'COD'],
  needs: ['LIC', 'REQ'],
  takes: ['COD', 'IND'],
};
