import { meaningIn } from '@statewire/catalogue';
import type { Response } from '@statewire/contracts';
import { matchScore } from '@statewire/person-match';
import type { Fields } from './line.js';
import { PERMITS, type Permit } from './permits-of-other-states.js';

/** What answers a query of this key: the same with R for Q (facts §8.1). */
const ANSWERED_AS: Readonly<Record<string, string>> = { CWQ: 'CWR' };
const TITLE = 'CONCEALED WEAPON PERMIT';

/** A number searches for itself: with one of them no name search is made (facts §5.1). */
const NUMBERS: Readonly<Record<string, (permit: Permit) => string | undefined>> = { PER: ({ number }) => number, SOC: ({ social }) => social };

const isMeant = (fields: Fields, permit: Permit): boolean => {
  const asked = Object.keys(NUMBERS).filter((tag) => fields[tag] !== undefined);
  if (asked.length > 0) return asked.some((tag) => fields[tag]?.includes(NUMBERS[tag]?.(permit) ?? '') === true);
  const { name, born, sex, race } = permit;
  return matchScore({ names: fields['NAM'] ?? [], births: fields['DOB'] ?? [], sex: fields['SEX']?.[0] }, { names: [name], births: [born], sex, race }) !== undefined;
};

/** As it stands today: what matters is whether the person holds a valid license. */
const statusOf = ({ taken, expires }: Permit, today: string): string => taken ?? (expires < today ? 'EXPIRED' : 'VALID');

const responseOf = (mke: string, permit: Permit, today: string): Response => {
  const { state, number, name, sex, race, born, social, address, issued, expires, ori, issuedBy } = permit;
  return {
    source: `NLETS ${state}`,
    mke: TITLE,
    background: 'purple',
    text: [
      `MKE/${TITLE}`,
      `${ANSWERED_AS[mke] ?? mke} FROM ${meaningIn(['own-NLETS-states'], state) ?? state}`,
      `PER/${number} ORI/${ori}`,
      `NAM/${name} SEX/${sex} RAC/${race}`,
      `DOB/${born}${social === undefined ? '' : ` SOC/${social}`}`,
      `ADR/${address}`,
      `DATE OF ISSUE/${issued} DATE OF EXPIRE/${expires} STATUS/${statusOf(permit, today)}`,
      `ISSUING OFFICE IS: ${issuedBy}`,
      'FOR LAW ENFORCEMENT USE ONLY',
    ].join('\n'),
  };
};

/** What a state at the other end of Nlets answers from its own file. `today`: Ohio's date, CCYYMMDD. */
export const nletsAnswer = ({ mke, state, fields }: Readonly<{ mke: string; state: string; fields: Fields }>, today: string, file: readonly Permit[] = PERMITS): readonly Response[] =>
  file.filter((permit) => permit.state === state && isMeant(fields, permit)).map((permit) => responseOf(mke, permit, today));
