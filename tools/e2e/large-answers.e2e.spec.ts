import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Reply } from '@statewire/contracts';
import { startSystem, type System } from './system.js';
import { advance, Terminal } from './terminal.js';

const COUNT = 60;
const LETTERS = 'ABCDEFGHIJ';
const ALERT = 'SUBJECT THREATENED OFFICERS WITH A RIFLE AND MAY BE BARRICADED, LAST SEEN NORTHBOUND ON HIGH STREET IN A BLUE PICKUP. '.repeat(9).slice(0, 490).trim();
const nameOf = (n: number): string => `THREAT,${[...String(100 + n)].map((digit) => LETTERS[Number(digit)] ?? '').join('')} Q`;
const caution = (n: number): string =>
  `ECOP.OHCOP0000.CONT/SGT D HOLIDAY.CT1/6145550100.INCD/20261120.LTCI/N.HOME/Y.INCL/HIGH ST AND BROAD ST.ALRT/${ALERT}.ALR2/${ALERT}.NAM/${nameOf(n)}.DOB/19800214.SEX/M.RAC/W`;

let system: System;
beforeAll(async () => {
  system = await startSystem();
  const terminal = new Terminal(system, 'COL1');
  for (let n = 0; n < COUNT; n += 1) expect((await terminal.send(caution(n))).text).toContain('RECORD ENTERED');
}, 180_000);
afterAll(() => system.remove(), 60_000);

const namesIn = (texts: readonly string[]): ReadonlySet<string> => new Set(texts.flatMap((text) => text.match(/THREAT,[A-J]+ Q/g) ?? []));
const ALL: ReadonlySet<string> = new Set(Array.from({ length: COUNT }, (_, n) => nameOf(n)));

describe('what no single commit holds', () => {
  it('is answered whole, and the same when it is sent again', async () => {
    const terminal = new Terminal(system, 'COL1');
    const answer = async (): Promise<Reply> => terminal.send('COPP.OHCOP0000.QTYP/AL', 'large-1');
    const first = await answer();
    expect([first.code, first.responses.length, namesIn(first.responses.map(({ text }) => text))]).toEqual(['HIT', COUNT, ALL]);
    expect(JSON.stringify(first).length).toBeGreaterThan(80 * 1024);
    expect(await answer()).toEqual(first);
    expect((await terminal.send('QV.LIC/NOTONFILE')).code).toBe('NO_RECORD');
  });

  it('is refused as anything else where it is a message of signs that take twice their room', async () => {
    const refused = await new Terminal(system, 'COL1').send(`AM.DRI/OHCLP0000.TXT/${'"'.repeat(62_000)}`);
    expect([refused.outcome, refused.code]).toEqual(['rejected', 'FIELD_ERROR']);
  });

  it('comes to a mailbox as several messages', async () => {
    await advance(system, 'PT5H');
    const mail = await new Terminal(system, 'CTL1').mailbox();
    const reports = mail.filter(({ text }) => text.includes('HOMELAND SECURITY ENTRIES OF THE 24 HOURS'));
    expect(reports.length).toBeGreaterThan(2);
    expect(reports.map(({ text }) => /PART \d+ OF \d+/.exec(text)?.[0])).toEqual(reports.map((_, n) => `PART ${String(n + 1)} OF ${String(reports.length)}`));
    expect(namesIn(reports.map(({ text }) => text))).toEqual(ALL);
    const numbers = reports.map(({ mri }) => mri);
    expect(new Set(numbers).size).toBe(reports.length);
    expect(reports.map(({ text }) => text.split('\n')[0])).toEqual(numbers.map((mri) => `MRI ${String(mri)}`));
  }, 60_000);
});
