/** The manual as data: fields, codes, message keys, and the questions about them. */
import { standardCatalogue } from './standard.js';

export { destinationsIn, kindOfDestination, type Addressing } from './addressing.js';
export { BROADCAST_CODES, readBroadcastCode, type Selection } from './broadcast-codes.js';
export type { Catalogue } from './catalogue.js';
export { withArguments } from './check.js';
export type { CheckContext, CheckResult, RecordContext } from './check.js';
export { counties, type CountyFlag } from './counties.js';
export { checkReach } from './field-check.js';
export { FILES, type Coding, type FieldRule, type FileName, type Privacy } from './field-rule.js';
export type { Identification } from './identify.js';
export {
  KEY_RIGHTS, type Advice, type AnnouncedKey, type Audience, type Clause, type Condition, type MessageFunction, type MessageKey, type Reach, type Search,
} from './message-key.js';
export { messageText } from './message-text.js';
export { valueOf, valuesOf, type FieldValues, type Message } from './message.js';
export type { ShownRecord } from './record-text.js';
export { catalogueWith, standardCatalogue } from './standard.js';
export { meaningIn, tableOf, TABLES, type CodeTable, type TableName } from './tables.js';
export { catalogueVersion } from './version.js';

/** The questions, asked of the standard catalogue. */
export const {
  advise,
  allFieldRules,
  allMessageKeys,
  announcedKeys,
  check,
  checkRecord,
  explain,
  fieldRule,
  findMessageKey,
  identifications,
  identify,
  identifyAll,
  recordText,
  splitPrivacy,
  tagsOfKey,
  translate,
} = standardCatalogue;
