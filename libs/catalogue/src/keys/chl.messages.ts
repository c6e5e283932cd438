import type { Advice, MessageKey } from '../message-key.js';

/** Chapter Concealed Handgun License of the manual; decisions D20 to D22; facts.md §4, rows 4 and 5. Ohio alone holds the file. */
const FILE = { file: 'chl', kind: 'license', sentTo: ['LEADS'] } as const;

const NEEDED = ['DOI', 'DOE', 'STA', 'ISS', 'NAM', 'SEX', 'RAC', 'DOB', 'ADR', 'CTY', 'RST', 'ZIP'];
const FURTHER = ['SOC', 'LPN', 'COI', 'MIS'];
/** A permit has one holder, of whom it says what it knows once. */
const SINGLE = ['DOB', 'SOC'];

/** What the system has set on the day after the last one (D21) it does not take back by itself: why a permit is not active only its sheriff knows. */
const STILL_EXPIRED: Advice = {
  tags: ['STA'], where: [{ tag: 'STA', in: ['E'] }, { tag: 'DOE', toCome: true }], says: 'STATUS IS EXPIRED: SEND STA/A IF THE LICENSE IS RENEWED',
};

const entry = (mke: string, words: string): MessageKey => ({
  ...FILE,
  mke,
  title: `enter a ${words.toLowerCase()} concealed handgun license`,
  function: 'enter',
  translation: `CONCEALED HANDGUN LICENSE -${words}`,
  right: 'enter',
  only: 'sheriffs',
  needs: NEEDED,
  takes: FURTHER,
  single: SINGLE,
  conditions: [{ why: 'expiry-after-issue', when: [{ tag: 'DOI' }], must: { tag: 'DOE', notBefore: 'DOI' }, says: 'a permit cannot expire before it is issued' }],
});

export const chlKeys: readonly MessageKey[] = [
  entry('ECP', 'PERMANENT'),
  entry('TCP', 'TEMPORARY'),
  {
    ...FILE,
    mke: 'MCP',
    title: 'modify a concealed handgun license, or take it over',
    function: 'modify',
    right: 'modify',
    only: 'sheriffs',
    identifiedBy: [['NAM', 'LID']],
    entry: 'ECP',
    changes: ['ORI', ...NEEDED, ...FURTHER],
    single: SINGLE,
    should: [STILL_EXPIRED],
  },
  {
    ...FILE,
    mke: 'QCP',
    title: 'query concealed handgun licenses',
    function: 'inquire',
    right: 'inquire',
    oneOf: [['SOC', 'PER', 'LPN', 'LID', 'IDX', 'DOB']],
    hangsOn: { DOB: ['NAM'] },
    takes: ['NAM', 'SEX', 'RAC', 'ENS', 'EBS'],
    searches: [{ files: ['chl'], by: ['LID', 'IDX', 'PER', 'LPN', 'SOC', 'NAM'] }],
  },
  {
    mke: 'CWQ',
    title: 'query handgun licenses of other states',
    function: 'inquire',
    file: 'permit',
    right: 'inquire',
    only: 'law-enforcement',
    sentTo: ['NLETS'],
    needs: ['DRI'],
    oneOf: [['SOC', 'PER', 'DOB']],
    hangsOn: { DOB: ['NAM'] },
    takes: ['NAM', 'SEX'],
  },
];
