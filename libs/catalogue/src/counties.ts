import { readData } from './tables.js';

/** What a county lies on: `ohio-counties.json`'s own names (facts.md §7.2). */
export type CountyFlag = 'lakeErieShore' | 'ohioRiver' | 'i70' | 'i71' | 'i75' | 'i77' | 'turnpike';

/** An Ohio county: its LEADS number, 1 to 88, its neighbours by shared borders only, its Highway Patrol district, 1 to 9. */
export type County = Readonly<{ number: number; name: string; neighbours: readonly number[]; district: number; flags: ReadonlySet<CountyFlag> }>;

const FLAGS: readonly CountyFlag[] = ['lakeErieShore', 'ohioRiver', 'i70', 'i71', 'i75', 'i77', 'turnpike'];

type Row = Readonly<{ county: string; name: string; adjacent: readonly string[]; oshpDistrict: number }> & Readonly<Record<CountyFlag, boolean>>;

const countyOf = (row: Row): County => ({
  number: Number(row.county),
  name: row.name,
  neighbours: row.adjacent.map(Number),
  district: row.oshpDistrict,
  flags: new Set(FLAGS.filter((flag) => row[flag])),
});

let loaded: ReadonlyMap<number, County> | undefined;

/** The 88 counties by their LEADS numbers, read when they are first needed. */
export const counties = (): ReadonlyMap<number, County> => {
  loaded ??= new Map((readData('ohio-counties') as readonly Row[]).map(countyOf).map((county) => [county.number, county]));
  return loaded;
};
