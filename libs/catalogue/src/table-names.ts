/** Every table of codes in `data/`. Those that begin with `own` hold what the manual or a decision names and the public tables lack. */
export const TABLES = [
  'ADD', 'BCO', 'BLT', 'BMA', 'BPS', 'BRA-article', 'BRA-boat-part', 'BTY', 'BXR', 'CAL', 'CAT', 'CDA', 'CMC', 'COUNTRY',
  'COUNTRY-indian-nations', 'COUNTRY-reference-only', 'CRC', 'DBN', 'DCH', 'DEN', 'ECR', 'EPD', 'ETN', 'EXL', 'EYE',
  'FILE-global-inquiry', 'FPC', 'FPC-pattern', 'HAI', 'HIT', 'HSP', 'HUL', 'IDT', 'IMT', 'JWT', 'LIS-2006', 'LIS-merged', 'LIT',
  'LIT-usage', 'MAK', 'MNP', 'MNU', 'MPC', 'NICS-PCA', 'NPF', 'OFF', 'OFF-general-applicability', 'OFS', 'ORI-agency-letter',
  'ORI-government-level', 'PAR', 'PCO', 'PRO', 'PRO-canadian', 'RAC', 'RMI', 'ROV', 'RPP', 'RPS', 'SDT', 'SEX', 'SKN', 'SMT',
  'STATE-canada', 'STATE-mexico', 'STATE-territory', 'STATE-us', 'SVC', 'TNT', 'TRANSLATED-FIELDS', 'TYP-ORI', 'TYP-article',
  'TYP-article-category', 'TYP-canadian-boat', 'TYP-global-inquiry', 'TYP-gun-1', 'TYP-gun-2', 'TYP-gun-combined',
  'TYP-securities', 'TYPE-global-output', 'UDC', 'VCO', 'VMA', 'VMA-aircraft', 'VMA-auto', 'VMA-construction', 'VMA-farm',
  'VMA-motorcycle', 'VMA-snowmobile', 'VMA-trailers', 'VMA-trucks', 'VMO', 'VMO-usage', 'VOW', 'VPC', 'VST',
  'nlets-AgencyAuthorization', 'nlets-AgencyServiceHours', 'nlets-OrganizationCategory', 'own-COD-entered', 'own-CON', 'own-EXL', 'own-EXT', 'own-EXT-missing', 'own-EXT-wanted', 'own-HOME', 'own-IMT-entered',
  'own-MNP', 'own-NLETS-states', 'own-PUR', 'own-QTYP', 'own-RPP-cancel', 'own-RPP-recovery', 'own-RPS-cancel', 'own-RPS-cancel-missing', 'own-RPS-found', 'own-RPS-located', 'own-RTY', 'own-STA-permit', 'own-TYP-towed', 'own-VMA',
  'own-VMA-unlisted', 'own-VMO', 'own-YN',
] as const;

export type TableName = (typeof TABLES)[number];
