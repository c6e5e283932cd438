import { ohioDate, ohioTime } from '@statewire/clock';
import { LEADS_CONTROL, hitMriOf, isOfAnswer, type JournalEntry, type Response, type ShownReference } from '@statewire/contracts';
import type { Commit, OpenedEvent } from '@statewire/ledger';
import { formatDot, parseSent } from '@statewire/wire';
import type { Addresses, Notice } from './notice.js';

type Shown = ShownReference & Readonly<{ kind: string }>;

const shownIn = ({ t, d }: OpenedEvent): Shown | undefined => (t === 'record.shown' ? (d as unknown as Shown) : undefined);

/** Whether an answer has shown a record whose agency wants to know of that. */
export const tellsOfHits = ({ body }: Commit): boolean => body.ev.some((event) => shownIn(event)?.notify !== undefined);

/** The path by which a record was read, and as of when; undefined where it was asked for with a message. */
const readIn = ({ d, p }: OpenedEvent): string | undefined => {
  if (d['mke'] !== 'RECORD' || typeof p !== 'object') return undefined;
  const [path = '', query] = String(p['text']).split('?');
  const asOf = new URLSearchParams(query).get('asOf');
  return asOf === null ? path : `${path}?asOf=${asOf}`;
};

/** What was asked, in the dot format, whichever of the two forms carried it. */
const askedIn = ({ p }: OpenedEvent): string => {
  const text = typeof p === 'object' ? String(p['text'] ?? '') : '';
  const { message } = parseSent(text);
  return message === undefined ? text : formatDot(message);
};

/**
 * Every hit by another agency on a record with NOA/Y is told to the terminals of the agency that entered it: who asked, when and with
 * what, and what was shown (manual, Data Fields Associated with Missing Person Records: NOA). Of what its own terminals ask it hears nothing.
 */
export const hitNoticesOf = ({ head, position, body }: Commit, partitions: number, { terminalsOf }: Addresses): readonly Notice[] => {
  const question = body.ev.find(isOfAnswer);
  if (question === undefined) return [];
  const { terminal, ori, mri: re } = question.d as unknown as JournalEntry;
  return body.ev.flatMap((event, n): readonly Notice[] => {
    const { notify, stream } = shownIn(event) ?? {};
    const terminals = notify === undefined ? [] : terminalsOf(notify);
    if (notify === undefined || stream === undefined || typeof event.p !== 'object' || notify === ori || terminals.includes(terminal)) return [];
    const { record, text, mke } = event.p as unknown as Response;
    const mri = hitMriOf(position.part.index, partitions, position.seq, n);
    const lines = [
      `MRI ${String(mri)}`,
      'L.E.A.D.S. AUTOMATED MESSAGE  HIT NOTICE',
      `YOUR RECORD BELOW HAS NOA/Y. IT WAS SHOWN TO ${ori} AT TERMINAL ${terminal} ON ${ohioDate(head.at)} AT ${ohioTime(head.at)} (MRI ${String(re)})`,
      `ASKED WITH ${readIn(question) ?? askedIn(question)}`,
      text,
    ];
    return [{
      terminals,
      post: {
        kid: stream, text: lines.join('\n'),
        mail: { mri, kind: 'notice', mke, from: LEADS_CONTROL, to: notify, background: 'none', ...(record === undefined ? {} : { record }) },
      },
    }];
  });
};
