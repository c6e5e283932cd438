export { blocksAsked, blocksOf, fitsRace, fitsSex, MATCHER_VERSION, matchScore, nameScoreOf, soundsLike, UNKNOWN_BIRTH, type PersonAsked, type PersonHeld } from './person.js';
export { descriptionKeys, descriptionRanges, descriptionScore, type DescriptionAsked, type DescriptionHeld } from './description.js';
