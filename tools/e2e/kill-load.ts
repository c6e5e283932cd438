import { ohioDate } from '@statewire/clock';
import type { Reply } from '@statewire/contracts';
import { randomInt } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { StubbornTerminal, type Exchange } from './stubborn-terminal.js';

const dayMs = 86_400_000;
const thinkMsMax = 120;
/** Terminals of the police of Columbus that enter, and of other agencies; what one agency enters others find. */
const entering = ['LD01', 'LD02', 'LD03', 'LD04', 'LD05', 'LD06', 'CLE1', 'CUY1', 'FRA1'];
const askers = ['LD14', 'LD15'];
const finders = ['LD13', 'LD16', 'CLE1', 'FRA1'];

/** A vehicle of the load and what must be true of it in the end. */
export type Car = {
  readonly owner: StubbornTerminal;
  readonly vin: string;
  readonly oca: string;
  readonly idx: string;
  status: 'active' | 'located' | 'retired' | 'cleared' | 'cancelled';
  colour: string;
  locates: number;
};

export type Load = Readonly<{
  exchanges: readonly Exchange[];
  cars: readonly Car[];
  terminals: readonly StubbornTerminal[];
  /** What was not as it must be, while the load ran. */
  surprises: readonly string[];
  /** How often each status came; `cut` where the connection broke. */
  statuses: ReadonlyMap<string, number>;
  /** Begins nothing new, and resolves when all that was begun is answered. */
  finish(): Promise<void>;
}>;

const alphabet = 'ABCDEFGHJKLMNPRSTUVWXYZ0123456789';
const coded = (value: number, length: number): string =>
  length === 0 ? '' : coded(Math.floor(value / alphabet.length), length - 1) + (alphabet[value % alphabet.length] ?? '');

const pick = <T>(among: readonly T[]): T => among[randomInt(among.length)] as T;
const happens = (percent: number): boolean => randomInt(100) < percent;

/** A vehicle stolen yesterday, by the system's clock. */
export const entryOf = (vin: string, oca: string): string =>
  `EV.OCA/${oca}.DOT/${ohioDate(new Date(Date.now() - dayMs).toISOString())}.VIN/${vin}.VYR/2021.VMA/FORD.VST/4D.VCO/RED`;

/** Terminals that enter, modify, locate, clear, cancel and inquire, each lane at one vehicle after the other, until told to finish. */
export const startLoad = (url: string, { lanes = 14 }: Readonly<{ lanes?: number }> = {}): Load => {
  const exchanges: Exchange[] = [];
  const cars: Car[] = [];
  const surprises: string[] = [];
  const statuses = new Map<string, number>();
  const seats = new Map<string, StubbornTerminal>();
  const run = coded(randomInt(alphabet.length ** 2), 2);
  let count = 0;
  let finishing = false;

  const tally = (what: string): void => { statuses.set(what, (statuses.get(what) ?? 0) + 1); };
  const at = (id: string): StubbornTerminal => {
    const seat = seats.get(id) ?? new StubbornTerminal(url, id, tally);
    seats.set(id, seat);
    return seat;
  };
  const today = (): string => ohioDate(new Date().toISOString());

  const send = async (terminal: StubbornTerminal, text: string, outcome: Reply['outcome']): Promise<Reply> => {
    await sleep(randomInt(thinkMsMax));
    count += 1;
    const exchange = await terminal.send(text, `${run}-${String(count)}`);
    exchanges.push(exchange);
    const { reply } = exchange;
    if (reply.outcome !== outcome) surprises.push(`${text} was ${reply.outcome} ${reply.code}, not ${outcome}: ${reply.text}`);
    return reply;
  };

  const inquire = async (car: Car, shows: RegExp): Promise<void> => {
    const { text, responses } = await send(at(pick(askers)), `QV.VIN/${car.vin}`, 'answered');
    const ours = responses.filter(({ source }) => source === 'LEADS').map((response) => response.text);
    if (!text.includes('LEADS DID NOT ANSWER') && !shows.test(ours.join('\n'))) surprises.push(`QV of ${car.vin} does not show ${String(shows)}: ${text}`);
  };

  const awaitWord = async (car: Car, reply: Reply, says: string): Promise<void> => {
    const word = await car.owner.finalWord(reply);
    if (!word.text.includes(says)) surprises.push(`the final word on ${String(reply.mri)} is not ${says}: ${word.text}`);
  };

  const change = async (car: Car): Promise<void> => {
    const refused = happens(20);
    const colour = pick(['BLU', 'GRN', 'WHI']);
    const reply = await send(car.owner, `MV.VIN/${car.vin}.OCA/${car.oca}.VCO/${colour}${refused ? '.MIS/NCIC-REJECT' : ''}`, 'pending');
    if (!refused) car.colour = colour;
    await awaitWord(car, reply, refused ? 'REJECT MODIFY' : 'ACCEPT MODIFY');
    await inquire(car, new RegExp(`VCO/${car.colour}`));
  };

  const locate = async (car: Car, status: Car['status']): Promise<void> => {
    const finder = at(pick(finders.filter((id) => id.startsWith('LD') !== car.owner.id.startsWith('LD'))));
    await send(finder, `LV.VIN/${car.vin}.OCA/${car.oca}.DOR/${today()}`, 'accepted');
    car.status = status;
    car.locates += 1;
  };

  const end = async (car: Car): Promise<void> => {
    if (happens(40)) await locate(car, 'located');
    if (happens(40)) return;
    // A second locate removes the record: whoever sends it again for want of an answer finds nothing to locate any more.
    if (car.locates > 0 && happens(50)) {
      await locate(car, 'retired');
      await inquire(car, /^$/);
      return;
    }
    const cancels = happens(40);
    const last = cancels ? `XV.VIN/${car.vin}.OCA/${car.oca}.DOC/${today()}.RPP/NOT STOLEN` : `CV.VIN/${car.vin}.OCA/${car.oca}.DCL/${today()}`;
    await send(car.owner, last, 'accepted');
    car.status = cancels ? 'cancelled' : 'cleared';
    await inquire(car, /^$/);
  };

  const life = async (owner: StubbornTerminal): Promise<void> => {
    count += 1;
    const uid = run + coded(count, 4);
    const vin = `1FAHP2E8XA0${uid}`;
    const oca = `26-${uid}`;
    const entry = entryOf(vin, oca);
    const reply = await send(owner, entry, 'pending');
    const car: Car = { owner, vin, oca, idx: reply.record?.idx ?? '', status: 'active', colour: 'RED', locates: 0 };
    cars.push(car);
    if (happens(15)) return;
    if (happens(20)) await send(owner, `${entry}.MIS/AGAIN`, 'rejected');
    await awaitWord(car, reply, 'ACCEPT ENTER');
    await inquire(car, new RegExp(`OCA/${oca}`));
    if (happens(60)) await change(car);
    if (happens(70)) await end(car);
  };

  const lane = async (owner: StubbornTerminal): Promise<void> => {
    while (!finishing) {
      await life(owner).catch((error: unknown) => { surprises.push(String(error)); });
    }
  };
  const running = Array.from({ length: lanes }, (_, n) => lane(at(entering[n % entering.length] ?? '')));

  return {
    exchanges, cars, surprises, statuses,
    get terminals() { return [...seats.values()]; },
    finish: async () => {
      finishing = true;
      await Promise.all(running);
    },
  };
};
