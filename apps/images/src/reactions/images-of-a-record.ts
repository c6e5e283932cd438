import type { Bus } from '@statewire/bus';
import { LEADS_CONTROL, type RecordAnswer, type RecordRequest } from '@statewire/contracts';
import type { Commit } from '@statewire/ledger';
import type { RecordView } from '@statewire/record-file';
import { causedId, sendCommand } from '@statewire/service-kit';
import type { ImageCommands } from '../domain/image.messages.js';

const COMMAND_TIMEOUT_MS = 10_000;
const ASK_TIMEOUT_MS = 10_000;
const BY = { ori: LEADS_CONTROL, device: 'images', user: 'system' };
/** More than any record has. */
const IMAGES_MAX = 20;

type Command<T extends keyof ImageCommands> = Readonly<{ type: T; payload: ImageCommands[T]; base: string; name: string }>;

/** Sends a command that is about one image of a record (`base`) until none is left that needs it. `name` tells the commands that a commit causes apart. */
export const forEachImage = async <T extends 'EndImages' | 'FollowRecord'>(bus: Bus, commit: Commit, { type, payload, base, name }: Command<T>, isLeft: () => boolean): Promise<void> => {
  for (let n = 0; n < IMAGES_MAX && isLeft(); n += 1) {
    const command = { id: causedId(commit, `${name}/${base}/${String(n)}`), type, key: base, by: BY, payload };
    if ((await sendCommand(bus, 'images', command, COMMAND_TIMEOUT_MS)).out === 'rejected') break;
  }
};

/** A record as it stands now, whatever the event said that is looked at. */
export const recordNow = async (bus: Bus, idx: string): Promise<RecordView | undefined> =>
  (await bus.ask<RecordAnswer>('inquiry', 'record', { idx, current: true } satisfies RecordRequest, ASK_TIMEOUT_MS)).record as unknown as RecordView | undefined;
