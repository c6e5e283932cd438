import type { Condition } from '../message-key.js';

const OFF_ROAD_STYLES = ['EB', 'EN', 'MV', 'OP'];
const CYCLE_STYLES = ['MB', 'MC', 'MD', 'MK', 'MS', 'MY'];
const SNOWMOBILE_MODELS = ['SKT', 'SKW', 'TRA', 'TRW', 'WHE'];
const OTHER_MAKES = ['VMA-auto', 'VMA-construction', 'VMA-farm', 'VMA-motorcycle', 'VMA-trailers', 'VMA-trucks'] as const;

/** VMA asks for VMO: by the code in positions 1 to 4, whether a name follows or not. */
const modelOf = (makes: readonly string[], models: readonly string[]): Condition => ({
  why: `vmo-of-${makes.join('-').toLowerCase()}`,
  when: [{ tag: 'VMA', head: 4, in: makes }],
  must: { tag: 'VMO', in: models },
  says: `with VMA ${makes.join(' or ')} the VMO must be ${models.join(' or ')}`,
});

/** Vehicle chapter: "Vehicle Model (VMO)", "Vehicle Style (VST)". */
export const vehicleConditions: readonly Condition[] = [
  {
    why: 'vmo-off-road',
    when: [{ tag: 'VST', in: OFF_ROAD_STYLES }],
    must: { tag: 'VMO', in: ['ATV', 'CYL', 'DUN', 'GOF', 'GRT', ...SNOWMOBILE_MODELS, 'TOY'], orBlank: true },
    says: 'with VST EB, EN, MV or OP the VMO must be blank, ATV, CYL, DUN, GOF, GRT, SKT, SKW, TOY, TRA, TRW or WHE',
  },
  modelOf(['ASVE'], ['AV', 'REP']),
  modelOf(['COEQ'], ['CE']),
  modelOf(['FARM'], ['FE']),
  {
    why: 'vmo-cycle',
    when: [{ tag: 'VST', in: CYCLE_STYLES }],
    must: { tag: 'VMO', in: ['CYL'] },
    says: 'with VST MB, MC, MD, MK, MS or MY the VMO must be CYL',
  },
  modelOf(['SNOW'], SNOWMOBILE_MODELS),
  {
    why: 'vmo-snowmobile',
    when: [{ tag: 'VMA', table: 'VMA-snowmobile', elsewhere: OTHER_MAKES }],
    must: { tag: 'VMO', in: SNOWMOBILE_MODELS },
    says: 'with the VMA code of a snowmobile the VMO must be SKT, SKW, TRA, TRW or WHE',
  },
  {
    // Many makers of snowmobiles also build cars or motorcycles under the same code: the style tells which it is.
    why: 'vmo-snowmobile-style',
    when: [{ tag: 'VST', in: ['SM'] }, { tag: 'VMA', table: 'VMA-snowmobile', alsoIn: OTHER_MAKES }],
    must: { tag: 'VMO', in: SNOWMOBILE_MODELS },
    says: 'with VST SM and the VMA code of a maker of snowmobiles the VMO must be SKT, SKW, TRA, TRW or WHE',
  },
  modelOf(['TRLR', 'HMDE'], ['TL']),
  modelOf(['TRUK'], ['TK']),
  {
    why: 'vst-off-road',
    when: [{ tag: 'VMA', head: 4, in: ['ATV', 'SPEC'] }],
    must: { tag: 'VST', in: OFF_ROAD_STYLES },
    says: 'with VMA ATV or SPEC the VST must be OP, EB, EN or MV',
  },
  {
    // The name may stand in positions 5 to 24 of VMA instead; the word SVIN alone names nobody.
    why: 'mis-manufacturer',
    when: [{ tag: 'VMA', in: ['ATV', 'SPEC'] }],
    must: { tag: 'MIS', matches: /^(?!SVIN[^A-Z]*$)/ },
    says: "with VMA ATV or SPEC the manufacturer's name must stand in MIS",
  },
];
