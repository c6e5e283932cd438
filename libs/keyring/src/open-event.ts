import type { JsonObject } from '@statewire/kernel';
import type { OpenedEvent, StoredEvent } from '@statewire/ledger';
import type { KeyRing } from './keyring.port.js';
import { aadOf } from './seal-event.js';

/**
 * The form in which folds see an event. A destroyed or restricted key is told in `p` and stops nobody;
 * a key that never was, or a seal that does not fit, is a Failure of the keyring.
 */
export const openEvent = (keyring: KeyRing, ledger: string, stored: StoredEvent): OpenedEvent => {
  const { t, tv, s, sv, d, x } = stored;
  if (x === undefined) return { t, tv, s, sv, d };
  const plain = keyring.open(x, aadOf(ledger, stored));
  return { t, tv, s, sv, d, p: typeof plain === 'string' ? plain : (JSON.parse(textOf(plain)) as JsonObject) };
};

const textOf = (bytes: Uint8Array): string => (Buffer.isBuffer(bytes) ? bytes : Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)).toString();

/** The keys that must be at hand before these events are opened. */
export const kidsOf = (events: Iterable<StoredEvent>): Set<string> => {
  const kids = new Set<string>();
  for (const { x } of events) if (x !== undefined) kids.add(x.kid);
  return kids;
};
