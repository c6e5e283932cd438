import { beforeEach, describe, expect, it } from '@jest/globals';
import type { Commit } from '@statewire/ledger';
import type { Platform } from '@statewire/service-kit';
import type { Post } from '../domain/mailbox.decider.js';
import { LISTS_REMEMBERED_MAX, returnedText, tellsOfValidation, tellWhatWasNotValidated, validationText } from './tell-what-was-not-validated.js';

const RECORD = { file: 'vehicle', idx: 'SV00000001', lid: '00000001', nic: 'V000000001', mke: 'EV', owner: 'OHCOP0000' };

let posted: (readonly [string, Post])[];
let asked: string[];
let open: number;
/** The record as inquiries show it. */
let shown: object | undefined;
let failures: number;
let react: (commit: Commit) => Promise<void>;

beforeEach(() => {
  [posted, asked, open, failures, shown] = [[], [], 3, 0, undefined];
  const ask = (_: string, pattern: string) => {
    asked.push(pattern);
    if (pattern === 'record') return Promise.resolve({ record: shown });
    return Promise.resolve(pattern === 'validation-counts' ? { lists: [{ month: '202702', open, confirmed: 1 }] } : { records: [RECORD], more: true });
  };
  const post = (mail: Post, id: string): Promise<void> => {
    if (failures > 0) {
      failures -= 1;
      return Promise.reject(new Error('not now'));
    }
    posted.push([id, mail]);
    return Promise.resolve();
  };
  const addresses = { terminalsOf: () => ['COL1', 'COL2'], controlRoom: () => ['CTL1'], reachedBy: () => [] };
  const tell = tellWhatWasNotValidated({ bus: { ask }, partitions: 4 } as unknown as Platform, { post, addresses, untilVisible: () => Promise.resolve() });
  react = (commit) => (tellsOfValidation(commit) ? tell(commit) : Promise.resolve());
});

const noticed = (seq: number, d: object = {}): Commit =>
  ({
    position: { part: { ledger: 'vehicles', gen: 1, index: 0 }, seq },
    body: { ev: [{ t: 'vehicle.noticed', tv: 1, s: `vehicle/SV${String(seq)}`, sv: 3, d: { owner: 'OHCOP0000', validation: { month: '202702', told: true }, clock: { kind: 'unvalidated', due: '' }, ...d } }] },
  }) as unknown as Commit;

describe('what was not validated', () => {
  it('is told once for a list, however many records say so, to the agency and the control room', async () => {
    await Promise.all([1, 2, 3].map((seq) => react(noticed(seq))));
    await react(noticed(4));
    expect(posted.map(([id, { terminals, mail }]) => [id, terminals, mail.to])).toEqual([
      ['validation/202702/OHCOP0000/0', ['COL1', 'COL2'], 'OHCOP0000'],
      ['validation/202702/OHCOP0000/1', ['CTL1'], 'OHLEADSCY'],
    ]);
    expect(asked).toHaveLength(2);
  });

  it('is kept in mind for the lists told of last alone; the message’s id keeps it single beyond that', async () => {
    const list = (n: number): Commit => noticed(n, { owner: `OH${String(n).padStart(7, '0')}` });
    for (let n = 0; n <= LISTS_REMEMBERED_MAX; n += 1) await react(list(n));
    const before = asked.length;
    await react(list(LISTS_REMEMBERED_MAX));
    expect(asked).toHaveLength(before);
    await react(list(0));
    expect(asked).toHaveLength(before + 2);
    const ids = posted.map(([id]) => id);
    expect(ids.slice(-2)).toEqual(ids.slice(0, 2));
  });

  it('is told again after a failure, under the same ids', async () => {
    failures = 1;
    await expect(react(noticed(1))).rejects.toThrow('not now');
    await react(noticed(1));
    expect(posted.map(([id]) => id)).toEqual(['validation/202702/OHCOP0000/0', 'validation/202702/OHCOP0000/1']);
  });

  it('is not told of where nothing is missing any more, of other clocks, or of what stays for its next list', async () => {
    for (const d of [{ clock: { kind: 'notice', due: '' } }, { clock: undefined }, { validation: { month: '202705' } }, { validation: { told: true } }]) await react(noticed(1, d));
    open = 0;
    await react(noticed(1));
    expect(posted).toEqual([]);
  });

  it('names the records without what they say, and the number of those for which there is no room', () => {
    expect(validationText({ owner: 'OHCOP0000', month: '202702' }, 2, [RECORD as never]).split('\n')).toEqual([
      'L.E.A.D.S. AUTOMATED MESSAGE  VALIDATION NOT COMPLETED',
      'OHCOP0000 HAS NOT VALIDATED 2 RECORDS OF THE LIST OF 02/2027, DUE ON 20270215.',
      'WHAT IS NOT VALIDATED, CLEARED OR CANCELLED IS REMOVED ON 20270401; A MODIFICATION ALONE DOES NOT VALIDATE.',
      'EV       IDX/SV00000001 NIC/V000000001 LID/00000001',
      'AND 1 MORE',
    ]);
    expect(validationText({ owner: 'OHCOP0000', month: '202702' }, 1, [RECORD as never])).toContain('1 RECORD OF');
  });

  it('threatens none with removal where every record stays on file', () => {
    const taylor = { file: 'cop', idx: 'CP10000004', lid: '25COP001', mke: 'ECOP', owner: 'OHCOP0000' } as never;
    const told = (open: number, ...records: readonly never[]) => validationText({ owner: 'OHCOP0000', month: '202701' }, open, records);
    expect(told(1, taylor)).toMatch(/\nA MODIFICATION ALONE DOES NOT VALIDATE\.\nECOP {5}IDX\/CP10000004 LID\/25COP001 \(STAYS ON FILE\)$/);
    for (const text of [told(2, taylor), told(2, taylor, RECORD as never)]) expect(text).toContain('IS REMOVED ON 20270301');
  });

  it('says of a record that ends by itself before the list is closed when it does', () => {
    const told = (retire: string): string => validationText({ owner: 'OHCOP0000', month: '202702' }, 1, [{ ...RECORD, retire } as never]);
    expect(told('2027-02-19T05:05:00.000Z')).toMatch(/ \(ENDS ON 20270219\)$/);
    for (const later of ['2027-04-01T04:05:00.000Z', '2031-01-01T05:05:00.000Z']) expect(told(later)).not.toContain('ENDS ON');
  });
});

describe('a record that came back on its list after the 16th', () => {
  const validation = { month: '202702', told: true, late: true, refused: 4 };
  const returned = (seq: number, d: object = {}) => noticed(seq, { ...RECORD, at: '', validation, ...d });

  it('is told of by itself, though its list was told of, and again when it comes back another time', async () => {
    shown = { ...RECORD, validation };
    await react(noticed(1));
    for (const seq of [2, 3]) await react(returned(seq));
    await react(returned(4, { validation: { ...validation, refused: 6 } }));
    const ids = ['validation/202702/OHCOP0000', 'validation/202702/OHCOP0000/SV00000001/4', 'validation/202702/OHCOP0000/SV00000001/6'];
    expect(posted.map(([id]) => id)).toEqual(ids.flatMap((id) => [`${id}/0`, `${id}/1`]));
    expect(posted.map(([, { mail }]) => mail.to)).toEqual(ids.flatMap(() => ['OHCOP0000', 'OHLEADSCY']));
    expect(new Set(posted.map(([, { mail }]) => mail.mri)).size).toBe(posted.length);
  });

  it('is not told of where it was confirmed since, or is gone', async () => {
    for (const now of [{ ...RECORD, validation: { month: '202802' } }, undefined]) {
      shown = now;
      await react(returned(now === undefined ? 1 : 2, { validation: { ...validation, refused: now === undefined ? 4 : 6 } }));
    }
    expect(posted).toEqual([]);
  });

  it('is told of with why it is there, and when it is removed', () => {
    expect(returnedText({ owner: 'OHCOP0000', month: '202702' }, RECORD as never).split('\n')).toEqual([
      'L.E.A.D.S. AUTOMATED MESSAGE  VALIDATION NOT COMPLETED',
      'OHCOP0000 HAS NOT VALIDATED A RECORD THAT IS ON THE LIST OF 02/2027 AGAIN: NCIC HAS REFUSED THE MODIFICATION THAT HAD CONFIRMED IT.',
      'WHAT IS NOT VALIDATED, CLEARED OR CANCELLED IS REMOVED ON 20270401; A MODIFICATION ALONE DOES NOT VALIDATE.',
      'EV       IDX/SV00000001 NIC/V000000001 LID/00000001',
    ]);
  });
});
