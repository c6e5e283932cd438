import { accept, type DomainDecision, Failure, reject } from '@statewire/kernel';
import { joined } from './changing.js';
import type { KindRules, Scene } from './file-rules.js';
import { homeKey } from './home.js';
import { enteredAs, goesOut } from './line.js';
import { lidOf } from './numbering.js';
import { withOverdue } from './own.js';
import type { RecordView, Standing } from './record.js';
import { recordEvent } from './record-events.js';
import type { AcceptEntry, RecordMessage, RefuseEntry } from './record.messages.js';
import { liveRecord, nextLid, numbersGiven, withdrawnRecord } from './record-state.js';
import { ending, retirement } from './retention.js';
import { faultsOf, filled } from './scene.js';

const withLife = (record: Standing, { retention }: KindRules, { now }: Scene): Standing => ({
  ...record,
  status: 'active',
  entered: now,
  ...ending(retirement(retention, record, now)),
});

/** An entry: pending until the line has accepted it; final at once where no line holds it. */
export const enter = (scene: Scene, kind: string, kindRules: KindRules, message: RecordMessage): DomainDecision => {
  const { rules, place, state, key, now } = scene;
  // Duplicates are exact only where all of an agency's records lie: in the partition that its home key leads to.
  if (key !== homeKey(rules, { ori: message.ori, county: message.county ?? null })) throw new Failure('record-file/home', `an entry under ${message.ori} came with the home key ${key}`, false);

  const { idxPrefix, numbering, given, counts } = kindRules;
  const digits = lidOf(numbersGiven(state) + 1, place);
  const count = counts === undefined ? 1 : numbersGiven(state, counts.series(key)) + 1;
  const sent = { ...kindRules.defaults, ...filled(message.fields) };
  const idx = `${idxPrefix}${digits}`;
  const series = numbering?.series(key, now);
  const record: Standing = {
    idx,
    lid: numbering === undefined || series === undefined ? digits : nextLid(state, rules, kind, series, (number) => numbering.lid(series, number)),
    kind,
    mke: message.mke,
    owner: message.ori,
    status: 'pending',
    fields: { ...sent, ...given?.({ idx, now, mke: message.mke, fields: sent, key, count }) },
  };
  const faults = faultsOf(scene, record, record.fields, Object.keys(record.fields), { staffed24x7: message.staffed24x7 });
  if (faults.length > 0) return reject(...faults);
  if (!goesOut(rules, record.fields)) {
    const happenings = withOverdue(scene, kindRules, { what: 'entered', record: withLife(record, kindRules, scene) });
    return accept(...happenings.map(({ what, record: after, extras }, n) => recordEvent(scene, what, after, 1 + n, extras)));
  }

  const asked = scene.corr === undefined ? {} : { asked: scene.corr };
  return accept(recordEvent(scene, 'submitted', { ...record, ...asked }, 1, { request: 'enter' }));
};

/**
 * A withdrawn entry that the line accepted after all has to be taken from it again, now that its number is known. A record that is
 * on file all the same was to be brought to the line, and is none of its.
 */
const takeBack = (scene: Scene, { live, withdrawn }: Readonly<{ live: RecordView | undefined; withdrawn: RecordView }>, nic: string): DomainDecision =>
  live === undefined
    ? accept(recordEvent(scene, 'withdrawn', enteredAs(withdrawn, nic), withdrawn.version + 1, { request: 'cancel' }))
    : accept(recordEvent(scene, 'withdrawn', live, live.version + 1, { request: 'cancel', formerNic: nic }));

export const acceptEntry = (scene: Scene, kindRules: KindRules, { idx, nic, change }: AcceptEntry): DomainDecision => {
  const { state, rules } = scene;
  if (rules.line === undefined || !/^[A-Z]\d{9}$/.test(nic) || !nic.startsWith(rules.line.nicLetter)) {
    throw new Failure('record-file/nic', `${nic} is no number of the ${rules.file} file`, false);
  }
  const record = liveRecord(state, idx);
  if (record?.status === 'pending') {
    return accept(recordEvent(scene, 'entered', { ...withLife(record, kindRules, scene), nic }, record.version + 1, { answers: record.version }));
  }
  const joining = record && joined(scene, kindRules, record, change, { nic });
  if (joining !== undefined) return joining;
  const withdrawn = withdrawnRecord(state, idx);
  return withdrawn === undefined ? reject({ code: 'OBSOLETE', idx }) : takeBack(scene, { live: record, withdrawn }, nic);
};

export const refuseEntry = (scene: Scene, kindRules: KindRules, { idx, reason, change }: RefuseEntry): DomainDecision => {
  const record = liveRecord(scene.state, idx);
  if (record?.status === 'pending') {
    return accept(recordEvent(scene, 'refused', { ...record, status: 'refused' }, record.version + 1, { refusal: reason }));
  }
  const joining = record && joined(scene, kindRules, record, change, { reason });
  if (joining !== undefined) return joining;
  const withdrawn = withdrawnRecord(scene.state, idx);
  if (withdrawn === undefined) return reject({ code: 'OBSOLETE', idx });
  const standing = record ?? withdrawn;
  return accept(recordEvent(scene, 'withdrawn', standing, standing.version + 1, { refusal: reason }));
};
