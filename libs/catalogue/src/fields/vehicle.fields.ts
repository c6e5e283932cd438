import type { FieldRule } from '../field-rule.js';
import { code, coded, date, digits, expiryYear, freeText, number, past, signs, SIGNS_SAID } from './define.js';

const MANUFACTURER = /^([A-Z0-9&'./-]([A-Z0-9 &'./-]*[A-Z0-9&'./-])?)?$/;

const MAKES = ['VMA', 'VMA-auto', 'VMA-construction', 'VMA-farm', 'VMA-motorcycle', 'VMA-snowmobile', 'VMA-trailers', 'VMA-trucks', 'VMA-aircraft', 'own-VMA'] as const;
/** A part bears the brand of its vehicle, or of a maker of parts. */
const PART_BRANDS = [...MAKES.filter((table) => table !== 'own-VMA'), 'BRA-boat-part'] as const;

const vehicleOf = (suffix: string): readonly FieldRule[] => [
  number(`LIC${suffix}`, 'license plate number', 10, {
    tooLong: 'only the first ten characters stand here; in a record MIS has the full plate number',
  }),
  code(`LIS${suffix}`, 'state that issued the plate', 2, ['LIS-merged']),
  expiryYear(`LIY${suffix}`, 'year in which the plate expires'),
  code(`LIT${suffix}`, 'license plate type', 2, ['LIT']),
  number(`VIN${suffix}`, 'vehicle identification number', 20, {
    tooLong: 'only the last 20 characters stand here; in a record MIS has the entire number',
  }),
  digits(`VYR${suffix}`, 'year of the vehicle', 4, { pattern: /^(18|19|20)[0-9]{2}$/, says: 'a year of four digits', privacy: 'public' }),
  coded(`VMA${suffix}`, 'vehicle make', 24, [
      { form: 'whole', tables: MAKES },
      { form: 'headed', tables: ['own-VMA-unlisted'], head: 4, tail: MANUFACTURER },
    ], 'a code of table VMA; for a make that is not listed one of AERO ATV COEQ SPEC FARM CYL SNOW TRLR TRUK in positions 1 to 4 ' +
      "(position 4 blank after three letters) and the manufacturer's name in positions 5 to 24, without a blank between"),
  code(`VMO${suffix}`, 'vehicle model', 3, ['own-VMO', 'VMO', 'VMO-usage'], { says: 'a code of table VMO' }),
  code(`VST${suffix}`, 'vehicle style', 2, ['VST']),
  coded(`VCO${suffix}`, 'vehicle color', 7, [
      { form: 'whole', tables: ['VCO'] },
      { form: 'slashed', tables: ['VCO'] },
    ], 'a code of table VCO, or two with a slash between them'),
];

/** Vehicles, plates, parts, towed vehicles, boats. The second to fourth vehicle of a COP record have their own tags. facts.md §3. */
export const vehicleFields: readonly FieldRule[] = [
  ...vehicleOf(''),
  ...['2', '3', '4'].flatMap(vehicleOf),
  number('OAN', 'owner-applied number', 20),
  number('SER', 'serial number', 20),
  code('VOW', 'ownership of the vehicle', 2, ['VOW']),

  coded('BRA', 'brand name of the part', 24, [
      { form: 'whole', tables: PART_BRANDS },
      { form: 'headed', tables: PART_BRANDS, head: 4, tail: MANUFACTURER },
    ], 'a code of table VMA or BRA-boat-part, followed by a name of at most 20 characters where the code asks for one; PART, ENGN, TRMN or CERF where ' +
      'there is none', { files: ['part'] }),
  coded('BRA', 'brand name', 24, [
      { form: 'whole', tables: ['VMA', 'BRA-boat-part', 'BRA-article'] },
      { form: 'headed', tables: ['VMA', 'BRA-boat-part', 'BRA-article'], head: 4, tail: MANUFACTURER },
    ], 'a code of table VMA or BRA, followed by a name of at most 20 characters where the code asks for one'),
  code('CAT', 'category of the part', 2, ['CAT']),
  coded('EPD', 'engine power or displacement', 6, [{ form: 'headed', tables: ['EPD'], head: 1, tail: /^[0-9]+$/ }], 'a code of table EPD and a whole number'),

  code('TYP', 'reason why the vehicle was towed', 3, ['own-TYP-towed'], { files: ['towed'] }),
  past('DTW', 'date on which the vehicle was towed'),
  date('DPT', 'date of pretrial'),
  date('DTR', 'date of trial'),
  past('DVR', 'date on which the vehicle was released'),
  date('IPF', 'first day of immobilization'),
  date('IPT', 'last day of immobilization'),
  digits('CID', 'number of days of court-ordered immobilization', 3, { files: ['towed'], privacy: 'public' }),
  freeText('RTW', 'reason why the vehicle was towed, in words', 60),
  freeText('VCD', 'condition of the vehicle', 30, { says: `DR (drivable), ND (not drivable), or free text of at most 30 ${SIGNS_SAID}` }),
  freeText('VTF', 'place from which the vehicle was towed', 60),
  freeText('CFR', 'conditions for release', 60),
  freeText('STA', 'place where the vehicle is stored', 60, { files: ['towed'] }),

  number('BHN', 'boat hull number', 20),
  coded('BMA', 'boat make', 24, [
      { form: 'whole', tables: ['BMA'] },
      { form: 'headed', tables: ['BMA'], head: 3, tail: MANUFACTURER },
    ], 'a code of table BMA, followed by a name where the code asks for one'),
  code('BTY', 'boat type', 3, ['BTY']),
  digits('BLE', 'length of the boat in feet', 3, { privacy: 'public' }),
  digits('BYR', 'year of the boat', 4, { lengthMin: 4, privacy: 'public' }),
  coded('BCO', 'boat color', 7, [
      { form: 'whole', tables: ['BCO'] },
      { form: 'slashed', tables: ['BCO'] },
    ], 'a code of table BCO, or two with a slash between them'),
  code('HUL', 'hull material', 2, ['HUL']),
  code('HSP', 'hull shape', 2, ['HSP']),
  code('PRO', 'propulsion', 2, ['PRO']),
  number('REG', 'boat registration number', 8),
  signs('COD', 'kind of plate, file or dealer', 4, { privacy: 'public' }),
];
