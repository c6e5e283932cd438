/** An unidentified person on NCIC's file. Ranges are estimates, both ends included. `gone`: the latest day of death, or the day a living person was found. */
export type Unidentified = Readonly<{
  nic: string;
  what: 'DECEASED' | 'LIVING' | 'VICTIM';
  ori: string;
  oca: string;
  sex: string;
  race: string;
  born: readonly [from: number, to: number];
  /** Inches. */
  height: readonly [from: number, to: number];
  /** Pounds. */
  weight: readonly [from: number, to: number];
  eyes: string;
  hair: string;
  gone: string;
  marks: readonly string[];
  jewelry: readonly string[];
  prints?: string;
  blood?: string;
  /** As DCH: ALL, UNK, or a code for each tooth. */
  teeth?: string;
}>;

const CROWNED = Array.from({ length: 32 }, (_, at) => `${String(at + 1).padStart(2, '0')}-${[2, 13, 18, 29].includes(at) ? 'MOC' : at === 15 ? 'X' : 'V'}`).join(' ');

/** The simulated Unidentified Person File: invented people, none of whom is meant to be anybody. */
export const UNIDENTIFIED: readonly Unidentified[] = [
  {
    nic: 'U000000001', what: 'DECEASED', ori: 'PA0020000', oca: 'ME-2031', sex: 'M', race: 'W', born: [1944, 1954], height: [69, 72], weight: [160, 185], eyes: 'BLU', hair: 'GRY',
    gone: '20301231', marks: ['TAT L CALF'], jewelry: ['WA'], blood: 'BNEG', teeth: 'UNK',
  },
  {
    nic: 'U000000002', what: 'DECEASED', ori: 'KY0560000', oca: '19-C-77', sex: 'F', race: 'B', born: [1990, 1999], height: [62, 65], weight: [110, 135], eyes: 'BRO', hair: 'BLK',
    gone: '20301231', marks: ['TAT R ARM', 'PRCD L EAR'], jewelry: ['ER', 'RI'], blood: 'ONEG', teeth: CROWNED,
  },
  {
    nic: 'U000000003', what: 'LIVING', ori: 'IN0490000', oca: 'HOSP-12', sex: 'F', race: 'W', born: [1936, 1946], height: [60, 63], weight: [105, 125], eyes: 'BLU', hair: 'WHI',
    gone: '20301231', marks: ['SC R KNEE'], jewelry: ['RI'],
  },
  {
    nic: 'U000000004', what: 'VICTIM', ori: 'WV0200000', oca: 'FLOOD-3', sex: 'M', race: 'U', born: [2006, 2014], height: [52, 62], weight: [75, 110], eyes: 'XXX', hair: 'BRO',
    gone: '20301231', marks: [], jewelry: ['NE'], prints: '12AA0908TT1311PI1210',
  },
];
