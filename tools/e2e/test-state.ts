import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';

export const PASSWORD = 'seventeen lanterns at dusk';

type AgencyRow = readonly [ori: string, name: string, more?: object];
const AGENCIES: readonly AgencyRow[] = [
  ['OHLEADSCY', 'STATE CONTROL ROOM', { class: 'state', groups: ['CONTROL'] }],
  ['OHCOP0000', 'COLUMBUS POLICE'],
  ['OHCLP0000', 'CLEVELAND POLICE', { county: 18 }],
  ['OH0180000', 'CUYAHOGA SHERIFF', { county: 18, class: 'county' }],
  ['OH0250000', 'FRANKLIN SHERIFF', { class: 'county' }],
  ['OH0250100', 'BEXLEY POLICE', { entry: false, access: 'non-terminal', servedBy: 'OH0250000' }],
  ['OH0490000', 'MADISON SHERIFF', { county: 49, class: 'county', staffed24x7: false }],
  ['OH025015J', 'MUNICIPAL COURT', { type: 'court', entry: false, class: 'county' }],
  ['OH025011K', 'COUNTY CORONER', { type: 'coroner', entry: false, class: 'county' }],
  ['OHNORIS00', 'REGIONAL SYSTEM', { entry: false }],
];

type SeatRow = readonly [terminal: string, ori: string, certification?: string, more?: object];
const SEATS: readonly SeatRow[] = [
  ['CTL1', 'OHLEADSCY', 'TAC', { roles: ['control', 'administrator'] }],
  ['AUD1', 'OHLEADSCY', 'INQ', { roles: ['auditor'] }],
  ['COL1', 'OHCOP0000'],
  ['COL2', 'OHCOP0000', 'INQ'],
  ['COL3', 'OHCOP0000', 'none'],
  ['EXP1', 'OHCOP0000', 'TAC', { certifiedUntil: '2026-12-31' }],
  ['CLE1', 'OHCLP0000'],
  ['CUY1', 'OH0180000'],
  ['FRA1', 'OH0250000', 'TAC'],
  ['MAD1', 'OH0490000'],
  ['CRT1', 'OH025015J'],
  ['COR1', 'OH025011K'],
  ['REG1', 'OHNORIS00', 'INQ', { roles: ['regional'] }],
];

/** Terminals that only make load: LD01, LD02, ... at the Columbus police. */
const LOAD_SEATS_MAX = 16;
const loadSeats = Array.from({ length: LOAD_SEATS_MAX }, (_, n): SeatRow => [`LD${String(n + 1).padStart(2, '0')}`, 'OHCOP0000']);

/** An invented state for the tests; each terminal's operator has the terminal's name in small letters. */
const testState = () => ({
  password: PASSWORD,
  agencies: AGENCIES.map(([ori, name, more]) => ({
    ori, name, city: 'COLUMBUS', county: 25, district: null, class: 'municipal', type: 'law-enforcement', access: 'direct', entry: true, staffed24x7: true,
    servedBy: null, groups: [], phone: '6145550123', ...more,
  })),
  terminals: [...SEATS, ...loadSeats].map(([id, ori]) => ({ id, ori, kind: 'fixed' })),
  operators: [...SEATS, ...loadSeats].map(([id, ori, certification = 'FQO', more]) => ({
    id: id.toLowerCase(), name: `OPERATOR ${id}`, ori, certification, cch: false, roles: [], certifiedUntil: '2040-12-31', mfa: 'none', ...more,
  })),
});

export const writeTestState = async (folder: string): Promise<string> => {
  const path = join(folder, 'state.json');
  await writeFile(path, JSON.stringify(testState()));
  return path;
};
