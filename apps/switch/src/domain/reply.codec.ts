import { ohioText } from '@statewire/clock';
import { isOfAnswer, type FaultSaid, type Outcome, type RecordRef, type Reply, type Response } from '@statewire/contracts';
import type { FoldedEvent, Instant, JsonObject } from '@statewire/kernel';

const EXPUNGED = 'THE RECORD SHOWN HERE IS NO LONGER ON FILE';

const opened = ({ p }: FoldedEvent): JsonObject | undefined => (typeof p === 'object' ? p : undefined);

/** The first line of a reply to an update or a message names its number, as the manual demands; an inquiry's only when it is refused. */
const numbered = (mri: number, outcome: Outcome, says: string): string => (outcome === 'answered' ? says : `MRI ${String(mri)}\n${says}`);

const responseOf = (event: FoldedEvent): Response => {
  const shown = opened(event);
  return shown === undefined
    ? { source: String(event.d['source']), mke: '', background: 'none', text: EXPUNGED }
    : (shown as unknown as Response);
};

const segment = (events: readonly FoldedEvent[], kind: string): readonly FoldedEvent[] =>
  events.filter(({ t, d }) => t === 'record.shown' && d['kind'] === kind);

/** Other systems' words, in the order of the parts that hold them. */
const outsideIn = (events: readonly FoldedEvent[]): readonly Response[] =>
  events.filter(isOfAnswer).flatMap((event) => (opened(event)?.['outside'] ?? []) as unknown as readonly Response[]);

const listIn = (events: readonly FoldedEvent[], member: 'parts' | 'silent'): readonly string[] =>
  (events.find(({ t }) => t === 'message.answered')?.d[member] ?? []) as readonly string[];

/** The ids of the commits that hold an answer's responses, where they are not with the answer. */
export const partsNamed = (events: readonly FoldedEvent[]): readonly string[] => listIn(events, 'parts');

/** The sources without which an inquiry was answered, with the promise of a late answer. */
export const silentIn = (events: readonly FoldedEvent[]): readonly string[] => listIn(events, 'silent');

/**
 * The reply to a transmission, rendered from the events that the journal holds of it, those of its parts first: the first time and each time the
 * same key is sent again. Segments whose record was expunged since then say so.
 */
export const replyOf = (events: readonly FoldedEvent[], at: Instant): Reply | undefined => {
  const answered = events.find(({ t }) => t === 'message.answered');
  if (answered === undefined) return undefined;
  const { mri, ori, outcome, code, record, position, ...open } = answered.d as unknown as Readonly<{
    mri: number; mke?: string; ori: string; outcome: Outcome; code: string; record?: RecordRef; position?: string;
  }>;
  const { says = EXPUNGED, faults, mke = open.mke ?? '' } = (opened(answered) ?? {}) as unknown as Readonly<{
    says?: string; faults?: readonly FaultSaid[]; mke?: string;
  }>;
  const lines = segment(events, 'record').map((event) => String(opened(event)?.['text'] ?? EXPUNGED));

  return {
    mri, mke, ori, at: ohioText(at), outcome, code,
    text: numbered(mri, outcome, [says, ...lines].join('\n')),
    responses: [...segment(events, 'response').map(responseOf), ...outsideIn(events)],
    ...(faults === undefined ? {} : { faults }),
    ...(record === undefined ? {} : { record }),
    ...(position === undefined ? {} : { position }),
  };
};
