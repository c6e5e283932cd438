import { describe, expect, it } from '@jest/globals';
import type { StateDraft } from '@statewire/kernel';
import type { LineRequest } from './line.js';
import { ncicImages, withNcicImages } from './ncic-images.js';
import { ncicRecordKey, type NcicRecord } from './ncic-store.js';
import { ncicAnswer, ncicEvolve } from './ncic.simulator.js';

const POLICE = { ori: 'OHCLP0000', type: 'law-enforcement' };
const CORONER = { ori: 'OH025011K', type: 'coroner' };

/** NCIC's store, and a line to it. */
const ncic = () => {
  const kept = new Map<string, unknown>();
  const state = {
    get: (key: string) => kept.get(key), set: (key: string, value: unknown) => { kept.set(key, value); }, delete: (key: string) => { kept.delete(key); },
  } as unknown as StateDraft;
  const send = (request: Partial<LineRequest>): string => {
    const whole = { line: 'NCIC', ledger: 'x', home: 'x', stream: 'x', idx: 'x', lid: '1', ori: 'OHCOP0000', fields: {}, ...request } as LineRequest;
    const answer = ncicAnswer(state, whole);
    expect(answer.accepted).toBe(true);
    ncicEvolve(state, whole, answer);
    return answer.nic ?? '';
  };
  const asked = (fields: Readonly<Record<string, readonly string[]>>, by = POLICE) => ncicImages(state, fields, by);
  const hit = (nic: string) => withNcicImages(state, kept.get(ncicRecordKey(nic)) as NcicRecord);
  return { send, asked, hit };
};

describe('NCIC’s images', () => {
  it('are found by their own number and by that of their record, as long as it is on file', () => {
    const { send, asked } = ncic();
    const car = send({ function: 'enter', file: 'vehicle', mke: 'EV', fields: { VIN: ['1FA'] } });
    const imn = send({ function: 'enter', file: 'image', mke: 'EIM', fields: { NIC: [car], IMT: ['I'], MIS: ['SEEN ON HIGH ST'] } });
    expect(imn).toMatch(/^I\d{9}$/);
    for (const fields of [{ IMN: [imn] }, { NIC: [car] }]) {
      expect(asked(fields)).toMatchObject([{ source: 'NCIC', mke: 'IMAGE', background: 'yellow', images: [{ imn, imt: 'I', doi: '', mis: 'SEEN ON HIGH ST', href: `/v1/images/${imn}` }] }]);
      expect(asked(fields)[0]?.text).toMatch(new RegExp(`IMN/${imn}[^]*NIC/${car}`));
    }
    expect([asked({ IMN: ['I999999999'] }), asked({ NIC: ['V999999999'] }), asked({ IMN: [car] }), asked({ IMN: [imn] }, CORONER)]).toEqual([[], [], [], []]);
    const other = send({ function: 'enter', file: 'vehicle', mke: 'EV', fields: { VIN: ['1FB'] } });
    expect([asked({ IMN: [imn], NIC: [car] }).length, asked({ IMN: [imn], NIC: [other] }).length, asked({ IMN: ['I999999999'], NIC: [car] }).length]).toEqual([1, 0, 0]);
    send({ function: 'clear', file: 'vehicle', mke: 'EV', nic: car });
    expect([asked({ IMN: [imn] }), asked({ NIC: [car] })]).toEqual([[], []]);
    // The images' own end comes after that of their record, and finds nothing.
    expect(send({ function: 'purge', file: 'image', mke: 'EIM', nic: imn })).toBe(imn);
  });

  it('come with a hit on their record, where they are wished for', () => {
    const { send, hit } = ncic();
    const man = send({ function: 'enter', file: 'missing-person', mke: 'EMD', fields: { NAM: ['A,B'] } });
    expect(hit(man).images).toBeUndefined();
    const [face, hand] = ['M', 'I'].map((type) => send({ function: 'enter', file: 'image', mke: 'EIM', fields: { NIC: [man], IMT: [type], DOI: ['20261119'] } }));
    expect(hit(man)).toMatchObject({ source: 'NCIC', background: 'yellow', images: [{ imn: face, imt: 'M', doi: '20261119' }, { imn: hand, imt: 'I' }] });
    expect(hit(man).text).toMatch(new RegExp(`NIC/${man}[^]*IMN/${face ?? ''} IMT/M DOI/20261119\nIMN/${hand ?? ''}`));
  });

  it('change, and are cancelled, one by one', () => {
    const { send, asked } = ncic();
    const man = send({ function: 'enter', file: 'missing-person', mke: 'EMD', fields: { NAM: ['A,B'] } });
    const [face, hand] = ['M', 'S'].map((type) => send({ function: 'enter', file: 'image', mke: 'EIM', fields: { NIC: [man], IMT: [type] } }));
    send({ function: 'modify', file: 'image', mke: 'EIM', nic: face ?? '', fields: { NIC: [man], IMT: ['M'], DOI: ['20261119'] } });
    expect(asked({ NIC: [man] }).map(({ images }) => images?.[0]).sort((one, other) => ((one?.imn ?? '') < (other?.imn ?? '') ? -1 : 1))).toMatchObject([{ imn: face, doi: '20261119' }, { imn: hand }]);
    expect(asked({ NIC: [man] }, CORONER)).toHaveLength(2);
    send({ function: 'cancel', file: 'image', mke: 'EIM', nic: face ?? '' });
    expect(asked({ NIC: [man] }).map(({ images }) => images?.[0]?.imn)).toEqual([hand]);
  });
});
