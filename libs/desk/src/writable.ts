import { isHeadLabel } from '@statewire/ledger';
import type { Command } from './decider.port.js';

/** What a command brings into its commit besides its events; more could not even be refused within a frame. */
const envelopeBytesMax = 4 * 1024;
/** JSON writes a character in so many bytes at most. */
const jsonBytesOfCharacter = 6;

/** Without writing it, which every message would pay for. */
const isSurelySmall = ({ by, corr = '' }: Command): boolean =>
  jsonBytesOfCharacter * (by.ori.length + by.device.length + by.user.length + (by.purpose?.length ?? 0) + corr.length) < envelopeBytesMax / 2;

/** Whether a command can be put into a head and a body that fit a frame. */
export const isWritable = (command: Command): boolean => {
  const { id, key, by, corr } = command;
  return isHeadLabel(id) && (key === '' || isHeadLabel(key)) && (isSurelySmall(command) || JSON.stringify([by, corr]).length <= envelopeBytesMax);
};
