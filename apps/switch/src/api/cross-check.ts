import { identifyAll } from '@statewire/catalogue';
import type { Reply, SearchAnswer, SearchRequest, ShownResponse } from '@statewire/contracts';
import type { Fault } from '@statewire/kernel';
import { fileRules, type CrossCheck } from '@statewire/record-file';
import { refusalText, saidOf } from '../domain/words.js';
import { alike } from './alike.js';
import type { Context } from './context.js';

const SEARCH_TIMEOUT_MS = 3_000;
/** The inquiry by which the vehicle and plate files are searched. */
const SEARCHED_AS = 'QV';

const ruleOf = ({ key }: Context): CrossCheck | undefined => {
  if (key.function !== 'enter' && key.function !== 'modify') return undefined;
  return fileRules[key.file]?.kinds[key.kind ?? '']?.crossCheck;
};

type Fields = Readonly<Record<string, readonly string[]>>;

/** What the other files hold by these numbers. */
const searched = async ({ platform, message: { ori } }: Context, { files, tags }: CrossCheck, fields: Fields): Promise<readonly ShownResponse[]> => {
  const asked = Object.fromEntries(tags.flatMap((tag) => {
    const values = (fields[tag] ?? []).filter((value) => value !== '');
    return values.length === 0 ? [] : [[tag, values] as const];
  }));
  if (Object.keys(asked).length === 0) return [];
  const request: SearchRequest = { mke: SEARCHED_AS, ori, agencyType: platform.directory.agencies.get(ori)?.type ?? '', fields: asked };
  const { responses } = await platform.bus.ask<SearchAnswer>('inquiry', 'search', request, SEARCH_TIMEOUT_MS);
  return responses.filter(({ record }) => files.some((file) => file === record?.file));
};

/** The agency's record that a modification means, and what it brings: the first combination that names one says which tags name and which change (D22). */
const meant = async ({ platform, key: { file }, message }: Context): Promise<Readonly<{ before: Fields; others: Fields }> | undefined> => {
  for (const { by, others } of identifyAll(message)) {
    const tags = Object.keys(by).filter((tag) => fileRules[file]?.foundBy.includes(tag) === true);
    const records = await alike(platform, { files: [file], tags, fields: Object.fromEntries(tags.map((tag) => [tag, [by[tag] ?? '']])) });
    const own = records.find(({ owner, fields }) =>
      owner === message.ori && Object.entries(by).every(([tag, value]) => fields[tag]?.includes(value) === true));
    if (own !== undefined) return { before: own.fields, others };
  }
  return undefined;
};

/**
 * What this message would bring together: all that is on file by an entry's numbers; of a modification what is there by the numbers of the
 * record as it would be, and was not by those that it has. The state of a plate alone may make it another one's.
 */
const matching = async (context: Context, rule: CrossCheck): Promise<readonly ShownResponse[]> => {
  const { key, message } = context;
  if (key.function === 'enter') return searched(context, rule, message.fields);
  if (!rule.tags.some((tag) => tag in message.fields)) return [];
  const change = await meant(context);
  if (change === undefined || !rule.tags.some((tag) => tag in change.others)) return [];
  const found = await searched(context, rule, { ...change.before, ...change.others });
  const known = found.length === 0 ? [] : await searched(context, rule, change.before);
  return found.filter(({ record }) => !known.some((other) => other.record?.idx === record?.idx));
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
