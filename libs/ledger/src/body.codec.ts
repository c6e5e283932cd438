import { isAscii } from 'node:buffer';
import { Failure, type JsonObject } from '@statewire/kernel';
import type { CommitBody, CommitHead, StoredEvent } from './events.js';

const isObject = (value: unknown): value is JsonObject => typeof value === 'object' && value !== null && !Array.isArray(value);
const isCount = (value: unknown): boolean => Number.isSafeInteger(value) && Number(value) >= 1;

const isSealed = (value: unknown): boolean =>
  isObject(value) && typeof value['kid'] === 'string' && typeof value['iv'] === 'string' && typeof value['ct'] === 'string';

const isStoredEvent = (value: unknown): value is StoredEvent =>
  isObject(value) &&
  typeof value['t'] === 'string' &&
  isCount(value['tv']) &&
  typeof value['s'] === 'string' &&
  isCount(value['sv']) &&
  isObject(value['d']) &&
  (value['x'] === undefined || isSealed(value['x']));

const isActor = (value: unknown): boolean =>
  isObject(value) && typeof value['ori'] === 'string' && typeof value['device'] === 'string' && typeof value['user'] === 'string';

const isBody = (value: unknown): value is CommitBody => {
  if (!isObject(value)) return false;
  const { by, cv, out, faults, ev } = value;
  return (
    isActor(by) &&
    typeof cv === 'string' &&
    (out === 'accepted' || out === 'rejected') &&
    (faults === undefined || Array.isArray(faults)) &&
    Array.isArray(ev) &&
    ev.every(isStoredEvent)
  );
};

const undecodable = (head: CommitHead, what: string, cause?: unknown): Failure =>
  new Failure('ledger/undecodable', `commit ${String(head.seq)} by ${head.w}: ${what}`, false, { cause });

const utf8 = new TextDecoder('utf-8', { fatal: true });
/** Most bodies are plain ASCII, which needs no decoding. */
const textOf = (line: Uint8Array): string =>
  isAscii(line) ? (Buffer.isBuffer(line) ? line : Buffer.from(line.buffer, line.byteOffset, line.byteLength)).toString('latin1') : utf8.decode(line);

const parse = (head: CommitHead, line: Uint8Array): unknown => {
  try {
    return JSON.parse(textOf(line));
  } catch (cause) {
    throw undecodable(head, 'its body is not JSON', cause);
  }
};

/**
 * Reads line 2 of a valid commit. One that cannot be read must stop the reader, never be skipped, or readers would
 * disagree: throws Failure `ledger/undecodable`.
 */
export const decodeBody = (head: CommitHead, line: Uint8Array): CommitBody => {
  const body = parse(head, line);
  if (!isBody(body)) throw undecodable(head, 'its body has not the form of one');
  if (body.ev.length !== head.n) throw undecodable(head, `its head counts ${String(head.n)} events, its body ${String(body.ev.length)}`);
  return body;
};
