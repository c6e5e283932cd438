export {
  type Clocks,
  type CrossCheck,
  type FileRules,
  type Listings,
  type KindRules,
  type Knowledge,
  type OwnFunction,
  type RecordFunction,
  type RetentionRule,
  type Scene,
  type Term,
  type ValidationRule,
} from './file-rules.js';
export { baseOf, IMAGE_FIELDS, imageBaseOf, imageRules, imagesOfList, imagesMax, imageTypeFaults, pictureOf, type ImageBase, type Picture } from './files/image.rules.js';
export { crossingsOf, type Crossing } from './cross-checks.js';
export { fileRules } from './files/index.js';
export { promisesExtradition } from './files/extradition.js';
export { picturesIn } from './files/pictures.js';
export { imageRef, showingImages } from './files/shown-images.js';
export { copKindOf, hoursLeft } from './files/cop-clocks.js';
export { COP_CAVEAT, COP_KINDS } from './files/cop.rules.js';
export { blankAfterAMonth } from './files/missing-clocks.js';
export { alertOf } from './files/missing.rules.js';
export { vehicleRules } from './files/vehicle.rules.js';
export type { Identification } from './identification.js';
export { countOf, lidOf, type Place } from './numbering.js';
export { recordDecider } from './record.decider.js';
export { homeKey } from './home.js';
export type { Fields, Parts } from './fields.js';
export { recordEvent } from './record-events.js';
export type { EventExtras, Outcome } from './happening.js';
export type { AcceptChange, AcceptEntry, FireTimer, Payloads, RecordMessage, RefuseChange, RefuseEntry, ValidateRecord } from './record.messages.js';
export { listDays, openLists } from './validation.js';
export { fillings, isLive, isOnFile, recordView, valuesOf, type Mark, type PendingChange, type RecordView, type Standing, type Validation, type ValidationMonth, VALIDATION_CLOCK } from './record.js';
export { dropWithdrawn, keepWithdrawn, withdrawnRecord } from './record-state.js';
export { keptFromLine, takenSays } from './line.js';
export { differing } from './scene.js';
export { listRange, numberKeys, placeInList, personKeys, searchKey, searchKeys, validationKey } from './search-keys.js';
export { lookupOf, lookupsFor, type Findable, type Lookup, type Place as LookupPlace } from './lookups.js';
export { relatedTo } from './related.js';
export { facesFilling, facesOf } from './faces.js';
export { locatedBy } from './located.js';
export { backgroundOf, fieldsFor, forEverybody, isShownTo, lookOf, recordLines, recordRef, toldOfHits, withLastQuery } from './shown.js';
export { responseOf } from './response.js';
export { asChanged, ownFields, wholeFields } from './parts.js';
