import type { Agency, SearchAnswer } from '@statewire/contracts';
import { fileRules } from '@statewire/record-file';

/** Under a response of a file that names it stands the office which answers for the record, and how to call it (manual, Concealed Handgun License: Inquiry). */
export const withOffice = (agencies: ReadonlyMap<string, Agency>, answer: SearchAnswer): SearchAnswer => ({
  ...answer,
  responses: answer.responses.map((response) => {
    const { file = '', ori = '' } = response.record ?? {};
    const words = fileRules[file]?.office;
    const agency = agencies.get(ori);
    return words === undefined || agency === undefined ? response : { ...response, text: `${response.text}\n${words} ${agency.name} ${agency.phone}` };
  }),
});
