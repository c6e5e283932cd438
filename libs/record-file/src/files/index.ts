import type { FileRules } from '../file-rules.js';
import { chlRules } from './chl.rules.js';
import { copRules } from './cop.rules.js';
import { imageRules } from './image.rules.js';
import { partRules } from './part.rules.js';
import { plateRules } from './plate.rules.js';
import { towedRules } from './towed.rules.js';
import { missingRules } from './missing.rules.js';
import { vehicleRules } from './vehicle.rules.js';
import { wantedRules } from './wanted.rules.js';

/** Every hot file, by name. They lie here and not with their services because inquiries find all of them by these rules. */
export const fileRules: Readonly<Record<string, FileRules>> = {
  vehicle: vehicleRules,
  cop: copRules,
  chl: chlRules,
  plate: plateRules,
  part: partRules,
  towed: towedRules,
  'wanted-person': wantedRules,
  'missing-person': missingRules,
  image: imageRules,
};
