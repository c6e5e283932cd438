import { describe, expect, it } from '@jest/globals';
import type { ChainState, Commit } from '@statewire/ledger';
import type { LedgerFeed } from '@statewire/projector';
import type { FeedBatch } from '@statewire/projector/feed-batch';
import { sendRecords, type Subscriber } from './record-stream.js';
import type { EventStream } from './server-sent-events.js';
import { cursorText, parseCursor, type Place } from './stream-cursor.js';

const PART = { ledger: 'vehicles', gen: 1, index: 0 };
const hash = (seq: number): string => String(seq).padStart(43, '0');
/** Behind the `seq`-th commit, and behind `voids` void records after it. */
const stateAt = (seq: number, voids = 0): ChainState => ({ next: BigInt(seq + voids), seq, head: hash(seq), headOffset: BigInt(seq - 1) });
const to: Subscriber = { ori: 'OHCLP0000', type: 'law-enforcement', groups: [], terminals: [] };

/** The commit of one message that entered these records. */
const commitOf = (seq: number, idxs: readonly string[], file = 'vehicle'): Commit => ({
  head: { seq, k: 'OHCOP0000', at: '2026-11-20T13:00:00.000Z' }, hash: hash(seq), position: { part: PART, seq }, offset: BigInt(seq - 1),
  body: {
    ev: idxs.map((idx) => ({
      t: `${file}.entered`, tv: 1, s: `${file}/${idx}`, sv: 1,
      d: { file, idx, lid: idx.slice(2), kind: 'stolen', mke: 'EV', owner: 'OHCOP0000', status: 'active', at: '2026-11-20T13:00:00.000Z', entered: '2026-11-20T13:00:00.000Z', fields: {} }, p: { fields: {} },
    })),
  },
}) as unknown as Commit;

const batchOf = (...commits: readonly Commit[]): FeedBatch => ({ commits, state: stateAt(commits.at(-1)?.head.seq ?? 0), session: 1 });
const voidAfter = (seq: number, voids: number): FeedBatch => ({ commits: [], state: stateAt(seq, voids), session: 1 });

type Sent = Readonly<{ id?: string; event?: string; data: string }>;

/** What a subscriber at this place is sent while the log gives these batches and then nothing more. */
const sentFrom = async (place: Place, batches: readonly FeedBatch[], file = 'vehicle', subscribed: () => Subscriber = () => to): Promise<readonly Sent[]> => {
  const sent: Sent[] = [];
  const waiting = [...batches];
  const feed = {
    parts: [PART], genesis: () => stateAt(0), read: () => Promise.resolve(waiting.shift()), end: () => Promise.resolve(batches.at(-1)?.state.next ?? 0n),
  } as unknown as LedgerFeed;
  const stream: EventStream = {
    signal: new AbortController().signal, isOver: () => false, end: () => undefined,
    send: (event) => { sent.push(event); return Promise.resolve(); },
  };
  await sendRecords({ file, feed, places: [place], to: subscribed, stream });
  return sent;
};
const namesOf = (sent: readonly Sent[]): readonly string[] =>
  sent.map(({ event, data }) => event ?? (JSON.parse(data) as { subject: string }).subject);
const placeIn = ({ id }: Sent): Place => parseCursor(id ?? '', 1)?.[0] ?? { state: stateAt(0), skip: 0 };

const begin: Place = { state: stateAt(0), skip: 0 };
const three = commitOf(1, ['SV00000001', 'SV00000002', 'SV00000003']);

describe('the stream of a file', () => {
  it('brings every event once and says when it has caught up', async () => {
    expect(namesOf(await sentFrom(begin, [batchOf(three), batchOf(commitOf(2, ['SV00000004']))])))
      .toEqual(['SV00000001', 'SV00000002', 'SV00000003', 'SV00000004', 'caught-up']);
  });

  it('passes over events of other files, and what nobody else is told', async () => {
    const other = commitOf(2, ['AR00000001'], 'article');
    const [event] = commitOf(3, ['SV00000009']).body.ev;
    const pending = { ...commitOf(3, []), body: { ev: [{ ...event, t: 'vehicle.submitted' }] } } as unknown as Commit;

    expect(namesOf(await sentFrom(begin, [batchOf(three, other, pending)]))).toEqual(['SV00000001', 'SV00000002', 'SV00000003', 'caught-up']);
  });

  it.each([
    ['at once', [batchOf(three)]],
    ['after void records', [voidAfter(0, 1), voidAfter(0, 2), { ...batchOf(three), state: stateAt(1, 2) }]],
  ])('goes on at exactly the next event from each of its places: %s', async (_, batches) => {
    const places = (await sentFrom(begin, [batchOf(three)])).map(placeIn);
    const rests = await Promise.all(places.map(async (place) => namesOf(await sentFrom(place, place.state.seq === 0 ? batches : []))));

    expect(rests).toEqual([['SV00000002', 'SV00000003', 'caught-up'], ['SV00000003', 'caught-up'], ['caught-up'], ['caught-up']]);
  });

  it('gives no two events one id, wherever a subscriber began', async () => {
    const ids = (sent: Awaited<ReturnType<typeof sentFrom>>) => sent.map(({ id }) => id);
    const [all, later] = [await sentFrom(begin, [batchOf(three)]), await sentFrom({ state: stateAt(0), skip: 1 }, [batchOf(three)])];

    expect(new Set(ids(all)).size).toBe(4);
    expect(ids(later)).toEqual(ids(all).slice(1));
    // Two that leave the subscriber at the same places are two all the same.
    expect(cursorText([begin], 'vehicles.1/0@1/0')).not.toBe(cursorText([begin], 'vehicles.1/1@1/0'));
  });

  it('shows each event to its subscriber as it is by then', async () => {
    const messages = [1, 2, 3].map((seq): Commit => {
      const d = { file: 'message', mri: seq, mke: 'AM', kind: 'administrative', from: 'OHCOP0000', terminal: 'COL1', to: 'OHCLP0000', terminals: ['CLE1'], reached: [], inoperative: [] };
      return { ...commitOf(seq, []), body: { ev: [{ t: 'message.sent', tv: 1, s: 'outbox/COL1', sv: seq, d, p: { text: 'X' } }] } } as unknown as Commit;
    });
    const terminals = [['CLE1'], [], ['CLE1']];

    expect(namesOf(await sentFrom(begin, [batchOf(...messages)], 'message', () => ({ ...to, terminals: terminals.shift() ?? [] })))).toEqual(['1', '3', 'caught-up']);
  });

  it('tells of a place within a commit also while void records are all that came after it', async () => {
    const [caughtUp] = await sentFrom({ state: stateAt(0), skip: 2 }, [voidAfter(0, 1)]);

    expect(caughtUp?.id).toBe(cursorText([{ state: stateAt(0, 1), skip: 2 }], 'caught-up'));
  });
});
