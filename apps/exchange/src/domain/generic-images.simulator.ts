import type { FieldValues } from '@statewire/catalogue';
import type { Response } from '@statewire/contracts';

type Kind = Readonly<{ word: string; needs: readonly string[]; may: readonly string[] }>;

/** By what a make is asked for (chapter Images, Inquiry); the year of a boat is optional. */
const KINDS = {
  vehicle: { word: 'VEHICLE', needs: ['VMA', 'VMO', 'VST', 'VYR'], may: [] },
  boat: { word: 'BOAT', needs: ['BMA', 'BTY', 'BLE'], may: ['BYR'] },
} as const satisfies Record<string, Kind>;

type Generic = Readonly<{ imn: string; kind: keyof typeof KINDS; of: Readonly<Record<string, string>> }>;

/** Reference images that the FBI keeps of makes of vehicles and boats; the first is the manual's own example (chapter Images). */
const GENERIC: readonly Generic[] = [
  { imn: 'I425000587', kind: 'vehicle', of: { VMO: 'CVT', VST: '2D', VYR: '1973', VMA: 'CHEV' } },
  { imn: 'I425000588', kind: 'vehicle', of: { VMO: 'CVC', VST: '4D', VYR: '2008', VMA: 'FORD' } },
  { imn: 'I425000589', kind: 'vehicle', of: { VMO: 'TAU', VST: '4D', VYR: '2018', VMA: 'FORD' } },
  { imn: 'I425000590', kind: 'vehicle', of: { VMO: 'CGR', VST: '4D', VYR: '2019', VMA: 'DODG' } },
  { imn: 'I425000701', kind: 'boat', of: { BMA: 'SEA', BTY: 'RUN', BLE: '18', BYR: '1998' } },
  { imn: 'I425000702', kind: 'boat', of: { BMA: 'SEA', BTY: 'RUN', BLE: '20', BYR: '2004' } },
];

const isAsked = (fields: FieldValues, { imn, kind, of }: Generic): boolean => {
  const { needs, may }: Kind = KINDS[kind];
  const agrees = (tag: string): boolean => fields[tag]?.[0] === of[tag];
  return fields['IMN']?.includes(imn) === true || (needs.every(agrees) && may.every((tag) => fields[tag] === undefined || agrees(tag)));
};

const responseOf = ({ imn, kind, of }: Generic): Response => {
  const { word } = KINDS[kind];
  return {
    source: 'NCIC',
    mke: 'IMAGE',
    background: 'yellow',
    text: ['MKE/IMAGE', `IMR/${word} IMAGE ${Object.entries(of).map(([tag, value]) => `${tag}/${value}`).join(' ')}`, `IMN/${imn}`, `GENERIC ${word}`].join('\n'),
    images: [{ imn, imt: 'I', doi: '', mis: `GENERIC ${word}`, href: `/v1/images/${imn}` }],
  };
};

/** The generic images that fit an inquiry by what tells a make; with `IMN` the one of that number. They are no record's own. */
export const genericImages = (fields: FieldValues): readonly Response[] => (fields['NIC'] === undefined ? GENERIC.filter((image) => isAsked(fields, image)).map(responseOf) : []);

/** Whether NCIC keeps a generic image of this number. */
export const isGeneric = (imn: string): boolean => GENERIC.some((image) => image.imn === imn);
