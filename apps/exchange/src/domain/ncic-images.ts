import { mayBeShown } from '@statewire/access';
import type { ImageRef, Response } from '@statewire/contracts';
import type { StateReader } from '@statewire/kernel';
import { imageRef, showingImages } from '@statewire/record-file';
import type { Fields } from './line.js';
import { ncicResponse } from './ncic.response.js';
import { ncicImagesPlace, ncicRecordKey, type NcicRecord } from './ncic-store.js';

type Asking = Readonly<{ ori: string; type: string }>;

const refOf = ({ nic, fields }: NcicRecord): ImageRef => imageRef(nic, fields);

const responseOf = (image: NcicRecord, base: string): Response => {
  const { nic: imn, fields, ...record } = image;
  return { ...ncicResponse({ ...record, nic: base, fields: { ...fields, IMN: [imn] } }), images: [refOf(image)] };
};

const imagesOf = (state: StateReader, nic: string): readonly NcicRecord[] =>
  [...(state.get<readonly string[]>(ncicImagesPlace(nic)) ?? [])].sort().flatMap((imn) => state.get<NcicRecord>(ncicRecordKey(imn)) ?? []);

/** With IND/Y a hit carries the images of its record, as a hit of LEADS does (chapter Images, Inquiry; decision D23). */
export const withNcicImages = (state: StateReader, record: NcicRecord): Response =>
  showingImages(ncicResponse(record), imagesOf(state, record.nic).map(refOf));

/** The numbers that an inquiry asks for: of an image (IMN), and of all of a record (NIC); with both those that agree. */
const numbersAsked = (state: StateReader, { IMN, NIC }: Fields): readonly string[] => {
  const ofRecords = NIC?.flatMap((nic) => state.get<readonly string[]>(ncicImagesPlace(nic)) ?? []);
  return [...new Set(IMN ?? ofRecords)].filter((imn) => ofRecords?.includes(imn) !== false);
};

/** NCIC's images of the records that were entered there: the one of a number (IMN), or all of a base record by its own (chapter Images, Inquiry). */
export const ncicImages = (state: StateReader, fields: Fields, asking: Asking): readonly Response[] =>
  numbersAsked(state, fields).flatMap((imn) => {
    const image = state.get<NcicRecord>(ncicRecordKey(imn));
    const base = image?.fields['NIC']?.[0] ?? '';
    const record = state.get<NcicRecord>(ncicRecordKey(base));
    return image?.file === 'image' && record !== undefined && mayBeShown(record.file, asking) ? [responseOf(image, base)] : [];
  });
