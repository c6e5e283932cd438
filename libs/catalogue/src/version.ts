/** Named in every commit that this catalogue has judged: a rule change does not change the past. A spec tells when it must move. */
export const catalogueVersion = '1';
