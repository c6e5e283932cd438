import type { Fields } from '../fields.js';
import { differing } from '../scene.js';

/** Full extradition, of a felon and of a misdemeanant, unless MIS says otherwise (facts.md §1.4). */
const FULL: readonly string[] = ['1', 'A'];
/** Words by which MIS tells limits, as far as a program reads. */
const LIMITS = /EXTRADIT|PICK ?UP|RADIUS|\bMILES?\b|LIMIT|SURROUNDING|ADJACENT|ADJOINING|IN ?-?STATE|\bSTATES\b|\bCOUNT(Y|IES)\b/;

/** Whether a warrant promises that its agency fetches the person from wherever he is found. */
export const promisesExtradition = ({ EXL: [limit = ''] = [], MIS = [] }: Fields): boolean => FULL.includes(limit) && !LIMITS.test(MIS.join(' '));

/** Whether a change gives a warrant other limits of extradition than it has. */
export const limitsExtradition = (before: Fields, after: Fields): boolean =>
  !promisesExtradition(after) && differing(before, after).some((tag) => tag === 'EXL' || tag === 'MIS');
