import type { ImageAnswer, ImageRef, RecordAnswer, RecordRequest, SearchAnswer, ShownResponse } from '@statewire/contracts';
import type { JsonObject } from '@statewire/kernel';
import { baseOf, imageRef, imagesOfList, isOnFile, listRange, searchKey, showingImages, type Fields } from '@statewire/record-file';
import type { View } from '@statewire/views';
import type { Filed } from './projections/hot-files.projection.js';

/** More than a record may have. */
const IMAGES_MAX = 20;

const filed = (doc: JsonObject): Filed => doc as unknown as Filed;

const refOf = ({ fields }: Filed): ImageRef => imageRef(fields['IMN']?.[0] ?? '', fields);

/** The images of a record; of an image itself. */
const imagesOf = async (view: View<JsonObject>, idx: string): Promise<readonly Filed[]> => {
  const of = await view.range(...listRange('image', imagesOfList(idx)), IMAGES_MAX);
  const own = await view.get(idx);
  return [...of, ...(own === undefined || filed(own.doc).file !== 'image' ? [] : [own])]
    .map(({ doc }) => filed(doc)).filter(isOnFile).sort((a, b) => (a.idx < b.idx ? -1 : 1));
};

/** The images of each record that has any, by its IDX. */
export const imagesByRecord = async (view: View<JsonObject>, idxs: readonly string[]): Promise<Readonly<Record<string, readonly ImageRef[]>>> => {
  const found = await Promise.all(idxs.map(async (idx) => [idx, (await imagesOf(view, idx)).map(refOf)] as const));
  return Object.fromEntries(found.filter(([, images]) => images.length > 0));
};

/** With IND/Y each response carries the images of its record (chapter Images, Inquiry; decision D23). */
export const withImages = async (view: View<JsonObject>, answer: SearchAnswer): Promise<SearchAnswer> => {
  const responses = await Promise.all(
    answer.responses.map(async (response): Promise<ShownResponse> => showingImages(response, (await imagesOf(view, response.record?.idx ?? '')).map(refOf))),
  );
  return { ...answer, responses };
};

/** The record on file under a number, be it one that it had before. */
export const recordNamed = async (view: View<JsonObject>, request: RecordRequest): Promise<RecordAnswer> => {
  const found = 'idx' in request ? [await view.get(request.idx)] : await view.find(searchKey('NIC', request.nic), 2);
  const doc = found.find((each) => each !== undefined && isOnFile(filed(each.doc)))?.doc;
  return doc === undefined ? {} : { record: doc };
};

/** Whoever asks for images by NCIC's number of a record asks for those of the record that has it, or had it. */
export const askedByRecord = async (view: View<JsonObject>, fields: Fields): Promise<Fields> => {
  const [nic] = fields['NIC'] ?? [];
  if (nic === undefined) return fields;
  const { record } = await recordNamed(view, { nic });
  return { ...fields, IDX: record === undefined ? [] : [String(record['idx'])] };
};

/** An image that is asked for by its number and by an index number must have both; the index number is its own or its record's. */
export const agreesWithAsked = ({ IMN, IDX }: Fields, { file, idx, fields, more }: Filed): boolean =>
  file !== 'image' || ((IMN === undefined || IMN.some((imn) => fields['IMN']?.includes(imn) === true)) && (IDX === undefined || [idx, baseOf(more).idx].some((own) => IDX.includes(own))));

/** The image on file under its number, and the record that it shows. */
export const imageNamed = async (view: View<JsonObject>, imn: string): Promise<ImageAnswer> => {
  const [image] = await view.find(searchKey('IMN', imn), 1);
  const base = image && (await view.get(baseOf(filed(image.doc).more).idx));
  return image === undefined || base === undefined ? {} : { image: image.doc, base: base.doc };
};
