/** A way to reach somebody's next of kin. */
export type Contact = Readonly<{ name: string; relationship: string; street: string; place: string; phone: string }>;

/** The class of a state ID card: no license, however long it is good. */
export const ID_CARD = 'I';

/** `taken`: what was done to the license; without it it is good until it expires. */
export type License = Readonly<{
  number: string;
  class: string;
  issued: string;
  expires?: string;
  parts?: string;
  taken?: string;
  endorsements?: readonly string[];
}>;

/** A person of the BMV's file, by the key that everybody there has. Dates are CCYYMMDD. */
export type Driver = Readonly<{
  key: string;
  /** As NAM. */
  name: string;
  born: string;
  social?: string;
  street: string;
  city: string;
  zip: string;
  /** The LEADS number of the county. */
  county: number;
  sex: string;
  /** Feet and two digits of inches. */
  height?: string;
  weight?: string;
  hair?: string;
  eyes?: string;
  donor?: true;
  license?: License;
  /** What stands in place of a license that somebody has not. */
  standing?: string;
  restrictions?: readonly string[];
  remarks?: readonly string[];
  contacts?: readonly Contact[];
}>;

/** The simulated file: the manual's own examples (Other Transactions: BMV Queries), and invented people. */
export const DRIVERS: readonly Driver[] = [
  {
    key: '010000001', name: 'PUBLIC,JOHN Q', born: '19820508', social: '111223333', street: '1970 W BROAD ST', city: 'COLUMBUS', zip: '43218', county: 25,
    sex: 'M', height: '510', weight: '180', hair: 'BROWN', eyes: 'BLUE', donor: true,
    license: { number: 'ZZ000001', class: 'B', issued: '20240508', expires: '20280508' },
  },
  {
    key: '010000099', name: 'PUBLIC,JOHN Q JR', born: '20021210', social: '222334444', street: '1970 W BROAD ST', city: 'COLUMBUS', zip: '43218', county: 25,
    sex: 'M', height: '509', weight: '160', hair: 'BROWN', eyes: 'BROWN',
    license: { number: 'ZZ000099', class: 'I', issued: '20231210', expires: '20271210' },
  },
  {
    key: '010000015', name: 'PUBLIC,JOHN L', born: '19540510', street: '1980 W BROAD ST', city: 'COLUMBUS', zip: '43218', county: 25,
    sex: 'M', height: '511', weight: '195', hair: 'GRAY', eyes: 'GREEN',
    license: { number: 'ZZ000015', class: 'D', issued: '20040510', expires: '20080510' },
  },
  {
    key: '019917658', name: 'PUBLIC,JOHN', born: '19710206', street: '1952 W BROAD ST', city: 'COLUMBUS', zip: '43218', county: 25,
    sex: 'U', standing: 'FAILURE TO REINSTATE', remarks: ['CHECK VEHICLE REGISTRATION'],
  },
  {
    key: '011886163', name: 'OLTEST,ABSTRACT', born: '19270510', social: '777777775', street: '1970 W BROAD STREET', city: 'COLUMBUS', zip: '43223', county: 25,
    sex: 'M', height: '508', weight: '140', hair: 'BROWN', eyes: 'GREEN', donor: true,
    license: { number: 'ZZ000083', class: 'D', issued: '20010509', parts: '2 PART LICENSE', taken: 'SUSPENDED', endorsements: ['MOTORCYCLE', 'OTHER ENDORSEMENT', 'PASSENGER -CDL'] },
    restrictions: ['MODIFIED DIMMER SWITCH', 'MODIFIED TURN SIGNAL', 'MODIFIED BRAKES', 'LEFT OUT & INSIDE MIRRORS', 'DUAL OUTSIDE MIRRORS'],
    remarks: ['NO BACKGROUND CHECK: 04/19/2006 (HAZMAT ENDORSEMENT REVOKED)'],
    contacts: [{ name: 'JOSEPH M PUBLIC', relationship: 'SON-IN-LAW', street: '8000 FLOWER RD', place: 'LONDON, OH 43140', phone: '740 852-0000' }],
  },
  {
    key: '012204417', name: 'PENHALLOW,MARISE ANN', born: '19910723', social: '987004410', street: '44 LOCUST ST', city: 'ATHENS', zip: '45701', county: 5,
    sex: 'F', height: '504', weight: '132', hair: 'RED', eyes: 'HAZEL', donor: true,
    license: { number: 'ZZ204417', class: 'D', issued: '20230723', expires: '20270723' }, restrictions: ['CORRECTIVE LENSES'],
    contacts: [
      { name: 'EDWIN PENHALLOW', relationship: 'FATHER', street: '6 MILL LN', place: 'LOGAN, OH 43138', phone: '740 555-0117' },
      { name: 'CORAL PENHALLOW', relationship: 'SISTER', street: '44 LOCUST ST', place: 'ATHENS, OH 45701', phone: '740 555-0164' },
    ],
  },
  {
    key: '012771903', name: 'OYELARAN,TOBIAS E III', born: '19850214', social: '987007719', street: '2210 EUCLID AVE', city: 'CLEVELAND', zip: '44115', county: 18,
    sex: 'M', height: '602', weight: '210', hair: 'BLACK', eyes: 'BROWN',
    license: { number: 'ZZ771903', class: 'A', issued: '20250214', expires: '20290214', endorsements: ['TANKER - CDL'] },
  },
];
