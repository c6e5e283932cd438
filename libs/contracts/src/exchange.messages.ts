import type { Response } from './reply.js';

/** A system outside that answers for itself: NCIC, the Bureau of Motor Vehicles, or a state at the other end of Nlets. `source` is its name in a reply. */
export type OutsideSource = Readonly<{ source: string; line: string; state?: string }>;

/** Pattern `inquire`: a question to one outside system. Unanswered in time: the asker says so and the answer comes late. */
export type OutsideInquiry = OutsideSource & Readonly<{ mke: string; ori: string; agencyType: string; fields: Readonly<Record<string, readonly string[]>> }>;
/** Pattern `picture`: the picture of an image that an outside system keeps; nothing where it keeps none. */
export type PictureAnswer = Readonly<{ base64?: string }>;

/** `more`: there are more than an answer shows. */
export type OutsideAnswer = Readonly<{ responses: readonly Response[]; more: boolean }>;

/**
 * What goes out on a line about a record: one request, one answer. `withdraw` goes no further than the line: nobody waits for the entry
 * any more. `reduce` takes something from the record; `compare` asks whom of the unidentified the record may mean, and changes nothing.
 */
export type LineFunction = 'enter' | 'modify' | 'locate' | 'clear' | 'cancel' | 'detain' | 'release' | 'purge' | 'withdraw' | 'reduce' | 'compare';
