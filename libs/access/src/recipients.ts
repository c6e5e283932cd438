import { counties, readBroadcastCode, type Selection } from '@statewire/catalogue';
import { isControlRoom, LEADS_CONTROL, type Agency, type Terminal } from '@statewire/contracts';
import { hasAccess } from './has-access.js';

/** Who is who, as far as messages are concerned; a `Directory` is one. */
export type Roll = Readonly<{
  agencies: ReadonlyMap<string, Agency>;
  terminals: ReadonlyMap<string, Terminal>;
  terminalsOf: (ori: string) => readonly Terminal[];
}>;

/** Who sends: its county is "the own county"; its terminal is left out unless its own ORI is addressed (decision M1). */
export type Sender = Readonly<{ ori: string; terminal?: string }>;

/** One destination of a message and whom it reaches, by ORIs of agencies and ids of terminals. */
export type Reached = Readonly<{ destination: string; title: string; agencies: readonly string[]; terminals: readonly string[] }>;

/** Every terminal that a message reaches, once, ordered by id, and what each destination adds to that. */
export type Recipients = Readonly<{ terminals: readonly string[]; agencies: readonly string[]; reached: readonly Reached[] }>;

type Wanted = Readonly<{ selection: Selection; number: number | undefined; own: number | null }>;

const inCounties = ({ county }: Agency, { selection, number, own }: Wanted): boolean => {
  const { counties: named } = selection;
  if (named === undefined) return true;
  if (county === null) return false;
  if (named === 'own') return county === own;
  if (named === 'number') return county === number;
  if (named === 'number-and-neighbours') return county === number || (counties().get(number ?? 0)?.neighbours.includes(county) ?? false);
  return counties().get(county)?.flags.has(named) ?? false;
};

/** A post without a district of its own belongs to its county's. */
const districtOf = ({ district, county }: Agency): number | undefined => district ?? counties().get(county ?? 0)?.district;

const fits = (agency: Agency, wanted: Wanted): boolean => {
  const { selection, number } = wanted;
  const { groups = [], class: kind, type, district } = selection;
  if (!groups.every((group) => agency.groups.includes(group))) return false;
  if (kind !== undefined && agency.class !== kind) return false;
  if (type !== undefined && agency.type !== type) return false;
  if (district !== undefined && districtOf(agency) !== (district === 'number' ? number : district)) return false;
  return inCounties(agency, wanted);
};

/** Whether an agency is one of those that a selection without a number means. */
export const isSelected = (agency: Agency, selection: Selection): boolean => fits(agency, { selection, number: undefined, own: agency.county });

/** Whether it is the ORI of an agency that has no part in LEADS: what is sent is not for it. */
export const isWithoutAccess = (roll: Roll, ori: string): boolean => {
  const agency = roll.agencies.get(ori);
  return agency !== undefined && !hasAccess(agency);
};

const terminalsOf = (roll: Roll, agencies: ReadonlySet<string>): readonly string[] =>
  [...agencies].flatMap((ori) => (isWithoutAccess(roll, ori) ? [] : roll.terminalsOf(ori).map(({ id }) => id)));

const selected = (roll: Roll, wanted: Wanted): ReadonlySet<string> =>
  new Set([...roll.agencies.values()].filter((agency) => fits(agency, wanted)).map(({ ori }) => ori));

/** LEADS Control is the control room, whatever other ORI that has. */
const controlRoom = (roll: Roll): ReadonlySet<string> => new Set([...roll.agencies.values()].filter(isControlRoom).map(({ ori }) => ori));

/** Whether anybody is reached under this ORI. */
export const isAddressable = (roll: Roll, ori: string): boolean => roll.agencies.has(ori) || (ori === LEADS_CONTROL && controlRoom(roll).size > 0);

/** A non-terminal agency gets its messages at the agency that serves it. */
const addressed = (roll: Roll, ori: string): ReadonlySet<string> => {
  const own = new Set([ori]);
  const servedBy = roll.agencies.get(ori)?.servedBy ?? null;
  return servedBy === null || terminalsOf(roll, own).length > 0 ? own : new Set([servedBy]);
};

type Aim = Readonly<{ destination: string; title: string; agencies: ReadonlySet<string> }>;

const together = (roll: Roll, aims: readonly Aim[], sender: Sender | undefined): Recipients => {
  const keepsOwn = sender === undefined || aims.some(({ destination }) => destination === sender.ori);
  const isMeant = (terminal: string): boolean => keepsOwn || terminal !== sender.terminal;
  const reached = aims.map(({ destination, title, agencies }): Reached => {
    const terminals = terminalsOf(roll, agencies).filter(isMeant).sort();
    const theirs = new Set(terminals.map((id) => roll.terminals.get(id)?.ori ?? ''));
    return { destination, title, agencies: [...theirs].sort(), terminals };
  });
  const distinct = (of: (one: Reached) => readonly string[]): readonly string[] => [...new Set(reached.flatMap(of))].sort();
  return { terminals: distinct((one) => one.terminals), agencies: distinct((one) => one.agencies), reached };
};

const titled = (title: string, number: number | undefined): string =>
  number === undefined ? title : title.replace('XX', String(number).padStart(2, '0')).replace('#', String(number));

/** The terminals behind ORIs and broadcast codes (decisions M1, M2, D6). What is neither reaches nobody. */
export const recipientsOf = (destinations: readonly string[], roll: Roll, sender?: Sender): Recipients => {
  const own = roll.agencies.get(sender?.ori ?? '')?.county ?? null;
  const aims = [...new Set(destinations)].map((destination): Aim => {
    const code = readBroadcastCode(destination);
    if (code !== undefined) {
      const { rule, number } = code;
      return { destination, title: titled(rule.title, number), agencies: selected(roll, { selection: rule.selects, number, own }) };
    }
    const agency = roll.agencies.get(destination);
    if (agency === undefined && destination === LEADS_CONTROL) return { destination, title: 'LEADS Control', agencies: controlRoom(roll) };
    return { destination, title: agency?.name ?? '', agencies: agency === undefined ? new Set() : addressed(roll, destination) };
  });
  return together(roll, aims, sender);
};

/** The terminals of agencies that are in one of several selections, for a message that always goes to the same ones. */
export const recipientsIn = (selections: readonly (Selection & Readonly<{ title: string }>)[], roll: Roll, sender: Sender): Recipients => {
  const own = roll.agencies.get(sender.ori)?.county ?? null;
  const aims = selections.map(({ title, ...selection }): Aim => ({ destination: '', title, agencies: selected(roll, { selection, number: undefined, own }) }));
  return together(roll, aims, sender);
};
