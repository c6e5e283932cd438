/** What waits for NCIC, or never came to stand, is nobody else's business than its owner's. */
const UNSEEN = /\.(submitted|refused|change-submitted|change-refused|withdrawn)$/;

/** Whether an event of a record, by its type, has brought the record into the state that others may see. */
export const cameToStand = (type: string): boolean => !UNSEEN.test(type);
