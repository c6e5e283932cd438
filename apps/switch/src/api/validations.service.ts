import { identifications } from '@statewire/catalogue';
import {
  FILE_LEDGERS, type RecordAnswer, type RecordRequest, type Reply, type ValidationCounts, type ValidationCountsAnswer, type ValidationListAnswer, type ValidationListRequest,
} from '@statewire/contracts';
import { facesOf, fileRules, valuesOf, type RecordView, type ValidationMonth } from '@statewire/record-file';
import { sendCommand, type Platform } from '@statewire/service-kit';
import { randomUUID } from 'node:crypto';
import { chaptersOf } from './chapters.js';
import { actorOf } from './journal.js';
import { inDoubt, notFound, problem } from './problem.js';
import type { Seat } from './seat.js';
import type { Transmissions } from './transmissions.service.js';
import { foundBy, foundThen, placeOn, type Found, type Place } from './validation-places.js';

const ASK_TIMEOUT_MS = 5_000;
const COMMAND_TIMEOUT_MS = 10_000;
const VISIBLE_TIMEOUT_MS = 10_000;

/** What a TAC does about a record: confirms it, or has a message of its file sent for it; `validator` is whose word it is. */
export type Treatment =
  | Readonly<{ action: 'confirm'; validator?: string | undefined }>
  | Readonly<{ action: 'modify' | 'clear' | 'cancel'; fields: Readonly<Record<string, string | string[]>>; validator?: string | undefined }>;

/** `ended`: the record is off the list because it is off the file. */
type Treated = Readonly<{ month: ValidationMonth; state: 'open' | 'confirmed' | 'ended'; reply?: Reply }>;
type Listed = Place & Readonly<{ record: RecordView; home: string }>;
type Missing = Readonly<{ missing: Error }>;

export const noneOfItsOwn = () => notFound('The agency has no record of this IDX.');
const onlyOnList = () => problem(409, 'The record is on no validation list that is open now.');

/** What the TAC said, as its key keeps it: how the message names the record changes with that. */
const askedOf = (idx: string, treatment: Treatment): string => JSON.stringify({ idx, ...treatment });

/** What names a record in a message of this key: the first of the key's combinations that one of the record's faces fills. */
const namingOf = (record: RecordView, mke: string): Readonly<Record<string, string>> | undefined => {
  const faces = facesOf(fileRules[record.file] ?? {}, record);
  for (const tags of identifications(mke)) {
    const face = faces.find((each) => tags.every((tag) => valuesOf(each, tag).length > 0));
    if (face !== undefined) return Object.fromEntries(tags.map((tag) => [tag, valuesOf(face, tag)[0] ?? '']));
  }
  return undefined;
};

/** Whether the record is off the file with that: cleared or cancelled, or changed when its time was over. */
const ends = ({ action }: Treatment, { record }: Reply): boolean => action !== 'modify' || record?.status === 'retired';

/** What a TAC does about a record on the agency's validation list: confirms it, or sends the message that changes or ends it. */
export class Validations {
  constructor(
    private readonly platform: Platform,
    private readonly transmissions: Pick<Transmissions, 'transmit' | 'answered'>,
  ) {}

  async counts(ori: string, months: readonly ValidationMonth[]): Promise<readonly ValidationCounts[]> {
    return (await this.platform.bus.ask<ValidationCountsAnswer>('inquiry', 'validation-counts', { ori, months }, ASK_TIMEOUT_MS)).lists;
  }

  async page(request: ValidationListRequest): Promise<Readonly<{ records: readonly RecordView[]; images: ValidationListAnswer['images']; more: boolean }>> {
    const { records, images, more } = await this.platform.bus.ask<ValidationListAnswer>('inquiry', 'validation-list', request, ASK_TIMEOUT_MS);
    return { records: records as unknown as readonly RecordView[], images, more };
  }

  /** A modification counts as a confirmation too, unless NCIC refuses it; what is confirmed already stays so. Said again under its key it has the same answer. */
  async treat(seat: Seat, ori: string, idx: string, treatment: Treatment, key?: string): Promise<Treated> {
    const listed = await this.listed(ori, idx);
    if (treatment.action === 'confirm') return this.ownWord(seat, ori, listed, treatment);
    const reply = 'missing' in listed ? await this.answered(seat, idx, treatment, key, listed) : await this.send(seat, listed.record, treatment, key);
    const { month, since, state } = await this.found(idx, listed, reply, key !== undefined && treatment.action === 'modify' && reply.outcome !== 'rejected');
    if (reply.outcome === 'rejected') return { month, state: state ?? 'open', reply };
    if (ends(treatment, reply)) return { month, state: 'ended', reply };
    return { month, state: state ?? (await this.byChange(seat, ori, listed, { validator: treatment.validator, since })), reply };
  }

  /** The agency's own word on a record that no word has confirmed yet, though a change may have: NCIC may still refuse that. */
  private async ownWord(seat: Seat, ori: string, listed: Listed | Missing, { validator }: Treatment): Promise<Treated> {
    if ('missing' in listed) throw listed.missing;
    const { record: { idx }, month } = listed;
    const isSaid = (now: Listed | Missing): boolean => !('missing' in now) && now.confirmed && !now.byChange;
    if (isSaid(listed) || (await this.confirm(seat, listed, { validator })) || isSaid(await this.listed(ori, idx))) return { month, state: 'confirmed' };
    throw onlyOnList();
  }

  /** A change may also have taken a record off all lists: an immediate threat of the COP file is on none, a license on a later one. */
  private async byChange(seat: Seat, ori: string, listed: Listed | Missing, word: Readonly<{ validator: string | undefined; since: number }>): Promise<'open' | 'confirmed'> {
    if ('missing' in listed) return 'open';
    if (await this.confirm(seat, listed, word)) return 'confirmed';
    const now = await this.listed(ori, listed.record.idx);
    return 'missing' in now || now.confirmed ? 'confirmed' : 'open';
  }

  /** What was answered under this key about a record that is on no list any more. */
  private async answered(seat: Seat, idx: string, treatment: Treatment, key: string | undefined, { missing }: Missing): Promise<Reply> {
    const reply = key === undefined ? undefined : await this.transmissions.answered(seat, askedOf(idx, treatment), key);
    if (reply === undefined || reply.outcome === 'rejected') throw missing;
    return reply;
  }

  /** How the message found its record: as it is shown now, and where the message may be a repeated one, as its history says. */
  private async found(idx: string, listed: Listed | Missing, { position }: Reply, mayBeRepeated: boolean): Promise<Found> {
    if ('missing' in listed || mayBeRepeated) {
      const then = foundThen(await chaptersOf(this.platform.bus, idx), position);
      if (then !== undefined) return then;
    }
    if ('missing' in listed) throw listed.missing;
    return foundBy(listed, listed.record);
  }

  /** The agency's own record on an open list, or confirmed on one. `missing`: 404 for any other record, 409 for one on no open list. */
  private async listed(ori: string, idx: string): Promise<Listed | Missing> {
    const request: RecordRequest = { idx };
    const { record } = await this.platform.bus.ask<RecordAnswer>('inquiry', 'record', request, ASK_TIMEOUT_MS);
    const found = record as unknown as (RecordView & Readonly<{ home: string }>) | undefined;
    if (found?.owner !== ori) return { missing: noneOfItsOwn() };
    const place = placeOn(found, this.platform.clock.now());
    return place === undefined ? { missing: onlyOnList() } : { record: found, home: found.home, ...place };
  }

  /** False for what is off its list, and for a change that NCIC has refused already; where it refuses it later, the record is on its list again. */
  private async confirm(seat: Seat, { record, home }: Listed, { validator, since }: Readonly<{ validator: string | undefined; since?: number }>): Promise<boolean> {
    const { bus } = this.platform;
    const ledger = FILE_LEDGERS[record.file];
    if (ledger === undefined) throw new Error(`no ledger holds the ${record.file} file`);
    const { idx, owner: ori } = record;
    const payload = { idx, ori, ...(validator === undefined ? {} : { validator }), ...(since === undefined ? {} : { since }) };
    const { out, position } = await sendCommand(bus, ledger, { id: randomUUID(), type: 'ValidateRecord', key: home, by: actorOf(seat, ori), payload }, COMMAND_TIMEOUT_MS);
    if (out === 'rejected') return false;
    const shown = await bus.ask<boolean>('inquiry', 'await', { positions: [position], timeoutMs: VISIBLE_TIMEOUT_MS }, VISIBLE_TIMEOUT_MS + 500);
    if (!shown) throw inDoubt(2_000);
    return true;
  }

  /** The file's own message, with what names the record put before what the TAC says of it (D22); whoever repeats that says nothing else by it. */
  private send(seat: Seat, record: RecordView, treatment: Exclude<Treatment, { action: 'confirm' }>, key?: string): Promise<Reply> {
    const { action, fields } = treatment;
    const mke = fileRules[record.file]?.kinds[record.kind]?.keys[action]?.[0];
    const naming = mke === undefined ? undefined : namingOf(record, mke);
    if (mke === undefined || naming === undefined) throw problem(409, `A record of this file cannot be treated so: ${action}.`);
    // Capitals first, as in any message: a tag in small letters is the same one.
    const given = Object.entries(fields).map(([tag, value]) => [tag.toUpperCase(), [value].flat()] as const);
    const merged = new Map<string, string[]>(Object.entries(naming).map(([tag, value]) => [tag, [value]]));
    for (const [tag, values] of given) merged.set(tag, [...new Set([...(merged.get(tag) ?? []), ...values])]);
    return this.transmissions.transmit(seat, { body: { mke, ori: record.owner, fields: Object.fromEntries(merged) } }, key, askedOf(record.idx, treatment));
  }
}
