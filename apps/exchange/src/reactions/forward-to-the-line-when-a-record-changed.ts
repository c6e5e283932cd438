import { findMessageKey } from '@statewire/catalogue';
import { LEADS_CONTROL, RECORD_LEDGERS, type LineFunction } from '@statewire/contracts';
import type { Commit, OpenedEvent } from '@statewire/ledger';
import type { Following } from '@statewire/projector';
import { asChanged, fileRules, locatedBy, recordView, wholeFields, type RecordView } from '@statewire/record-file';
import { causedId, sendCommand, type Platform } from '@statewire/service-kit';
import type { LineRequest } from '../domain/line.js';

const COMMAND_TIMEOUT_MS = 10_000;
const BY = { ori: LEADS_CONTROL, device: 'exchange', user: 'system' };

/** A record's fields as its line knows them: with those of its parts that the line is told of, and in the line's own codes. */
const fieldsFor = (record: RecordView): LineRequest['fields'] => {
  const { parts = [], says = {} } = fileRules[record.file]?.line ?? {};
  return Object.fromEntries(Object.entries(wholeFields(record, parts)).map(([tag, values]) => [tag, values.map((value) => says[tag]?.[value] ?? value)]));
};

/** The parts that keep their name on the line, as the record has them; of some there are several, each with its number. */
const partsFor = ({ file, parts = {} }: RecordView): Pick<LineRequest, 'parts'> => {
  const { apart = [] } = fileRules[file]?.line ?? {};
  const told = Object.entries(parts).filter(([name]) => apart.includes(name.replace(/ \d+$/, '')));
  return told.length === 0 ? {} : { parts: Object.fromEntries(told) };
};

/** Whether a commit asks anything of a line. */
const asksLine = ({ body }: Commit): boolean => body.ev.some(({ d }) => d['line'] !== undefined && d['request'] !== undefined);

/** What an event asks of its line; undefined when it asks nothing. */
export const lineRequestOf = (event: OpenedEvent, ledger: string, home: string): LineRequest | undefined => {
  const { line, request, formerNic } = event.d as Readonly<{ line?: string; request?: LineFunction; formerNic?: string }>;
  if (line === undefined || request === undefined) return undefined;
  const record = asChanged(recordView(event));
  // An image is known to the line by its own last number; the NIC among its fields is that of the record it shows.
  const nic = formerNic ?? record.nic ?? record.fields['IMN']?.at(-1);
  const sentAs = findMessageKey(record.mke)?.forwardedAs;
  return {
    line, ledger, home,
    function: request,
    file: record.file,
    stream: event.s,
    idx: record.idx,
    lid: record.lid,
    mke: record.mke,
    ...(sentAs === undefined ? {} : { sentAs }),
    ori: record.owner,
    fields: fieldsFor(record),
    ...partsFor(record),
    ...(nic === undefined ? {} : { nic }),
    ...(record.change === undefined ? {} : { change: record.change.number, changed: record.change.changed }),
    ...(record.located === undefined ? {} : { located: locatedBy(record.located) }),
  };
};

/** Whatever a line must know goes out in the order of the ledger; the same record's requests never overtake each other. */
export const forwardRecords = async (platform: Platform): Promise<Following> =>
  platform.react({
    name: 'forward-to-the-line',
    ledgers: RECORD_LEDGERS,
    checkpoints: await platform.ports.views.open('forward-to-the-line', 1),
    concurrency: 64,
    atOnceMax: 128,
    laneOf: ({ body }) => body.ev[0]?.s ?? '',
    concerns: asksLine,
    handle: async (commit: Commit) => {
      for (const [n, event] of commit.body.ev.entries()) {
        const request = lineRequestOf(event, commit.position.part.ledger, commit.head.k);
        if (request === undefined) continue;
        const { corr } = commit.body;
        await sendCommand(
          platform.bus, 'exchange',
          {
            id: causedId(commit, `line${String(n)}`), type: 'ForwardToLine', key: request.line, by: BY, payload: { ...request },
            ...(corr === undefined ? {} : { corr }),
          },
          COMMAND_TIMEOUT_MS,
        );
      }
    },
  });
