import type { Listed } from '../file-rules.js';

/** What VEH's COD calls the records of an entry key: EV for EV-A too. */
export const codeOf = ({ mke }: Listed): string => mke.slice(0, 2);
