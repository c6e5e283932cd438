import type { FileNotices, LineWords } from '../notice.js';
import { chlNotices } from './chl-notices.js';
import { copNotices } from './cop-notices.js';
import { imageNotices } from './image-notices.js';
import { missingNotices, missingOnTheLine } from './missing-notices.js';
import { towedNotices } from './towed-notices.js';
import { wantedFurther, wantedNotices, wantedOnTheLine } from './wanted-notices.js';

/** By file; one that says nothing of its own is not named. */
export const FILE_NOTICES: Readonly<Record<string, FileNotices>> = {
  chl: chlNotices,
  cop: copNotices,
  towed: towedNotices,
  'wanted-person': wantedNotices,
};

/** Beside what is said for every file. */
export const FURTHER_NOTICES: Readonly<Record<string, FileNotices>> = { image: imageNotices, 'missing-person': missingNotices, 'wanted-person': wantedFurther };

/** What is told of them where a line did something by itself. */
export const LINE_WORDS: Readonly<Record<string, LineWords>> = { 'wanted-person': wantedOnTheLine, 'missing-person': missingOnTheLine };
