import { checkReach, findMessageKey, standardCatalogue } from '@statewire/catalogue';
import { ohioDate } from '@statewire/clock';
import { accept, raiseCount, reject, type Counts, type DomainCommand, type DomainDecider, type DomainDecision, type FoldedEvent, type Instant, type StateDraft, type StateReader } from '@statewire/kernel';
import {
  countOf, differing, dropWithdrawn, imageRules, imagesMax, imageTypeFaults, isLive, keepWithdrawn, lidOf, recordEvent, recordView, withdrawnRecord, type EventExtras, type Fields, type ImageBase, type PendingChange, type Picture, type Place, type RecordView, type Scene, type Standing,
} from '@statewire/record-file';
import type { ImageCommands } from './image.messages.js';

/**
 * The record that an image shows; `next` waits for NCIC beside the picture in force, `former` are those that the event put aside. `joining`: the
 * record with the number under which NCIC is asked to hold the image.
 */
type ImageFacts = Readonly<{ base: ImageBase; picture: Picture; next?: Picture; former?: readonly Picture[]; joining?: ImageBase }>;

const COUNT_KEY = 'numbers';
const imageKey = (idx: string): string => `image/${idx}`;
const baseKey = (idx: string): string => `base/${idx}`;

const factsOf = ({ more }: Pick<RecordView, 'more'>): Omit<ImageFacts, 'former'> => {
  const { former: _, ...facts } = more as unknown as ImageFacts;
  return facts;
};

/** Another picture in place of the one in force. */
const replaced = (facts: ImageFacts, picture: Picture | undefined): ImageFacts =>
  picture === undefined ? facts : { ...facts, picture, former: [facts.picture] };

const withFacts = (record: Standing, facts: ImageFacts): Standing => ({ ...record, more: { ...facts } });
const imageOf = (state: StateReader, idx: string): RecordView | undefined => state.get<RecordView>(imageKey(idx));
const imagesOf = (state: StateReader, base: string): readonly RecordView[] =>
  (state.get<readonly string[]>(baseKey(base)) ?? []).flatMap((idx) => imageOf(state, idx) ?? []);

/** Whether a record, by its IDX, has images that have not ended. */
export const hasImages = (state: StateReader, base: string): boolean => imagesOf(state, base).length > 0;

/** The images that NCIC holds otherwise than their record: not yet, no more, or under a number that the record had. One that waits for NCIC is left to its answer. */
const straying = (state: StateReader, base: ImageBase): readonly RecordView[] =>
  imagesOf(state, base.idx).filter((image) => image.status === 'active' && image.change === undefined && factsOf(image).base.nic !== base.nic);

/** Whether an image has to follow its record to NCIC or from there. */
export const hasStrayed = (state: StateReader, base: ImageBase): boolean => straying(state, base).length > 0;

/** NCIC numbers the images of its own records; those of records that LEADS alone keeps get a number of LEADS (decision D23). */
const ownNumber = (lid: string): string => `I9${lid}`;

const typeOf = ({ fields }: Pick<RecordView, 'fields'>): string => fields['IMT']?.[0] ?? '';

type Decide<T extends keyof ImageCommands> = (scene: Scene, payload: ImageCommands[T]) => DomainDecision;

const enter: Decide<'EnterRecord'> = (scene, { mke, ori, fields, base, picture }) => {
  const { state, place, now, corr } = scene;
  const type = fields['IMT']?.[0] ?? '';
  const wrong = imageTypeFaults(base.file, type);
  if (wrong.length > 0) return reject(...wrong);
  const same = imagesOf(state, base.idx).filter((image) => typeOf(image) === type);
  const [first] = same;
  if (first !== undefined && type !== 'I') return reject({ code: 'ON_FILE', idx: first.idx });
  if (same.length >= imagesMax(base.file, type)) return reject({ code: 'MAX_IMAGES' });

  const lid = lidOf((state.get<number>(COUNT_KEY) ?? 0) + 1, place);
  const nic = base.nic === undefined ? {} : { NIC: [base.nic] };
  const record = withFacts({ idx: `IM${lid}`, lid, kind: 'image', mke, owner: ori, status: 'pending', fields: { ...fields, ...nic } }, { base, picture });
  if (base.nic === undefined) {
    return accept(recordEvent(scene, 'entered', { ...record, status: 'active', entered: now, fields: { ...record.fields, IMN: [ownNumber(lid)] } }, 1));
  }
  return accept(recordEvent(scene, 'submitted', { ...record, ...(corr === undefined ? {} : { asked: corr }) }, 1, { request: 'enter' }));
};

/** An image by its number, or by its IDX, among those of the record that the message names. */
const named = (scene: Scene, { ori, base, fields, image: idx }: Readonly<{ ori: string; base: ImageBase; fields: Fields; image?: string }>) => {
  const imn = fields['IMN']?.[0];
  const image = imagesOf(scene.state, base.idx).find((each) => each.idx === idx || (imn !== undefined && each.fields['IMN']?.includes(imn) === true));
  if (image === undefined) return { fault: { code: 'NOT_ON_FILE' } as const };
  return image.owner === ori ? { image } : { fault: { code: 'NOT_OWNER' } as const };
};

/** Whether NCIC holds an image: it does as long as the record is there under the number that it had then (decision D18). */
const isTold = (image: RecordView, { nic }: ImageBase): boolean => nic !== undefined && nic === factsOf(image).base.nic;

const CHANGING = ['DOI', 'MIS'];

/** Whether the date of a picture lies too far back, where another date or another picture comes. */
const faultsOf = ({ now }: Scene, mke: string, before: Fields, after: Fields, picture: Picture | undefined): ReturnType<typeof checkReach> => {
  const other = Object.fromEntries(differing(before, after).map((tag) => [tag, after[tag] ?? []]));
  return checkReach(findMessageKey(mke) ?? {}, picture === undefined ? other : after, ohioDate(now));
};

const modify: Decide<'ModifyRecord'> = (scene, payload) => {
  const found = named(scene, payload);
  if (found.image === undefined) return reject(found.fault);
  const { image } = found;
  if (image.change !== undefined) return reject({ code: 'PENDING_CHANGE', idx: image.idx });

  const { fields: said, picture } = payload;
  const changes = Object.entries(said).filter(([tag]) => CHANGING.includes(tag));
  const changed = [...changes.map(([tag]) => tag), ...(picture === undefined ? [] : ['IMG'])];
  if (changed.length === 0) return reject({ code: 'MISSING_FIELD', why: 'nothing-changed' });
  const fields = Object.fromEntries(Object.entries({ ...image.fields, ...Object.fromEntries(changes) }).filter(([, values]) => values.some((value) => value !== '')));
  const faults = faultsOf(scene, payload.mke, image.fields, fields, picture);
  if (faults.length > 0) return reject(...faults);
  const facts = factsOf(image);
  const version = image.version + 1;
  if (!isTold(image, payload.base)) {
    return accept(recordEvent(scene, 'modified', withFacts({ ...image, fields }, replaced(facts, picture)), version, { changed }));
  }
  const change = { number: version, changed, fields, ...(scene.corr === undefined ? {} : { asked: scene.corr }) };
  const waiting = withFacts({ ...image, change }, { ...facts, ...(picture === undefined ? {} : { next: picture }) });
  return accept(recordEvent(scene, 'change-submitted', waiting, version, { request: 'modify' }));
};

const unanswered = ({ change, asked, status }: RecordView): EventExtras => {
  const owed = change === undefined ? asked : change.asked;
  return { ...(change === undefined ? {} : { endedChange: change.number }), ...(owed === undefined || (status !== 'pending' && change === undefined) ? {} : { endedAsked: owed }) };
};

type Ending = Readonly<{ base: ImageBase; request: 'cancel' | 'purge'; rest: Partial<Standing> }>;

const ended = (scene: Scene, image: RecordView, what: 'cancelled' | 'retired', { base, request, rest }: Ending) => {
  const { change, ...standing } = image;
  const { joining: _, ...facts } = factsOf(image);
  const isAwaited = image.status === 'pending' || change?.joins === true;
  const told: EventExtras = isAwaited ? { request: 'withdraw' } : isTold(image, base) ? { request } : {};
  return recordEvent(scene, what, withFacts({ ...standing, ...rest, status: what }, facts), image.version + 1, { ...told, ...unanswered(image) });
};

const cancel: Decide<'CancelRecord'> = (scene, payload) => {
  const found = named(scene, payload);
  if (found.image === undefined) return reject(found.fault);
  const { mke, ori, base } = payload;
  return accept(ended(scene, found.image, 'cancelled', { base, request: 'cancel', rest: { ended: { by: ori, at: scene.now, mke, fields: {} } } }));
};

/** The record that they show has ended: its images end with it, one a command, as each may owe somebody a final word. */
const endNext: Decide<'EndImages'> = (scene, { base }) => {
  const [image] = imagesOf(scene.state, base);
  if (image === undefined) return reject({ code: 'OBSOLETE' });
  return accept(ended(scene, image, 'retired', { base: factsOf(image).base, request: 'purge', rest: { reason: 'base-record' } }));
};

/**
 * The record that they show has come to NCIC, or left it: so do its images, one a command (decision D18). To NCIC such an image is an entry,
 * and gets one more number there; what has left NCIC keeps its numbers, and is taken from there where it came too late to go with its record.
 */
const followNext: Decide<'FollowRecord'> = (scene, { base }) => {
  const [image] = straying(scene.state, base);
  if (image === undefined) return reject({ code: 'OBSOLETE' });
  const { NIC: _, ...fields } = image.fields;
  const facts = factsOf(image);
  const version = image.version + 1;
  if (base.nic === undefined) return accept(recordEvent(scene, 'modified', withFacts({ ...image, fields }, { ...facts, base }), version, { changed: ['NIC'], request: 'purge' }));
  const change: PendingChange = { number: version, changed: ['IMN'], fields: { ...fields, NIC: [base.nic] }, joins: true };
  return accept(recordEvent(scene, 'change-submitted', withFacts({ ...image, change }, { ...facts, joining: base }), version, { request: 'enter' }));
};

/** An image that was numbered before keeps that number: whoever was told it finds the image by it. The last one is the line's. */
const numbered = (fields: Fields, imn: string): Fields => ({ ...fields, IMN: [...(fields['IMN'] ?? []), imn] });

/** NCIC's word on an image that has followed its record there: accepted, it is held under this number from now on. */
const joined = (scene: Scene, image: RecordView, change: PendingChange, word: Readonly<{ nic: string } | { reason: string }>): DomainDecision => {
  const { change: _, ...standing } = image;
  const { joining, ...facts } = factsOf(image);
  const extras: EventExtras = { changed: change.changed, answers: change.number };
  if ('reason' in word) return accept(recordEvent(scene, 'change-refused', withFacts(standing, facts), image.version + 1, { ...extras, refusal: word.reason }));
  const after = withFacts({ ...standing, fields: numbered(change.fields, word.nic) }, { ...facts, base: joining ?? facts.base });
  return accept(recordEvent(scene, 'modified', after, image.version + 1, extras));
};

/** The change by which an image joins NCIC, if that is what NCIC speaks of. */
const joiningChange = (image: RecordView | undefined, asked: number | undefined): PendingChange | undefined =>
  image?.change?.joins === true && image.change.number === asked ? image.change : undefined;

/**
 * What NCIC says to an entry whose record has ended meanwhile: an image that it has taken must be taken from it again, now that its number is
 * known. It may have gone there with its record already, so it is purged: nobody is told of a refusal that is none.
 */
const answeredTooLate = (scene: Scene, idx: string, nic: string | undefined, extras: EventExtras): DomainDecision => {
  const image = withdrawnRecord(scene.state, idx);
  if (image === undefined) return reject({ code: 'OBSOLETE', idx });
  const fields = nic === undefined ? image.fields : numbered(image.fields, nic);
  return accept(recordEvent(scene, 'withdrawn', { ...image, fields }, image.version + 1, extras));
};

const acceptEntry: Decide<'AcceptEntry'> = (scene, { idx, nic, change }) => {
  const image = imageOf(scene.state, idx);
  const joining = joiningChange(image, change);
  if (image !== undefined && joining !== undefined) return joined(scene, image, joining, { nic });
  if (image?.status !== 'pending') return answeredTooLate(scene, idx, nic, { request: 'purge' });
  const { asked: _, ...standing } = image;
  return accept(recordEvent(scene, 'entered', { ...standing, status: 'active', entered: scene.now, fields: numbered(image.fields, nic) }, image.version + 1, { answers: image.version }));
};

const refuseEntry: Decide<'RefuseEntry'> = (scene, { idx, reason, change }) => {
  const image = imageOf(scene.state, idx);
  const joining = joiningChange(image, change);
  if (image !== undefined && joining !== undefined) return joined(scene, image, joining, { reason });
  if (image?.status !== 'pending') return answeredTooLate(scene, idx, undefined, { refusal: reason });
  return accept(recordEvent(scene, 'refused', { ...image, status: 'refused' }, image.version + 1, { refusal: reason }));
};

const answeredChange = (scene: Scene, idx: string, number: number, take: boolean, refusal?: string): DomainDecision => {
  const image = imageOf(scene.state, idx);
  if (image?.change?.number !== number) return reject({ code: 'OBSOLETE', idx });
  const { change, ...standing } = image;
  const { next, ...facts } = factsOf(image);
  const after = take
    ? withFacts({ ...standing, fields: change.fields }, replaced(facts, next))
    : withFacts(standing, next === undefined ? facts : { ...facts, former: [next] });
  const extras: EventExtras = { changed: change.changed, answers: number, ...(refusal === undefined ? {} : { refusal }) };
  return accept(recordEvent(scene, take ? 'modified' : 'change-refused', after, image.version + 1, extras));
};

const DECIDE: { readonly [T in keyof ImageCommands]: Decide<T> } = {
  EnterRecord: enter,
  ModifyRecord: modify,
  CancelRecord: cancel,
  EndImages: endNext,
  FollowRecord: followNext,
  AcceptEntry: acceptEntry,
  RefuseEntry: refuseEntry,
  AcceptChange: (scene, { idx, change }) => answeredChange(scene, idx, change, true),
  RefuseChange: (scene, { idx, change, reason }) => answeredChange(scene, idx, change, false, reason),
};

const fold = (draft: StateDraft, event: FoldedEvent, place: Place): void => {
  const image = recordView(event);
  const base = factsOf(image).base.idx;
  const others = (draft.get<readonly string[]>(baseKey(base)) ?? []).filter((idx) => idx !== image.idx);
  const all = isLive(image) ? [...others, image.idx].sort() : others;
  if (isLive(image)) draft.set(imageKey(image.idx), image);
  else draft.delete(imageKey(image.idx));
  if (all.length === 0) draft.delete(baseKey(base));
  else draft.set(baseKey(base), all);
  // NCIC still has to answer the entry: only then is it known whether it must be told.
  if (event.d['request'] === 'withdraw') keepWithdrawn(draft, image);
  if (event.t === 'image.withdrawn') dropWithdrawn(draft, image.idx);
  raise(draft, countsBy(image, place));
};

const countsBy = ({ lid }: Pick<RecordView, 'lid'>, place: Place): Counts => ({ [COUNT_KEY]: countOf(lid, place) });
const raise = (draft: StateDraft, { [COUNT_KEY]: count = 0 }: Counts): void => {
  raiseCount(draft, COUNT_KEY, count);
};

/** Decides on the images of records; the home of an image is the IDX of the record that it shows, so that its counts are exact. */
export const imageDecider = (place: Place): DomainDecider => ({
  stateVersion: 'image-2',
  decide: (state: StateReader, command: DomainCommand, now: Instant): DomainDecision => {
    const { type, by, key, corr, payload } = command;
    const decide = (DECIDE as Readonly<Record<string, Decide<never>>>)[type];
    const scene: Scene = { state, rules: imageRules, knowledge: standardCatalogue, place, now, by, key, ...(corr === undefined ? {} : { corr }) };
    return decide?.(scene, payload as never) ?? reject({ code: 'DEFECT', why: 'unknown-command' });
  },
  evolve: (draft, event) => { fold(draft, event, place); },
  counted: { by: (event) => countsBy(recordView(event), place), raise },
});
