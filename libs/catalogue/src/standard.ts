import { defineCatalogue, type Catalogue } from './catalogue.js';
import type { FieldRule } from './field-rule.js';
import { standardFields } from './fields.js';
import { announcedKeys } from './keys/announced.messages.js';
import { bmvKeys } from './keys/bmv.messages.js';
import { imageKeys } from './keys/image.messages.js';
import { chlKeys } from './keys/chl.messages.js';
import { copKeys } from './keys/cop.messages.js';
import { inquiryKeys } from './keys/inquiry.messages.js';
import { messageKeys } from './keys/message.messages.js';
import { partKeys } from './keys/part.messages.js';
import { plateKeys } from './keys/plate.messages.js';
import { towedKeys } from './keys/towed.messages.js';
import { missingKeys } from './keys/missing.messages.js';
import { vehicleKeys } from './keys/vehicle.messages.js';
import { wantedKeys } from './keys/wanted.messages.js';
import type { MessageKey } from './message-key.js';

const standardKeys: readonly MessageKey[] = [
  ...vehicleKeys,
  ...copKeys,
  ...chlKeys,
  ...plateKeys,
  ...partKeys,
  ...towedKeys,
  ...wantedKeys,
  ...missingKeys,
  ...imageKeys,
  ...inquiryKeys,
  ...bmvKeys,
  ...messageKeys,
];

/** The catalogue of the manual as far as it is offered. */
export const standardCatalogue: Catalogue = defineCatalogue(standardKeys, standardFields, announcedKeys);

/** The standard catalogue and further keys, for tests, forms and a state's own transactions. */
export const catalogueWith = (extraKeys: readonly MessageKey[], extraFields: readonly FieldRule[] = []): Catalogue =>
  defineCatalogue([...standardKeys, ...extraKeys], [...standardFields, ...extraFields], announcedKeys);
