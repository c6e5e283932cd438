import type { ImageRef, Response } from '@statewire/contracts';
import type { Fields } from '../fields.js';

/** An image as a response names it, by its number and the fields that it was entered with. */
export const imageRef = (imn: string, fields: Fields): ImageRef => {
  const of = (tag: string): string => fields[tag]?.[0] ?? '';
  return { imn, imt: of('IMT'), doi: of('DOI'), mis: of('MIS'), href: `/v1/images/${imn}` };
};

const lineOf = ({ imn, imt, doi }: ImageRef): string => [`IMN/${imn}`, `IMT/${imt}`, ...(doi === '' ? [] : [`DOI/${doi}`])].join(' ');

/** With IND/Y a response carries the images of its record and has a line for each (chapter Images, Inquiry; decision D23). */
export const showingImages = <R extends Response>(response: R, images: readonly ImageRef[]): R =>
  images.length === 0 ? response : { ...response, text: [response.text, ...images.map(lineOf)].join('\n'), images };
