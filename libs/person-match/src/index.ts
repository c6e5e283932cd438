export { blocksAsked, blocksOf, MATCHER_VERSION, matchScore, nameScoreOf, soundsLike, UNKNOWN_BIRTH, type PersonAsked, type PersonHeld } from './person.js';
export { personName, type PersonName } from './person-name.js';
export { ageOn, descriptionKeys, descriptionRanges, descriptionScore, inchesOf, type DescriptionAsked, type DescriptionHeld } from './description.js';
