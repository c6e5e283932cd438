import { mayBeShown } from '@statewire/access';
import type { Response } from '@statewire/contracts';
import type { StateReader } from '@statewire/kernel';
import type { Fields } from './line.js';
import { ncicResponse } from './ncic.response.js';
import { ncicImagesPlace, ncicRecordKey, type NcicRecord } from './ncic-store.js';

type Asking = Readonly<{ ori: string; type: string }>;

const responseOf = ({ nic: imn, fields, ...record }: NcicRecord, base: string): Response => {
  const of = (tag: string): string => fields[tag]?.[0] ?? '';
  return {
    ...ncicResponse({ ...record, nic: base, fields: { ...fields, IMN: [imn] } }),
    images: [{ imn, imt: of('IMT'), doi: of('DOI'), mis: of('MIS'), href: `/v1/images/${imn}` }],
  };
};

/** NCIC's images of the records that were entered there: the one of a number (IMN), or all of a base record by its own (chapter Images, Inquiry). */
export const ncicImages = (state: StateReader, fields: Fields, asking: Asking): readonly Response[] => {
  const ofRecords = (fields['NIC'] ?? []).flatMap((nic) => state.get<readonly string[]>(ncicImagesPlace(nic)) ?? []);
  return [...new Set([...(fields['IMN'] ?? []), ...ofRecords])].flatMap((imn) => {
    const image = state.get<NcicRecord>(ncicRecordKey(imn));
    const base = image?.fields['NIC']?.[0] ?? '';
    const record = state.get<NcicRecord>(ncicRecordKey(base));
    return image?.file === 'image' && record !== undefined && mayBeShown(record.file, asking) ? [responseOf(image, base)] : [];
  });
};
