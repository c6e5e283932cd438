import type { AlikeAnswer, AlikeRequest } from '@statewire/contracts';
import { positionText, type Commit, type OpenedEvent } from '@statewire/ledger';
import { crossingsOf, isOnFile, recordLines, recordView, type Crossing, type RecordView } from '@statewire/record-file';
import { findMessageKey } from '@statewire/catalogue';
import type { Platform } from '@statewire/service-kit';
import { hash } from 'node:crypto';
import { notice, numbersOf, type OutgoingMail } from './notice.js';

const ASK_TIMEOUT_MS = 5_000;
/** Numbers of messages that no other notice of an entry or a modification takes. */
const ORDINALS = { toOwner: 2, toOthers: 3 } as const;
/** A command's id has 80 characters, of which posting takes some for a partition and a part. */
const PAIR_LENGTH_MAX = 70;
/** Events that may bring a number into a file. */
const BRINGS = /\.(entered|modified)$/;

/** A plate is told by its number and its state: a change of either makes it another one. */
const PLATE: readonly string[] = ['LIC', 'LIS'];
const arriving = (tags: readonly string[], changed: readonly string[]): readonly string[] => {
  const isPlate = (tag: string): boolean => PLATE.includes(tag);
  return tags.filter((tag) => changed.some((other) => other === tag || (isPlate(tag) && isPlate(other))));
};

/** What a record that an event has brought on file is to be looked for by; of a change the new numbers alone say anything. */
const bringing = (event: OpenedEvent): Readonly<{ record: RecordView; crossings: readonly Crossing[] }> | undefined => {
  if (!BRINGS.test(event.t)) return undefined;
  const record = recordView(event);
  const changed = event.d['changed'] as readonly string[] | undefined;
  const crossings = crossingsOf(record).map(({ files, tags }) => ({ files, tags: changed === undefined ? tags : arriving(tags, changed) })).filter(({ tags }) => tags.length > 0);
  return crossings.length === 0 || !isOnFile(record) ? undefined : { record, crossings };
};

export const bringsVehicles = ({ body }: Commit): boolean => body.ev.some((event) => bringing(event) !== undefined);

const titleOf = ({ mke }: RecordView): string => findMessageKey(mke)?.translation ?? mke;

const words = (own: string, others: readonly RecordView[]): string =>
  [
    'L.E.A.D.S. AUTOMATED MESSAGE  TOWED/IMMOBILIZED AND STOLEN VEHICLE NOTICE',
    `THE VEHICLE OR PLATE OF YOUR RECORD ${own} IS ON FILE ELSEWHERE TOO:`,
    ...others.flatMap((other) => [`${titleOf(other)} - ENTERED BY ${other.owner}`, recordLines(other)]),
    `CONTACT THE ENTERING AGENCY ${[...new Set(others.map(({ owner }) => owner))].join(' ')}, CONFIRM THE HIT, AND BRING THE RECORDS IN ORDER.`,
  ].join('\n');

const namesOf = (records: readonly RecordView[]): string => records.map(({ idx }) => idx).join('+');

/** Names the records of either side, or, where they are too many for an id, their hash. */
const pairId = (own: readonly RecordView[], shown: readonly RecordView[]): string => {
  const names = `${namesOf(own)}/${namesOf(shown)}`;
  const id = `pair/${names}`;
  return id.length > PAIR_LENGTH_MAX ? `pair/${hash('sha256', names, 'base64url')}` : id;
};

/**
 * A towed vehicle that is stolen is refused at its entry (manual, Enter a Towed/Immobilized Vehicle Record), but records of two agencies lie at two
 * desks: entered in the same moment, or one while the other waits for NCIC, neither sees the other. Nor is a vehicle refused that is
 * stolen after it was towed. Whatever of the two comes on file later finds the other, and both agencies are told, once.
 */
export const tellOfWhatIsTowedAndStolen = (platform: Platform, { post, addresses, untilVisible }: OutgoingMail) => {
  const others = async ({ files, tags }: Crossing, { idx, fields }: RecordView): Promise<readonly RecordView[]> => {
    const asked = Object.fromEntries(Object.entries(fields).filter(([tag]) => tags.includes(tag)));
    const { records } = await platform.bus.ask<AlikeAnswer>('inquiry', 'alike', { files, tags, fields: asked } satisfies AlikeRequest, ASK_TIMEOUT_MS);
    return (records as unknown as readonly RecordView[]).filter((other) => other.idx !== idx);
  };

  /** The id names both records, so that whichever of them finds the other, each agency is told once. */
  const tell = async (commit: Commit, record: RecordView, found: readonly RecordView[]): Promise<void> => {
    const say = (ordinal: number, shown: readonly [RecordView, ...RecordView[]], to: readonly string[], own: readonly RecordView[]) => {
      const text = words(own.map(numbersOf).join(' '), shown);
      const { terminals, post: mail } = notice(commit, ordinal, platform.partitions, shown[0], to.flatMap((ori) => addresses.terminalsOf(ori)), { kind: 'notice', to: to.join(' '), text });
      return post({ ...mail, terminals }, pairId(own, shown));
    };
    const [first, ...rest] = found;
    if (first === undefined) return;
    await say(ORDINALS.toOwner, [first, ...rest], [record.owner], [record]);
    await say(ORDINALS.toOthers, [record], [...new Set(found.map(({ owner }) => owner))], found);
  };

  return async (commit: Commit): Promise<void> => {
    for (const { record, crossings } of commit.body.ev.flatMap((event) => bringing(event) ?? [])) {
      await untilVisible(positionText(commit.position));
      const found = (await Promise.all(crossings.map((crossing) => others(crossing, record)))).flat();
      await tell(commit, record, [...new Map(found.map((other) => [other.idx, other])).values()].sort((one, other) => (one.idx < other.idx ? -1 : 1)));
    }
  };
};
