/** Tells that commits were accepted as lost: the first and the last of them, and how far they had counted. */
export const lossEventType = 'chain.loss-accepted';
export const lossEventVersion = 1;
