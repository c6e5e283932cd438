import type { FieldValues } from '@statewire/catalogue';
import type { Response } from '@statewire/contracts';

/** Reference images that the FBI keeps of makes of vehicles; the first is the manual's own example (chapter Images). */
const GENERIC = [
  { imn: 'I425000587', VMA: 'CHEV', VMO: 'CVT', VST: '2D', VYR: '1973' },
  { imn: 'I425000588', VMA: 'FORD', VMO: 'CVC', VST: '4D', VYR: '2008' },
  { imn: 'I425000589', VMA: 'FORD', VMO: 'TAU', VST: '4D', VYR: '2018' },
  { imn: 'I425000590', VMA: 'DODG', VMO: 'CGR', VST: '4D', VYR: '2019' },
] as const;

const TAGS = ['VMA', 'VMO', 'VST', 'VYR'] as const;

const responseOf = ({ imn, VMA, VMO, VST, VYR }: (typeof GENERIC)[number]): Response => ({
  source: 'NCIC',
  mke: 'IMAGE',
  background: 'yellow',
  text: ['MKE/IMAGE', `IMR/VEHICLE IMAGE VMO/${VMO} VST/${VST} VYR/${VYR} VMA/${VMA}`, `IMN/${imn}`, 'GENERIC VEHICLE'].join('\n'),
  images: [{ imn, imt: 'I', doi: '', mis: 'GENERIC VEHICLE', href: `/v1/images/${imn}` }],
});

/** The generic images that fit an inquiry by make, model, style and year; with `IMN` the one of that number. */
export const genericImages = (fields: FieldValues): readonly Response[] =>
  GENERIC.filter((image) => fields['IMN']?.includes(image.imn) === true || TAGS.every((tag) => fields[tag]?.[0] === image[tag])).map(responseOf);

/** Whether NCIC keeps a generic image of this number. */
export const isGeneric = (imn: string): boolean => GENERIC.some((image) => image.imn === imn);
