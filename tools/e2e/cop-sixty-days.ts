import type { Mail, Reply } from '@statewire/contracts';
import type { System } from './system.js';
import { advance, Terminal } from './terminal.js';

/** How many open records of each kind the clock is turned over. */
export type Open = Readonly<{ immediate: number; taylor: number; homeland: number; blue: number }>;
type Kind = keyof Open;

/** One notice as its mail tells it, or as the model expects it: when, about which record, in which words. */
export type Told = Readonly<{ at: string; lid: string; words: string }>;
export type SixtyDays = Readonly<{ entered: readonly Entered[]; told: readonly Told[]; reports: readonly Mail[]; lists: readonly Mail[]; from: string; to: string; left: Reply; rest: Reply }>;
type Entered = Readonly<{ kind: Kind; lid: string; at: string }>;

const HOUR_MS = 3_600_000;
const DAYS = 60;
/** One agency with one terminal, so that each notice is one message. */
const OWNER = { terminal: 'CLE1', ori: 'OHCLP0000' };
const FLAGS: Readonly<Record<Kind, string>> = { immediate: 'LTCI/N.HOME/N', taylor: 'LTCI/Y.HOME/N', homeland: 'LTCI/N.HOME/Y', blue: 'LTCI/N.HOME/B' };
const AT_ONCE = 16;
/** Immediate threats come in so many waves, some minutes apart, so that their hours do not all fall together. */
const WAVES = 3;

const nowOf = async (system: System): Promise<string> => {
  const { now } = (await (await fetch(`${system.url}/v1/clock`)).json()) as { now: string };
  return new Date(now).toISOString();
};

const enterAll = async (system: System, seat: Terminal, kind: Kind, count: number): Promise<readonly Entered[]> => {
  const at = await nowOf(system);
  const entered: Entered[] = [];
  let left = count;
  const work = async (): Promise<void> => {
    while (left > 0) {
      left -= 1;
      const reply = await seat.send(`ECOP.${OWNER.ori}.CONT/SGT A.CT1/6145550100.INCD/20260101.${FLAGS[kind]}.INCL/MAIN ST.ALRT/ARMED ${kind.toUpperCase()}`);
      if (reply.outcome !== 'accepted') throw new Error(reply.text);
      entered.push({ kind, lid: reply.record?.lid ?? '', at });
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  return entered;
};

const later = (at: string, hours: number): string => new Date(Date.parse(at) + hours * HOUR_MS).toISOString();

/** Decision D3, read once more for records that nobody touches. */
export const expected = (entered: readonly Entered[], to: string): readonly Told[] =>
  entered.flatMap(({ kind, lid, at }): readonly Told[] => {
    if (kind === 'immediate') {
      const notices = [8, 16, 24, 32, 40].map((hours): Told => ({ at: later(at, hours), lid, words: `${String(48 - hours)} EXT` }));
      return [...notices, { at: later(at, 44), lid, words: '4' }];
    }
    if (kind !== 'homeland') return [];
    return Array.from({ length: Math.floor((Date.parse(to) - Date.parse(at)) / (6 * HOUR_MS)) }, (_, n) => ({ at: later(at, 6 * (n + 1)), lid, words: 'FOLLOW-UP' }));
  });

const LISTED = ['HOMELAND SECURITY ENTRIES', 'QUARTERLY VALIDATION LIST'];
/** The round of validation has words of its own for a quarter's list that nobody worked on (decision D19). */
const isReminder = ({ text }: Mail): boolean => text.includes('HAS NOT VALIDATED');
const isList = ({ text }: Mail): boolean => LISTED.some((words) => text.includes(words));

const toldBy = ({ at, text }: Mail): Told => {
  const [, hours] = /PURGED IN (\d+) HOURS?\./.exec(text) ?? [];
  const words = hours === undefined ? 'FOLLOW-UP' : `${hours}${/\nEXT\.\w+$/.test(text) ? ' EXT' : ''}`;
  return { at: new Date(at).toISOString(), lid: /LID\/(\w+)/.exec(text)?.[1] ?? '', words };
};

/** The clocks of a COP file full of records nobody touches, turned by sixty days. */
export const turnSixtyDays = async (system: System, open: Open): Promise<SixtyDays> => {
  const seat = new Terminal(system, OWNER.terminal);
  const entered: Entered[] = [];
  for (const kind of ['taylor', 'homeland', 'blue'] as const) entered.push(...(await enterAll(system, seat, kind, open[kind])));
  const from = await nowOf(system);
  for (let wave = 0; wave < WAVES; wave += 1) {
    entered.push(...(await enterAll(system, seat, 'immediate', Math.ceil((open.immediate * (wave + 1)) / WAVES) - Math.ceil((open.immediate * wave) / WAVES))));
    await advance(system, 'PT7M');
  }
  // The first days bring the most: in small steps, each has time enough.
  for (let hours = 0; hours < 2 * 24; hours += 8) await advance(system, 'PT8H');
  for (let day = 2; day < DAYS; day += 2) await advance(system, 'P2D');

  const notices = (await seat.mailbox()).filter((mail) => mail.kind === 'notice' && !isReminder(mail));
  return {
    entered, from, to: await nowOf(system),
    told: notices.filter((mail) => !isList(mail)).map(toldBy),
    lists: notices.filter(isList),
    reports: (await new Terminal(system, 'CTL1').mailbox()).filter(isList),
    left: await seat.send('COPP.QTYP/IT'),
    rest: await seat.send('COPP.QTYP/TA'),
  };
};
