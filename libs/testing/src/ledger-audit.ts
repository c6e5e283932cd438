import { advance, genesis, judge, type LogDriver, type PartitionId } from '@statewire/ledger';

export type LedgerAudit = Readonly<{
  valid: number;
  /** Records that lost their place, or came twice. */
  void: number;
  /** Sentences, one a wrong; empty when every promise was kept. */
  violations: readonly string[];
}>;

const fetchBytesMax = 4 * 1024 * 1024;

/** Reads a partition as an outsider would: which commands are decided, and at which places. */
const decidedIn = async (driver: LogDriver, part: PartitionId, installation: string) => {
  const places = new Map<string, number[]>();
  let state = genesis(installation, part);
  let voids = 0;
  const { end } = await driver.bounds(part);
  while (state.next < end) {
    const { records } = await driver.fetch(part, state.next, { bytes: fetchBytesMax, waitMs: 0 });
    for (const record of records) {
      const verdict = judge(state, record);
      state = advance(state, record, verdict);
      if (!verdict.valid) voids += 1;
      else if (verdict.head.cmd !== undefined) places.set(verdict.head.cmd, [...(places.get(verdict.head.cmd) ?? []), verdict.head.seq]);
    }
  }
  return { places, voids, valid: state.seq };
};

/** Holds what writers acknowledged (command id → sequence number) against what lies in the log. */
export const auditLedger = async (
  driver: LogDriver,
  part: PartitionId,
  installation: string,
  acknowledged: ReadonlyMap<string, number>,
): Promise<LedgerAudit> => {
  const { places, voids, valid } = await decidedIn(driver, part, installation);
  const violations: string[] = [];
  for (const [id, seqs] of places) if (seqs.length > 1) violations.push(`${id} was decided ${String(seqs.length)} times, at ${seqs.join(', ')}`);
  for (const [id, seq] of acknowledged) {
    const at = places.get(id)?.[0];
    if (at === undefined) violations.push(`${id} was acknowledged at ${String(seq)} and is not in the log`);
    else if (at !== seq) violations.push(`${id} was acknowledged at ${String(seq)} and is at ${String(at)}`);
  }
  return { valid, void: voids, violations };
};
