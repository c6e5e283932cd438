import { Failure } from '@statewire/kernel';
import type { ChainState } from './events.js';
import { parseHeadLine } from './frame.js';
import { partitionName, type PartitionId } from './identity.js';
import { judge, linesOf } from './judge.js';
import type { RawRecord } from './log-driver.port.js';

/**
 * Of a void record in a log that has one writer and its own disk, where no rival explains it: whether bytes were changed,
 * the record's own or the commit's before it, to which it then no longer links. All behind it would be void too, silently.
 * What is linked elsewhere and numbered no higher is a late attempt, and harmless.
 */
export const damageOf = (part: PartitionId, state: ChainState, record: RawRecord): Failure | undefined => {
  const verdict = judge(state, record);
  if (verdict.valid) return undefined;
  const line = linesOf(record.value)?.line;
  const seq = line === undefined ? undefined : parseHeadLine(Buffer.from(line).toString('latin1'))?.seq;
  if (verdict.why === 'prev' && seq !== undefined && seq <= state.seq) return undefined;
  const place = `the record at offset ${String(record.offset)}, behind commit ${String(state.seq)}`;
  return new Failure('ledger/damaged', `${partitionName(part)}: ${place}, or that commit itself, was altered (${verdict.why}). "statewire verify" names the bytes.`, false);
};
