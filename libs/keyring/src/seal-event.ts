import type { NewEvent, StoredEvent } from '@statewire/ledger';
import type { KeyRing } from './keyring.port.js';

/** What a seal is bound to besides its key: an event moved to another ledger, record or type does not open there. */
export const aadOf = (ledger: string, { s, t, tv }: Readonly<{ s: string; t: string; tv: number }>): Uint8Array =>
  Buffer.from(`${ledger}\n${s}\n${t}\n${String(tv)}`);

/**
 * The form in which an event is framed: `p` sealed under its data key, which must have been ensured.
 * `sv` is the event's number within its stream.
 */
export const sealEvent = (keyring: KeyRing, ledger: string, event: NewEvent, sv: number): StoredEvent => {
  const { t, tv, s, d, p, kid = s } = event;
  if (p === undefined) return { t, tv, s, sv, d };
  return { t, tv, s, sv, d, x: keyring.seal(kid, Buffer.from(JSON.stringify(p)), aadOf(ledger, event)) };
};
