import { destinationsIn } from '@statewire/catalogue';
import type { OutsideSource } from '@statewire/contracts';
import type { Context } from './context.js';

/** LEADS numbers its records itself: an inquiry by them alone goes nowhere else (manual, Vehicle File). */
const LEADS_NUMBERS: readonly string[] = ['IDX', 'LID'];
/** Fields that say how to search, how to show and for whom, not what is asked for. */
export const OPTIONS: readonly string[] = ['RSH', 'IND', 'ENS', 'EBS', 'REQ'];

type Asking = Pick<Context, 'key' | 'message'>;

const isWorthAsking = ({ key: { hotFilesWith }, message }: Asking): boolean => hotFilesWith === undefined || message.fields[hotFilesWith] !== undefined;

export const asksHotFiles = (asking: Asking): boolean => asking.key.sentTo.includes('LEADS') && isWorthAsking(asking);

/** An image's record, named by a number of LEADS, is none that NCIC could compare with the image. */
const isOurs = ({ key, message }: Asking): boolean => key.showsImages === true && message.fields['IDX'] !== undefined;

const asksNcic = ({ key, message }: Asking): boolean =>
  key.sentTo.includes('NCIC') && isWorthAsking({ key, message }) && !isOurs({ key, message }) && Object.keys(message.fields).some((tag) => !LEADS_NUMBERS.includes(tag) && !OPTIONS.includes(tag));

/** The systems outside that an inquiry asks: NCIC, the BMV, and over Nlets each state that it names, each of which answers for itself or does not. */
export const outsideSources = (asking: Asking): readonly OutsideSource[] => [
  ...(asksNcic(asking) ? [{ source: 'NCIC', line: 'NCIC' }] : []),
  ...(asking.key.sentTo.includes('BMV') ? [{ source: 'BMV', line: 'BMV' }] : []),
  ...(asking.key.sentTo.includes('NLETS') ? destinationsIn(asking.message.fields).map((state) => ({ source: `NLETS ${state}`, line: 'NLETS', state })) : []),
];
