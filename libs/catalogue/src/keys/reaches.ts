import type { Reach } from '../message-key.js';

/** Decision D15: the year is the plate's, and comes with another one whether or not it is said anew. */
export const PLATE_YEAR: Reach = { yearsBack: 1, of: ['LIC', 'LIS'], says: 'a plate that expired more than one year ago cannot be entered' };
export const CANCEL_DATE: Reach = { daysBack: 1, says: "DOC must be today's or yesterday's date" };
