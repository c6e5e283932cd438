import { describe, expect, it } from '@jest/globals';
import { findMessageKey } from '@statewire/catalogue';
import type { AlikeRequest } from '@statewire/contracts';
import type { Context } from './context.js';
import { heldElsewhere } from './held-elsewhere.js';

type Fields = Readonly<Record<string, readonly string[]>>;
type Held = Readonly<{ idx: string; lid: string; mke: string; owner: string; fields: Fields }>;

const OWN = 'OH0180000';
const HOLDER: Fields = { NAM: ['PERMIT,ANN Q'], DOB: ['19661213'], STA: ['A'] };
const permit = (n: number, more: Partial<Held> = {}): Held => ({ idx: `CH8000000${String(n)}`, lid: `8000000${String(n)}`, mke: 'ECP', owner: OWN, fields: HOLDER, ...more });

/** What stands against a message of Cuyahoga county's sheriff while these permits are on file somewhere. */
const against = async (mke: string, fields: Fields, ...onFile: readonly Held[]) => {
  const asked: AlikeRequest[] = [];
  const ask = (_service: string, _pattern: string, request: AlikeRequest) => {
    asked.push(request);
    const [tag = ''] = request.tags;
    return Promise.resolve({ records: onFile.filter(({ lid, fields: held }) => (tag === 'LID' ? request.fields['LID']?.[0] === lid : request.fields['NAM']?.[0]?.slice(0, 3) === held['NAM']?.[0]?.slice(0, 3))) });
  };
  const context = { platform: { bus: { ask } }, key: findMessageKey(mke), message: { mke, ori: OWN, fields, args: [] } } as unknown as Context;
  return { faults: (await heldElsewhere(context)).map(({ code, idx }) => `${code} ${String(idx)}`), asked };
};
const faults = async (...message: Parameters<typeof against>) => (await against(...message)).faults;

describe('a permit that was taken over', () => {
  it('stands against another one for the same person by the same sheriff, whatever desk it lies at', async () => {
    expect(await faults('ECP', HOLDER, permit(1))).toEqual(['ON_FILE CH80000001']);
    expect(await faults('ECP', { ...HOLDER, STA: ['S'] }, permit(1))).toEqual(['ON_FILE CH80000001']);
  });

  it.each<[string, string, Fields, Held]>([
    ['of another kind', 'TCP', HOLDER, permit(1)],
    ['for another person of a like name', 'ECP', { ...HOLDER, NAM: ['PERMIT,ANNE'] }, permit(1)],
    ['while it is itself not active', 'ECP', HOLDER, permit(1, { fields: { ...HOLDER, STA: ['E'] } })],
    ['of another sheriff', 'ECP', HOLDER, permit(1, { owner: 'OH0250000' })],
  ])('does not stand against one %s', async (_, mke, fields, held) => {
    expect(await faults(mke, fields, held)).toEqual([]);
  });
});

describe('a modification', () => {
  const named = { LID: ['80000002'], NAM: ['PERMIT,ANN Q'] };

  it('that takes a permit over is refused where the sheriff has an active one of that kind for its holder', async () => {
    const taken = permit(2, { owner: 'OH0250000' });
    expect(await faults('MCP', { ...named, ORI: [OWN] }, permit(1), taken)).toEqual(['ON_FILE CH80000001']);
    expect(await faults('MCP', { ...named, ORI: [OWN] }, taken)).toEqual([]);
  });

  it('that makes a permit active again is refused beside another one, and no change beside itself', async () => {
    const expired = permit(2, { fields: { ...HOLDER, STA: ['E'] } });
    expect(await faults('MCP', { ...named, STA: ['A'] }, permit(1), expired)).toEqual(['ON_FILE CH80000001']);
    expect(await faults('MCP', { ...named, ADR: ['1 MAIN ST'] }, permit(2))).toEqual([]);
    expect(await faults('MCP', { ...named, ADR: ['1 MAIN ST'] }, permit(1), expired)).toEqual([]);
  });

  it('under a name that is not the permit’s is left to its desk, whatever permit that name’s holder has', async () => {
    const taken = permit(2, { owner: 'OH0250000' });
    expect(await faults('MCP', { ...named, NAM: ['PERMIT,BETH'], ORI: [OWN] }, permit(1), taken)).toEqual([]);
    expect(await faults('MCP', { ...named, NAM: ['PERMIT,BETH'], STA: ['A'] }, permit(1), permit(2, { fields: { ...HOLDER, STA: ['E'] } }))).toEqual([]);
  });

  it('of another sheriff’s permit is left to its desk', async () => {
    expect(await faults('MCP', { ...named, ADR: ['1 MAIN ST'] }, permit(1), permit(2, { owner: 'OH0250000' }))).toEqual([]);
    expect(await faults('MCP', { ...named, ADR: ['1 MAIN ST'] })).toEqual([]);
  });
});

it.each(['EV', 'ET', 'ECOP', 'XT', 'MV'])('%s asks nobody: all that it could double lies at its desk, or nothing can', async (mke) => {
  expect((await against(mke, { ...HOLDER, VIN: ['1FA'], OCA: ['1'] }, permit(1))).asked).toEqual([]);
});
