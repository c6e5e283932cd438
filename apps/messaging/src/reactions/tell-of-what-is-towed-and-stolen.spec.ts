import { describe, expect, it } from '@jest/globals';
import type { AlikeRequest } from '@statewire/contracts';
import type { JsonObject } from '@statewire/kernel';
import { isHeadLabel, type Commit } from '@statewire/ledger';
import type { Platform } from '@statewire/service-kit';
import type { Post } from '../domain/mailbox.decider.js';
import { bringsVehicles, tellOfWhatIsTowedAndStolen } from './tell-of-what-is-towed-and-stolen.js';

type Filed = JsonObject & Readonly<{ file: string; idx: string; owner: string }>;
const record = (file: string, kind: string, mke: string, idx: string, owner: string): Filed =>
  ({ file, kind, mke, idx, lid: idx.slice(2), owner, status: 'active', version: 1, at: '2026-11-20T13:00:00.000Z', fields: { LIC: ['GHX4471'], LIS: ['OH'], VIN: ['1FAHP2E8XAG100001'], STA: ['12 IMPOUND RD'] } });
const STOLEN = { ...record('vehicle', 'stolen', 'EV', 'SV00000004', 'OHCOP0000'), nic: 'V000000001' };
const PLATE = record('plate', 'plate', 'EL', 'PL00000008', 'OHCLP0000');
const TOWED = record('towed', 'towed', 'ET', 'TV00000005', 'OH0250000');

const commit = (what: string, of: Filed, d: JsonObject = {}, seq = 7): Commit =>
  ({ position: { part: { ledger: 'vehicles', gen: 1, index: 1 }, seq }, body: { ev: [{ t: `${of.file}.${what}`, tv: 1, s: `${of.file}/${of.idx}`, sv: 2, d: { ...of, ...d } }] } }) as unknown as Commit;

/** What is sent where these records are on file. */
const given = (onFile: readonly Filed[]) => {
  const asked: AlikeRequest[] = [];
  const posted = new Map<string, Post>();
  const ask = (_: string, pattern: string, request: AlikeRequest) => {
    expect(pattern).toBe('alike');
    asked.push(request);
    return Promise.resolve({ records: onFile.filter(({ file }) => request.files.includes(file)) });
  };
  const tell = tellOfWhatIsTowedAndStolen({ bus: { ask }, partitions: 4 } as unknown as Platform, {
    // The desk of the mailboxes takes a command once.
    post: (post, id) => { if (!posted.has(id)) posted.set(id, post); return Promise.resolve(); },
    addresses: { terminalsOf: (ori) => [`${ori}-1`], controlRoom: () => [], reachedBy: () => [] },
    untilVisible: () => Promise.resolve(),
  });
  const react = (what: Commit) => (bringsVehicles(what) ? tell(what) : Promise.resolve());
  return { react, asked, ids: () => [...posted.keys()], sent: () => [...posted.values()].map(({ terminals, mail, kid }) => [terminals.join(' '), mail.record?.idx, kid]), texts: () => [...posted.values()].map(({ text }) => text) };
};

describe('a vehicle that is towed and stolen', () => {
  it('is told of to both agencies once, whichever record finds the other, each with the other’s record', async () => {
    const { react, asked, sent, texts } = given([STOLEN, TOWED]);
    await Promise.all([react(commit('entered', STOLEN)), react(commit('entered', TOWED, {}, 9))]);
    expect(sent()).toEqual([['OHCOP0000-1', 'TV00000005', 'towed/TV00000005'], ['OH0250000-1', 'SV00000004', 'vehicle/SV00000004']]);
    expect(texts()[0]).toMatch(/YOUR RECORD IDX\/SV00000004 NIC\/V000000001 LID\/00000004 IS ON FILE[^]*ENTERED BY OH0250000\nMKE\/[^]*12 IMPOUND RD[^]*CONTACT THE ENTERING AGENCY OH0250000/);
    expect(texts()[1]).toContain('YOUR RECORD IDX/TV00000005 LID/00000005 IS ON FILE');
    expect(asked).toEqual([
      { files: ['towed'], tags: ['VIN', 'LIC', 'LIS'], fields: { VIN: ['1FAHP2E8XAG100001'], LIC: ['GHX4471'], LIS: ['OH'] } },
      { files: ['vehicle', 'plate'], tags: ['VIN', 'LIC', 'LIS'], fields: { VIN: ['1FAHP2E8XAG100001'], LIC: ['GHX4471'], LIS: ['OH'] } },
    ]);
  });

  it('by its number and by its plate is told of in one message to its agency', async () => {
    const { react, sent } = given([STOLEN, PLATE, TOWED]);
    await react(commit('entered', TOWED));
    expect(sent()).toEqual([['OH0250000-1', 'PL00000008', 'plate/PL00000008'], ['OHCLP0000-1 OHCOP0000-1', 'TV00000005', 'towed/TV00000005']]);
  });

  const towedBy = (count: number): readonly Filed[] => Array.from({ length: count }, (_, n) => record('towed', 'towed', 'ET', `TV${String(10_000_000 + n)}`, `OH0${String(n)}50000`));

  it('is told of under an id that names both sides where it has room for them', async () => {
    const { react, ids } = given([STOLEN, TOWED]);
    await react(commit('entered', STOLEN));
    expect(ids()).toEqual(['pair/SV00000004/TV00000005', 'pair/TV00000005/SV00000004']);
  });

  it.each([5, 6, 40])('is told of to all of %i agencies, under ids that a desk takes: one for the same records, another for others', async (count) => {
    const { react, ids, sent } = given([STOLEN, ...towedBy(count)]);
    await react(commit('entered', STOLEN));
    await react(commit('entered', STOLEN));
    expect(sent().map(([to]) => to?.split(' ').length)).toEqual([1, count]);
    expect(ids().map((id) => `${id}/31/2000`).filter((id) => !isHeadLabel(id))).toEqual([]);

    const others = given([STOLEN, ...towedBy(count + 1)]);
    await others.react(commit('entered', STOLEN));
    expect(new Set([...ids(), ...others.ids()]).size).toBe(4);
  });

  it.each([
    ['nothing else is on file', 'entered', TOWED, [TOWED], {}],
    ['the record waits for NCIC', 'submitted', { ...STOLEN, status: 'pending' }, [TOWED], {}],
    ['a change brings no number', 'modified', STOLEN, [TOWED], { changed: ['VCO'] }],
    ['it is located', 'located', STOLEN, [TOWED], {}],
    ['the file is checked against none', 'entered', record('part', 'part', 'EP', 'PT00000004', 'OHCOP0000'), [TOWED], {}],
  ] as const)('is not told of where %s', async (_, what, of, onFile, d) => {
    const { react, sent } = given(onFile);
    await react(commit(what, of, d));
    expect(sent()).toEqual([]);
  });

  it('is told of when a change brings the number', async () => {
    const { react, sent } = given([STOLEN, TOWED]);
    await react(commit('modified', TOWED, { changed: ['VIN'] }));
    expect(sent()).toHaveLength(2);
  });

  it.each<[readonly string[], readonly string[]]>([[['VIN', 'VCO'], ['VIN']], [['LIC'], ['LIC', 'LIS']], [['LIS'], ['LIC', 'LIS']]])(
    'is looked for by what has changed alone (%j): what it had before was told of then', async (changed, tags) => {
      const { react, asked } = given([]);
      await react(commit('modified', TOWED, { changed: [...changed] }));
      expect(asked.map((each) => each.tags)).toEqual([tags]);
    });
});
