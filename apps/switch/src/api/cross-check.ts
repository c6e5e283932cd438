import { identify } from '@statewire/catalogue';
import type { Reply, SearchAnswer, SearchRequest, ShownResponse } from '@statewire/contracts';
import type { Fault } from '@statewire/kernel';
import { fileRules, type CrossCheck } from '@statewire/record-file';
import { refusalText, saidOf } from '../domain/words.js';
import type { Context } from './context.js';

const SEARCH_TIMEOUT_MS = 3_000;
/** The inquiry by which the vehicle and plate files are searched. */
const SEARCHED_AS = 'QV';

const ruleOf = ({ key }: Context): CrossCheck | undefined => {
  if (key.function !== 'enter' && key.function !== 'modify') return undefined;
  return fileRules[key.file]?.kinds[key.kind ?? '']?.crossCheck;
};

/** What is on file in the other files by the numbers that this message would bring into its own: of a change those alone that are new. */
const matching = async ({ platform, message }: Context, { files, tags }: CrossCheck): Promise<readonly ShownResponse[]> => {
  const arriving = identify(message)?.others ?? message.fields;
  const fields = Object.fromEntries(tags.flatMap((tag) => {
    const values = (arriving[tag] ?? []).filter((value) => value !== '');
    return values.length === 0 ? [] : [[tag, values] as const];
  }));
  if (Object.keys(fields).length === 0) return [];
  const agencyType = platform.directory.agencies.get(message.ori)?.type ?? '';
  const request: SearchRequest = { mke: SEARCHED_AS, ori: message.ori, agencyType, fields };
  const { responses } = await platform.bus.ask<SearchAnswer>('inquiry', 'search', request, SEARCH_TIMEOUT_MS);
  return responses.filter(({ record }) => files.some((file) => file === record?.file));
};

const contact = ({ record }: ShownResponse): string => `CONTACT THE ENTERING AGENCY ${record?.ori ?? ''} AND CONFIRM THE HIT`;

/**
 * Refuses an entry of a vehicle that another file holds as stolen, whoever entered it, and shows what is on file (manual, Enter a
 * Towed/Immobilized Vehicle Record). Their desks are elsewhere, so they are asked for before the command. Undefined: nothing stands against it.
 */
export const crossChecked = async (context: Context): Promise<Reply | undefined> => {
  const rule = ruleOf(context);
  const found = rule === undefined ? [] : await matching(context, rule);
  if (rule === undefined || found.length === 0) return undefined;

  const { journal, transmission, message: { mke, ori } } = context;
  const faults = found.map(({ record }): Fault => ({ code: rule.code, ...(record === undefined ? {} : { idx: record.idx }) }));
  const said = saidOf(faults, mke);
  return journal.answer(transmission, {
    mke, ori, outcome: 'rejected', code: rule.code, says: [refusalText(said), ...new Set(found.map(contact))].join('\n'), faults: said, outside: [],
    shown: found.map(({ shown, ...response }) => ({ response, ...shown })),
  });
};
