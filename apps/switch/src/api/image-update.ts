import { valueOf, type FieldValues } from '@statewire/catalogue';
import type { RecordAnswer, RecordRequest, ResolveAnswer, ResolveRequest } from '@statewire/contracts';
import type { Fault } from '@statewire/kernel';
import { fileRules, IMAGE_FIELDS, imageBaseOf, imageRules, imageTypeFaults, valuesOf, type Picture, type RecordView } from '@statewire/record-file';
import { randomUUID } from 'node:crypto';
import { isPicture } from '../pictures/judge-picture.js';
import { PICTURE_BYTES_MAX } from '../pictures/jpeg.js';
import type { Context } from './context.js';
import type { Home } from './journal.js';

const LOOK_TIMEOUT_MS = 3_000;
const OWN_PREFIX = imageRules.kinds['image']?.idxPrefix ?? '';

export type Prepared = Readonly<{ faults: readonly Fault[] } | { home: Home }>;

export const fieldsKept = (fields: FieldValues): FieldValues => Object.fromEntries(Object.entries(fields).filter(([tag]) => IMAGE_FIELDS.includes(tag)));

/** How a message names the record of its image; `image` is the image's own IDX, where it names that instead. */
type Naming = Readonly<{ request: RecordRequest; image?: string }>;

/** One that is named without its number may still wait for NCIC: its desk is its record's. Of what others have only submitted nobody hears. */
const ownIndex = async ({ platform, message: { ori } }: Context, idx: string): Promise<Naming | undefined> => {
  const request: ResolveRequest = { file: 'image', kind: 'image', identification: { IDX: idx }, ori };
  const { records } = await platform.bus.ask<ResolveAnswer>('inquiry', 'resolve', request, LOOK_TIMEOUT_MS);
  const image = records.find(({ owner, status }) => owner === ori || status !== 'pending');
  return image === undefined ? undefined : { request: { idx: image.home }, image: idx };
};

const namingOf = async (context: Context): Promise<Naming | undefined> => {
  const { key, message: { fields } } = context;
  const nic = valueOf(fields, 'NIC');
  const idx = valueOf(fields, 'IDX') ?? '';
  if (key.function === 'cancel' && valueOf(fields, 'IMN') === undefined) return ownIndex(context, idx);
  return { request: nic === undefined ? { idx } : { nic } };
};

/** The record that an image shows, as it is on file now. */
const baseRecord = async ({ platform }: Context, { request }: Naming): Promise<RecordView | undefined> => {
  const { record } = await platform.bus.ask<RecordAnswer>('inquiry', 'record', request, LOOK_TIMEOUT_MS);
  return record as unknown as RecordView | undefined;
};

/** A picture belongs to one's own record, as long as nobody has located it, and is told to be of the person or property that it shows. */
const faultsOfBase = ({ key, message: { ori, fields } }: Context, record: RecordView | undefined, image?: string): readonly Fault[] => {
  if (record === undefined) return [{ code: 'NOT_ON_FILE' }];
  const given = (key.checks ?? []).filter((tag) => valueOf(fields, tag) !== undefined && valueOf(fields, tag) !== image);
  // A record of several vehicles says their plates under tags of their own.
  const faces = (fileRules[record.file]?.faces?.(record.fields) ?? [record.fields]).map((face): RecordView => ({ ...record, fields: face }));
  const other = given.filter((tag) => !faces.some((face) => valuesOf(face, tag).includes(valueOf(fields, tag) ?? '')));
  if (other.length > 0) return other.map((tag): Fault => ({ code: 'FIELD_ERROR', tag, why: 'other-base-record' }));
  if (record.owner !== ori) return [{ code: 'NOT_OWNER' }];
  const wrong = key.function === 'enter' ? imageTypeFaults(record.file, valueOf(fields, 'IMT') ?? '') : [];
  if (wrong.length > 0) return wrong;
  return record.status === 'located' && key.function !== 'cancel' ? [{ code: 'LOCATED', idx: record.idx }] : [];
};

const bytesOf = (data: string): Buffer => Buffer.from(data.replaceAll(' ', ''), 'base64');

/**
 * The picture in the blob store, durable before the command that speaks of it; undefined for one that is no JPEG of at most 1 MiB.
 * Its name is its own: the key of its transmission may be used again for a picture of another image.
 */
const placed = async ({ platform }: Context, data: string): Promise<Picture | undefined> => {
  const bytes = bytesOf(data);
  if (bytes.length > PICTURE_BYTES_MAX || !(await isPicture(bytes))) return undefined;
  return platform.ports.blobs.put(`image/${randomUUID()}`, bytes);
};

/** Without its number an image is named by its own index number alone: its record's leaves open which of its images is meant. */
const isUnnamed = ({ key, message: { fields } }: Context): boolean =>
  key.function === 'cancel' && valueOf(fields, 'IMN') === undefined && valueOf(fields, 'IDX')?.startsWith(OWN_PREFIX) !== true;

/** Finds the record, judges and keeps the picture: what the desk of the images then needs to decide. */
export const prepareImage = async (context: Context): Promise<Prepared> => {
  if (isUnnamed(context)) return { faults: [{ code: 'MISSING_FIELD', tag: 'IMN', why: 'identification' }] };
  const naming = await namingOf(context);
  const record = naming && (await baseRecord(context, naming));
  const faults = faultsOfBase(context, record, naming?.image);
  if (record === undefined || faults.length > 0) return { faults };

  const base = imageBaseOf(record);
  const data = valueOf(context.message.fields, 'IMG');
  if (data === undefined) return { home: { key: base.idx, facts: { base, ...(naming?.image === undefined ? {} : { image: naming.image }) } } };
  const picture = await placed(context, data);
  if (picture === undefined) return { faults: [{ code: 'FIELD_ERROR', tag: 'IMG', why: 'picture' }] };
  return { home: { key: base.idx, facts: { base, picture } } };
};

/** Sent again, a picture is put again: what was not decided within the hour may have been swept away. */
export const prepareAgain = async (context: Context, home: Home): Promise<Home> => {
  const data = valueOf(context.message.fields, 'IMG');
  const picture = data === undefined ? undefined : await placed(context, data);
  return picture === undefined ? home : { ...home, facts: { ...home.facts, picture } };
};
