import type { Blobs } from '@statewire/blobs';
import { isFailure } from '@statewire/kernel';
import { decodeBody, linesOf, parseHeadLine, type PartitionId } from '@statewire/ledger';
import { picturesIn, type Picture } from '@statewire/record-file';
import { verifyLedgers, type LedgersOptions, type LedgersReport } from './verify-ledgers.js';
import type { Problem } from './verify-partition.js';

const LEDGER = 'images';

/** A picture that an image on file has, and the commit that says so. */
type Held = Readonly<{ part: PartitionId; seq: number; image: string; picture: Picture }>;

/** The pictures that the images on file have, read along with the frames of their ledger. */
const heldPictures = () => {
  const byImage = new Map<string, readonly Held[]>();
  const onFrame = (part: PartitionId, value: Uint8Array): Promise<void> => {
    const lines = part.ledger === LEDGER ? linesOf(value) : undefined;
    const head = lines && parseHeadLine(Buffer.from(lines.line).toString('latin1'));
    if (lines === undefined || head === undefined) return Promise.resolve();
    for (const event of decodeBody(head, lines.body).ev) {
      byImage.set(event.s, picturesIn(event).held.map((picture) => ({ part, seq: head.seq, image: event.s, picture })));
    }
    return Promise.resolve();
  };
  return { onFrame, held: (): readonly Held[] => [...byImage.values()].flat() };
};

const SAYS: Readonly<Record<string, string>> = {
  'blobs/missing': 'is not in the blob store',
  'blobs/damaged': 'is another one in the blob store than the ledger says',
};

const problemOf = async (blobs: Pick<Blobs, 'get'>, { part, seq, image, picture }: Held): Promise<Problem | undefined> => {
  try {
    await blobs.get(picture);
    return undefined;
  } catch (cause) {
    const says = isFailure(cause) ? SAYS[cause.code] : undefined;
    if (says === undefined) throw cause;
    return { part, kind: 'picture', seq, says: `the picture of ${image}, ${picture.id}, ${says}` };
  }
};

const problemsOf = async (blobs: Pick<Blobs, 'get'>, all: readonly Held[]): Promise<readonly Problem[]> => {
  const problems: Problem[] = [];
  for (const held of all) {
    const problem = await problemOf(blobs, held);
    if (problem !== undefined) problems.push(problem);
  }
  return problems;
};

/** As `verifyLedgers`, and that the blob store has the picture of every image on file, as the ledger says it is. */
export const verifyWithPictures = async (options: LedgersOptions, blobs: Pick<Blobs, 'get'>): Promise<LedgersReport> => {
  const first = heldPictures();
  const report = await verifyLedgers({ ...options, onFrame: first.onFrame });
  const found = await problemsOf(blobs, first.held());
  if (found.length === 0) return report;
  // Beside a running system an image may have ended since it was read: what counts is missing from those that are still on file.
  const again = heldPictures();
  await verifyLedgers({ ...options, ledgers: options.ledgers.filter(({ ledger }) => ledger === LEDGER), copies: [], onFrame: again.onFrame });
  return { ...report, problems: [...report.problems, ...(await problemsOf(blobs, again.held()))] };
};
