import { Failure, isFailure } from '@statewire/kernel';
import { kidsOf, openEvent, type KeyRing } from '@statewire/keyring';
import { linesOf, partitionName, type CommitBody, type LogDriver, type PartitionId, type RawRecord, type StoredEvent } from '@statewire/ledger';

/** The journal has a key a day, and most records one that was made for their first commit: a copy of yesterday is missed by none of them. */
const commitsMax = 32n;
const fetchBytesMax = 1024 * 1024;

/**
 * A keyring that was put back to an older copy does not hold the keys of the newest commits, and others would be made in their names: what was sealed
 * before would never open again. Looks at the end of a partition. Throws Failure `keyring/older`.
 */
export const assertNewestKeys = async (driver: Pick<LogDriver, 'bounds' | 'fetch'>, keyring: KeyRing, part: PartitionId): Promise<void> => {
  const events = (await newestRecords(driver, part)).flatMap(sealedIn);
  await keyring.load(kidsOf(events));
  for (const event of events) {
    try {
      openEvent(keyring, part.ledger, event);
    } catch (cause) {
      // Whatever else is wrong with an event, its reader says.
      if (isFailure(cause) && cause.code === 'keyring/no-key') throw older(part, event);
    }
  }
};

/** None where the log cannot be reached: its writer waits for it. */
const newestRecords = async (driver: Pick<LogDriver, 'bounds' | 'fetch'>, part: PartitionId): Promise<readonly RawRecord[]> => {
  const found: RawRecord[] = [];
  try {
    const { end } = await driver.bounds(part);
    for (let from = end > commitsMax ? end - commitsMax : 0n; from < end; ) {
      const { records } = await driver.fetch(part, from, { bytes: fetchBytesMax, waitMs: 0 });
      const last = records.at(-1);
      if (last === undefined) break;
      found.push(...records);
      from = last.offset + 1n;
    }
    return found;
  } catch {
    return [];
  }
};

/** Of what is no commit, nothing. */
const sealedIn = ({ value }: RawRecord): readonly StoredEvent[] => {
  try {
    const { ev } = JSON.parse(Buffer.from(linesOf(value)?.body ?? []).toString()) as CommitBody;
    return ev.filter(({ x }) => x !== undefined);
  } catch {
    return [];
  }
};

const older = (part: PartitionId, { s }: StoredEvent): Failure =>
  new Failure('keyring/older', `KEY_DIR does not hold the key of ${s}, which ${partitionName(part)} was written with: it is an older copy, or another keyring.`, false);
