import { createHash } from 'node:crypto';
import type { Hash } from '@statewire/ledger';
import type { Seal, SignedSeal } from './seals.port.js';

const isText = (value: unknown): value is string => typeof value === 'string';
const isCount = (value: unknown): value is number => Number.isSafeInteger(value) && (value as number) >= 0;

/** Each field with its test, in the order in which they are signed. */
const fields = {
  installation: isText,
  ledger: isText,
  gen: isCount,
  partition: isCount,
  fromSeq: isCount,
  toSeq: isCount,
  merkleRoot: isText,
  previousSeal: isText,
  time: isText,
  keyId: isText,
} satisfies Record<keyof Seal, (value: unknown) => boolean>;

const inOrder = (seal: Seal): Record<string, unknown> =>
  Object.fromEntries((Object.keys(fields) as (keyof Seal)[]).map((field) => [field, seal[field]]));

/** The signed text: JSON without spaces of the seal's own fields, whatever order or company they come in. */
export const sealText = (seal: Seal): string => JSON.stringify(inOrder(seal));

/** A line of `seals.jsonl`: the same with the signature as the last field. */
export const signedSealText = (signed: SignedSeal): string => JSON.stringify({ ...inOrder(signed), signature: signed.signature });

/** What the next seal of the same partition carries as its `previousSeal`. */
export const sealHash = (signed: SignedSeal): Hash => createHash('sha256').update(signedSealText(signed)).digest('base64url');

/** Reads {@link signedSealText} back; undefined for anything that is not that very text. */
export const parseSignedSeal = (text: string): SignedSeal | undefined => {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return undefined;
  }
  if (typeof value !== 'object' || value === null) return undefined;
  const read = value as Record<string, unknown>;
  if (!isText(read['signature']) || !Object.entries(fields).every(([field, fits]) => fits(read[field]))) return undefined;
  const signed = read as unknown as SignedSeal;
  return signedSealText(signed) === text ? signed : undefined;
};
