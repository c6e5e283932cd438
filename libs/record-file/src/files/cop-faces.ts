import type { Fields } from '../fields.js';

const SUFFIXES = ['', '2', '3', '4'];
const VEHICLE = ['LIC', 'LIS', 'LIY', 'LIT', 'VIN', 'VYR', 'VMA', 'VMO', 'VST', 'VCO'];
const OF_A_VEHICLE = new Set(SUFFIXES.flatMap((suffix) => VEHICLE.map((tag) => `${tag}${suffix}`)));

const vehicleOf = (fields: Fields, suffix: string): Fields =>
  Object.fromEntries(VEHICLE.flatMap((tag) => (fields[`${tag}${suffix}`] === undefined ? [] : [[tag, fields[`${tag}${suffix}`] ?? []]])));

/**
 * A COP record as whoever looks for it sees it: the subject with each of its vehicles in turn, under the tags of a first
 * vehicle, so that no plate is taken with another one's state. The number CID is asked for as COP-ID, and INVD as SOC.
 */
export const copFaces = (fields: Fields): readonly Fields[] => {
  const common = Object.fromEntries(Object.entries(fields).filter(([tag]) => !OF_A_VEHICLE.has(tag)));
  const soc = [...(fields['SOC'] ?? []), ...(fields['INVD'] ?? [])];
  const subject: Fields = { ...common, 'COP-ID': fields['CID'] ?? [], ...(soc.length === 0 ? {} : { SOC: soc }) };
  const vehicles = SUFFIXES.map((suffix) => vehicleOf(fields, suffix)).filter((vehicle) => Object.keys(vehicle).length > 0);
  return vehicles.length === 0 ? [subject] : vehicles.map((vehicle) => ({ ...subject, ...vehicle }));
};
