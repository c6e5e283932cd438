// Invented agencies, terminals and vehicles, the same in every run.

export const AGENCIES_COUNT = 16;
export const SEATS_COUNT = 64;
export const PASSWORD = 'sixteen lanterns at dawn';

const twoDigits = (/** @type {number} */ n) => String(n).padStart(2, '0');
/** Sixteen counties' sheriffs: their records lie in all partitions. */
export const oriOf = (/** @type {number} */ n) => `OH${String((n % AGENCIES_COUNT) * 5 + 1).padStart(3, '0')}0000`;
export const seatOf = (/** @type {number} */ n) => `BN${twoDigits(n % SEATS_COUNT)}`;

/** @typedef {{ ori: string, name: string, class: string, groups: readonly string[], county?: number }} Agency */

/** @type {readonly Agency[]} */
const SIXTEEN = Array.from({ length: AGENCIES_COUNT }, (_, n) => ({ ori: oriOf(n), name: `BENCH POLICE ${n}`, class: 'municipal', groups: [] }));

/** The content of STATE_FILE; the sixteen are among the agencies, whichever they are. @param {readonly Agency[]} [agencies] */
export const benchState = (agencies = SIXTEEN) => ({
  password: PASSWORD,
  agencies: [{ ori: 'OHLEADSCY', name: 'STATE CONTROL ROOM', class: 'state', groups: ['CONTROL'] }, ...agencies].map((agency) => ({
    city: 'COLUMBUS', county: 25, district: null, type: 'law-enforcement', access: 'direct', entry: true, staffed24x7: true, servedBy: null, phone: '6145550123', ...agency,
  })),
  terminals: Array.from({ length: SEATS_COUNT }, (_, n) => ({ id: seatOf(n), ori: oriOf(n), kind: 'fixed' })),
  operators: Array.from({ length: SEATS_COUNT }, (_, n) => ({
    id: seatOf(n).toLowerCase(), name: `OPERATOR ${n}`, ori: oriOf(n), certification: 'FQO', cch: false, roles: [], certifiedUntil: '2099-12-31', mfa: 'none',
  })),
});

const SIGNS = '0123456789ABCDEFGHJKLMNPRSTUVWXYZ';
const LETTERS = 'ABCDEFGHJKLMNPRSTUVWXYZ';

const inSigns = (/** @type {number} */ n, /** @type {string} */ signs, /** @type {number} */ length) => {
  let text = '';
  for (let left = n; text.length < length; left = Math.floor(left / signs.length)) text = (signs[left % signs.length] ?? '') + text;
  return text;
};

export const vinOf = (/** @type {number} */ n) => `1FAHP2E8XA0${inSigns(n, SIGNS, 6)}`;
export const plateOf = (/** @type {number} */ n) => `${inSigns(Math.floor(n / 10_000), LETTERS, 3)}${String(n % 10_000).padStart(4, '0')}`;

const threeDaysMs = 3 * 86_400_000;
const stolenOn = new Date(Date.now() - threeDaysMs).toISOString().slice(0, 10).replaceAll('-', '');
const plateYear = new Date().getFullYear() + 1;

/** @param {number} n @param {number} seat */
export const entryOf = (n, seat) =>
  `EV.${oriOf(seat)}.OCA/26-${n}.DOT/${stolenOn}.LIC/${plateOf(n)}.LIS/OH.LIY/${plateYear}.LIT/PC.VIN/${vinOf(n)}.VYR/2021.VMA/FORD.VST/4D.VCO/RED`;

/** By plate and by VIN in turn. @param {number} turn @param {number} n */
export const inquiryOf = (turn, n) => (turn % 2 === 0 ? `QV.LIC/${plateOf(n)}.LIS/OH` : `QV.VIN/${vinOf(n)}`);

/** Vehicles from here on were never entered. */
export const UNKNOWN_FROM = 30_000_000;
