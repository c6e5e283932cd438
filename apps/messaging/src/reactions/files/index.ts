import type { RecordEventName } from '@statewire/contracts';
import type { Says } from '../notice.js';

/** What a file says of its records' events in its own words, in place of what is said for every file. */
export type FileNotices = Partial<Readonly<Record<RecordEventName, Says>>>;

/** By file; one that says nothing of its own is not named. */
export const FILE_NOTICES: Readonly<Record<string, FileNotices>> = {};
