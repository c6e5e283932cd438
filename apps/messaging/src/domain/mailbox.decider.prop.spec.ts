import { describe, expect, it } from '@jest/globals';
import type { DomainEvent, JsonObject } from '@statewire/kernel';
import { countedAfterLoss, historyOf } from '@statewire/record-file/history.fixture';
import fc from 'fast-check';
import { mailboxDecider, type Boxes } from './mailbox.decider.js';

const START = '2026-11-20T13:00:00.000Z';
const TERMINALS = ['COL1', 'CLE1', 'CUY1'] as const;
const MAIL = { mri: 8, kind: 'notice', mke: 'EV', from: 'OHLEADSCY', to: 'OHCOP0000', background: 'none' };

const numbers = (from: number, upTo: number): readonly number[] => Array.from({ length: Math.max(0, upTo - from + 1) }, (_, n) => from + n);
const byNumber = (one: number, other: number): number => one - other;

const desk = () => {
  const history = historyOf(mailboxDecider, START);
  const tell = (type: string, payload: JsonObject): readonly DomainEvent[] | string => {
    const decision = history.tell(type, payload, { ori: 'col1' });
    return decision.out === 'accepted' ? decision.events : decision.faults.map(({ code }) => code).join();
  };
  const post = (terminals: readonly string[], more: JsonObject = {}) => tell('PostMail', { terminals, mail: MAIL, text: 'SECRET', ...more });
  return {
    post,
    history,
    deliver: (terminal: string, from: number, upTo: number) => tell('DeliverMail', { terminal, from, upTo }),
    acknowledge: (terminal: string, seq: number) => tell('AcknowledgeMail', { terminal, seq }),
    tell,
    seqs: (terminal: string) =>
      history.events
        .flatMap(({ t, d }): Boxes => (t === 'mail.posted' ? [[String(d['terminal']), Number(d['seq'])]] : t === 'mail.spread' ? (d['boxes'] as unknown as Boxes) : []))
        .filter(([to]) => to === terminal)
        .map(([, seq]) => seq),
  };
};

describe('a mailbox', () => {
  it('numbers its messages from one without gaps, whoever else gets them', () => {
    fc.assert(fc.property(fc.array(fc.subarray([...TERMINALS], { minLength: 1 }), { maxLength: 30 }), (posts) => {
      const { post, seqs } = desk();
      for (const terminals of posts) post(terminals);
      for (const terminal of TERMINALS) {
        const count = posts.filter((terminals) => terminals.includes(terminal)).length;
        expect(seqs(terminal)).toEqual(Array.from({ length: count }, (_, n) => n + 1));
      }
    }));
  });

  it('numbers on behind what was lost', () => {
    const { post, deliver, history } = desk();
    for (const terminals of [['COL1'], ['COL1', 'CLE1'], ['COL1']]) post(terminals);
    deliver('COL1', 1, 1);
    expect(countedAfterLoss(mailboxDecider, history.events)).toEqual(new Map([['box/COL1', { seq: 3, delivered: 0 }], ['box/CLE1', { seq: 1, delivered: 0 }]]));
  });

  it('notes the handing over of each message once, and of no other, in any order of readings', () => {
    fc.assert(fc.property(fc.nat({ max: 12 }), fc.array(fc.tuple(fc.nat({ max: 15 }), fc.nat({ max: 15 }))), (count, readings) => {
      const { post, deliver } = desk();
      for (let n = 0; n < count; n += 1) post(['COL1']);
      const noted = readings.flatMap(([from, upTo]) => {
        const events = deliver('COL1', from, upTo);
        return typeof events === 'string' ? [] : events.flatMap(({ d }) => numbers(Number(d['from']), Number(d['upTo'])));
      });
      const handedOver = readings.filter(([from, upTo]) => from >= 1 && upTo <= count).flatMap(([from, upTo]) => numbers(from, upTo));
      expect(noted.sort(byNumber)).toEqual([...new Set(handedOver)].sort(byNumber));
    }));
  });

  it('keeps what was skipped as long as that is not too much, the oldest of it shortest', () => {
    const { post, deliver } = desk();
    for (let n = 0; n < 300; n += 1) post(['COL1']);
    for (let n = 2; n <= 300; n += 2) deliver('COL1', n, n);
    expect([deliver('COL1', 1, 1), deliver('COL1', 299, 299)]).toMatchObject(['OBSOLETE', [{ t: 'mail.delivered', d: { from: 299, upTo: 299 } }]]);
  });

  it('seals a message’s text: about a record under the record’s key, else under the day’s', () => {
    const { post } = desk();
    for (const [more, kid] of [[{}, 'mail/20261120'], [{ kid: 'vehicle/SV00000004' }, 'vehicle/SV00000004']] as const) {
      const one = post(['COL1'], more);
      const several = post(['COL1', 'CLE1'], more);
      expect(one).toMatchObject([{ s: 'mailbox/COL1', kid, p: { text: 'SECRET' } }]);
      expect(several).toMatchObject([{ t: 'mail.spread', s: 'mailboxes', kid, p: { text: 'SECRET' } }]);
      for (const events of [one, several]) expect(JSON.stringify((typeof events === 'string' ? [] : events).map(({ d }) => d))).not.toContain('SECRET');
    }
  });

  it('takes a broadcast to many in one event that fits into a commit', () => {
    const terminals = Array.from({ length: 2_000 }, (_, n) => `TERMINAL${String(n)}`);
    const events = desk().post(terminals, { text: 'X'.repeat(4_000) });
    expect(events).toHaveLength(1);
    expect(JSON.stringify(events).length).toBeLessThan(96 * 1_024);
  });

  it('notes who took a message, as often as it is taken, and none that is not there', () => {
    const { post, deliver, acknowledge } = desk();
    post(['COL1']);
    post(['COL1']);
    deliver('COL1', 1, 1);
    expect([acknowledge('COL1', 1), acknowledge('COL1', 1)]).toMatchObject([[{ t: 'mail.acknowledged', d: { seq: 1, by: 'op' } }], [{ t: 'mail.acknowledged' }]]);
    expect([acknowledge('COL1', 0), acknowledge('COL1', 3), acknowledge('COL1', -1), acknowledge('CLE1', 1)]).toEqual(['NOT_ON_FILE', 'NOT_ON_FILE', 'NOT_ON_FILE', 'NOT_ON_FILE']);
  });

  it('has handed over what is acknowledged, whether or not it was read', () => {
    const { post, deliver, acknowledge } = desk();
    for (let n = 0; n < 3; n += 1) post(['COL1']);
    expect(acknowledge('COL1', 2)).toMatchObject([{ t: 'mail.delivered', d: { from: 2, upTo: 2, to: 'op' } }, { t: 'mail.acknowledged', d: { seq: 2 } }]);
    expect(acknowledge('COL1', 2)).toMatchObject([{ t: 'mail.acknowledged' }]);
    expect(deliver('COL1', 1, 3)).toMatchObject([{ d: { from: 1, upTo: 1 } }, { d: { from: 3, upTo: 3 } }]);
  });

  it('refuses a command that it does not know', () => { expect(desk().tell('Forget', {})).toBe('DEFECT'); });
});
