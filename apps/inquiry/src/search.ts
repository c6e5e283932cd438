import { mayBeShown } from '@statewire/access';
import { findMessageKey } from '@statewire/catalogue';
import type { SearchAnswer, SearchRequest, ShownResponse } from '@statewire/contracts';
import { fileRules, isOnFile, recordLines, recordRef, searchKey, valuesOf, type RecordView } from '@statewire/record-file';
import type { View, ViewDocument } from '@statewire/views';
import type { JsonObject } from '@statewire/kernel';
import type { Filed } from './projections/hot-files.projection.js';

/** Records that one answer shows; beyond it the officer is told to ask more narrowly. */
export const RESPONSES_MAX = 25;
/** Documents that one key may bring before the companions narrow them: no hit may be lost among others that share its plate. */
const CANDIDATES_MAX = 5_000;

/** Identifiers in the order in which their hits are shown, and the companions that must agree where both sides have them. */
const IDENTIFIERS: readonly (readonly [tag: string, companions: readonly string[]])[] = [
  ['NIC', []], ['IDX', []], ['LID', []], ['VIN', ['VMA']], ['LIC', ['LIS']], ['OAN', ['VMA']], ['SER', []],
];

type Fields = SearchRequest['fields'];
const recordOf = ({ doc }: ViewDocument): Filed => doc as unknown as Filed;

const agrees = (record: RecordView, fields: Fields, companions: readonly string[]): boolean =>
  companions.every((tag) => {
    const asked = fields[tag]?.[0];
    const held = valuesOf(record, tag);
    return asked === undefined || held.length === 0 || held.includes(asked);
  });

const direct = async (view: View, fields: Fields): Promise<readonly Filed[]> => {
  const asked = IDENTIFIERS.flatMap(([tag, companions]) => (fields[tag] ?? []).map((value) => ({ tag, value, companions })));
  const found = await Promise.all(
    asked.map(async ({ tag, value, companions }) =>
      (await view.find(searchKey([tag], [value]), CANDIDATES_MAX)).map(recordOf).filter((record) => agrees(record, fields, companions))),
  );
  return found.flat();
};

/** Related Search Hit: records with the primary hits' ORI and OCA, and those linked by LKI and LKA, either way (manual, Vehicle File). */
const related = async (view: View, primary: readonly Filed[]): Promise<readonly Filed[]> => {
  const keys = primary.flatMap((record) => {
    const [oca] = valuesOf(record, 'OCA');
    const [lki] = valuesOf(record, 'LKI');
    const [lka] = valuesOf(record, 'LKA');
    return [
      ...(oca === undefined ? [] : [searchKey(['ORI', 'OCA'], [record.owner, oca]), searchKey(['LKI', 'LKA'], [record.owner, oca])]),
      ...(lki === undefined || lka === undefined ? [] : [searchKey(['ORI', 'OCA'], [lki, lka])]),
    ];
  });
  const found = await Promise.all([...new Set(keys)].map((key) => view.find(key, CANDIDATES_MAX)));
  return found.flat().map(recordOf);
};

/** What stands under a hit: it is a pointer, to be confirmed before anybody acts on it (manual, Inquiry of Stolen/Felony Vehicle Records). */
const CONFIRM = 'CONFIRM THE HIT WITH THE ENTERING AGENCY BEFORE ANY ARREST OR RECOVERY';

export const responseOf = (record: Filed): ShownResponse => {
  const { file, mke, owner, located, stream, version } = record;
  const translation = findMessageKey(mke)?.translation ?? mke;
  return {
    source: 'LEADS',
    mke: located === undefined ? translation : `LOCATED ${translation}`,
    background: fileRules[file]?.background ?? 'none',
    text: `${recordLines(record)}\n${CONFIRM}`,
    record: { ...recordRef(record), ori: owner },
    shown: { stream, version },
  };
};

/** Searches the hot files by identifiers (decision D14); each record comes once, in the order of the identifiers. */
export const search = async (view: View<JsonObject>, { ori, agencyType, fields }: SearchRequest): Promise<SearchAnswer> => {
  const primary = await direct(view, fields);
  const linked = fields['RSH']?.[0] === 'Y' ? await related(view, primary) : [];
  const distinct = new Map([...primary, ...linked].map((record) => [record.idx, record]));
  const shown = [...distinct.values()].filter((record) => isOnFile(record) && mayBeShown(record.file, { ori, type: agencyType }));
  return { responses: shown.slice(0, RESPONSES_MAX).map(responseOf), more: shown.length > RESPONSES_MAX };
};
