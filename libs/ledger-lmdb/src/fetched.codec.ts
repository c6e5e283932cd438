import type { Fetched, RawRecord } from '@statewire/ledger';

const offsetBytes = 8;
const headBytes = offsetBytes + 4;

/** u64 end, then for each record u64 offset ‖ u32 length ‖ its bytes. */
export const fetchedToBytes = ({ records, end }: Fetched): Buffer => {
  const first = Buffer.alloc(offsetBytes);
  first.writeBigUInt64BE(end);
  const pieces: Uint8Array[] = [first];
  for (const { offset, value } of records) {
    const head = Buffer.alloc(headBytes);
    head.writeBigUInt64BE(offset);
    head.writeUInt32BE(value.length, offsetBytes);
    pieces.push(head, value);
  }
  return Buffer.concat(pieces);
};

export const fetchedFrom = (bytes: Buffer): Fetched => {
  const records: RawRecord[] = [];
  for (let at = offsetBytes; at < bytes.length; ) {
    const from = at + headBytes;
    const to = from + bytes.readUInt32BE(at + offsetBytes);
    records.push({ offset: bytes.readBigUInt64BE(at), value: bytes.subarray(from, to) });
    at = to;
  }
  return { records, end: bytes.readBigUInt64BE(0) };
};
