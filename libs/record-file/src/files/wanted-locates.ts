import type { Fault } from '@statewire/kernel';
import type { OwnFunction, Scene } from '../file-rules.js';
import type { Happening, Outcome } from '../happening.js';
import { lineTold } from '../line.js';
import { changeEnded, markOf, retired, withoutChange } from '../marks.js';
import type { RecordView } from '../record.js';
import { endOfTerm } from '../retention.js';
import { DETAINER } from './wanted-detainers.js';

const NOEX = 'NOEX';

const dispositionOf = (record: Pick<RecordView, 'located'>): string | undefined => record.located?.fields['EXT']?.[0];

/** A detainer stands: no second locate. Located to be brought back: nobody may say any more that the owner will not have the person. */
const refusal = (record: RecordView, disposition: string | undefined): Fault | undefined => {
  if (record.parts?.[DETAINER] !== undefined) return { code: 'DETAINER', idx: record.idx };
  return disposition === NOEX && record.status === 'located' ? { code: 'LOCATED', idx: record.idx, why: 'noex-after-locate' } : undefined;
};

/**
 * Located, the record leaves the file five days after the day of the locate (manual, Locates and Detainers). With NOEX it stays in
 * force and is not shown as located, though the locate is; a second NOEX removes it at once.
 */
const located = (scene: Scene, record: RecordView, disposition: string | undefined, mark: ReturnType<typeof markOf>): readonly Happening[] => {
  const { rules, now } = scene;
  const extras = { ...lineTold(record, 'locate'), ...changeEnded(record) };
  // Each locate has a reminder of its own, whatever became of the one before.
  const { reminder: _, ...more } = record.more ?? {};
  const rest = { ...withoutChange(record), located: mark, more };
  if (disposition !== NOEX) return [{ what: 'located', record: { ...rest, status: 'located', retire: endOfTerm(rules.locate.term, now) }, extras }];
  const event: Happening = { what: 'located', record: rest, extras };
  return dispositionOf(record) === NOEX ? [event, retired(rest, 'second-locate')] : [event];
};

/** LW. */
export const locateWanted: OwnFunction = {
  of: 'others',
  handle: (scene, record, message): Outcome => {
    const [disposition] = message.fields['EXT'] ?? [];
    const stopped = refusal(record, disposition);
    return stopped === undefined ? { events: located(scene, record, disposition, markOf(scene, message)) } : { faults: [stopped] };
  },
};
