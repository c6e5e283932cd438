import type { AnnouncedKey, MessageFunction } from '../message-key.js';

type Rows = Readonly<Partial<Record<MessageFunction, Readonly<Record<string, string>>>>>;

/** What the words after a file's name say for the usual keys of a file. */
const file = (name: string, keys: Rows): readonly AnnouncedKey[] =>
  Object.entries(keys).flatMap(([does, rows]) =>
    Object.entries(rows).flatMap(([mkes, words]) =>
      mkes.split(' ').map((mke) => ({ mke, title: `${name}: ${words}`, function: does as MessageFunction })),
    ),
  );

/** Manual, General Information: message keys of the person files. */
const persons: readonly AnnouncedKey[] = [
  ...file('wanted persons', {
    inquire: { WW: 'query, LEADS only', ZIP: 'warrants by zip code', WAR: 'records entered in a month', SWQ: 'state warrants outside of Ohio', WQ: 'query, Canada or weather' },
    enter: { EW: 'enter', 'EW-C': 'enter, caution', EWJ: 'enter, juvenile', 'EWJ-C': 'enter, juvenile, caution', EWT: 'enter, temporary', 'EWT-C': 'enter, temporary, caution' },
    supplement: { EN: 'supplemental data', ENS: 'stolen or fraudulent data', AWW: 'add-on warrant', ED: 'dental data', XN: 'cancel supplemental data', XNS: 'cancel stolen or fraudulent data', CWW: 'cancel an add-on warrant', MD: 'modify dental data', XD: 'cancel dental data' },
    detain: { DW: 'detainer', MDW: 'modify a detainer', XDW: 'cancel a detainer' },
    modify: { MW: 'modify' }, locate: { LW: 'locate' }, clear: { CW: 'clear' }, cancel: { XW: 'cancel' },
  }),
  ...file('missing persons', {
    inquire: { QM: 'query' }, enter: { EM: 'enter' }, supplement: { EMN: 'supplemental data', XMN: 'cancel supplemental data' },
    modify: { MM: 'modify' }, locate: { LM: 'locate' }, clear: { CM: 'clear' }, cancel: { XM: 'cancel' },
  }),
  ...file('persons with information', { enter: { EMP: 'enter' }, supplement: { EMPN: 'supplemental data', XMPN: 'cancel supplemental data' }, modify: { MMP: 'modify' }, cancel: { XMP: 'cancel' } }),
  ...file('convicted persons on release', {
    enter: { EC: 'enter' }, supplement: { ECN: 'supplemental data', ECNS: 'fraudulent data', XCN: 'cancel supplemental data', XCNS: 'cancel fraudulent data' },
    modify: { MC: 'modify' }, cancel: { XC: 'cancel' }, clear: { CC: 'clear' },
  }),
  ...file('unidentified persons', {
    inquire: { QU: 'query' }, enter: { EUD: 'enter, deceased', EUL: 'enter, living', EUV: 'enter, victim' }, supplement: { EUN: 'supplemental data', XUN: 'cancel supplemental data' },
    modify: { MU: 'modify' }, clear: { CU: 'clear' }, cancel: { XU: 'cancel' },
  }),
  ...file('violent persons', { enter: { EVP: 'enter' }, supplement: { ENVP: 'supplemental data', XNVP: 'cancel supplemental data' }, modify: { MVP: 'modify' }, cancel: { XVP: 'cancel' } }),
  ...file('protection orders', {
    inquire: { QPO: 'query' }, enter: { EPO: 'enter' }, supplement: { ENPO: 'supplemental data', XNPO: 'cancel supplemental data' },
    modify: { MPO: 'modify' }, clear: { CPO: 'clear' }, cancel: { XPO: 'cancel' },
  }),
  ...file('protective interest', {
    enter: { EPI: 'enter' }, supplement: { ENPI: 'supplemental data', ENPS: 'stolen or fraudulent data', XNPI: 'cancel supplemental data', XNPS: 'cancel stolen or fraudulent data' },
    modify: { MPI: 'modify' }, cancel: { XPI: 'cancel' },
  }),
  ...file('sex offenders', {
    inquire: { QXS: 'query, NCIC', SOQ: 'query, Nlets' }, enter: { EXS: 'enter' }, supplement: { EXSN: 'supplemental data', XXSN: 'cancel supplemental data' },
    modify: { MXS: 'modify' }, clear: { CXS: 'clear' }, cancel: { XXS: 'cancel' }, message: { SON: 'relocation notice' },
  }),
  ...file('gangs and terrorists', {
    inquire: { QGG: 'query a group', QGM: 'query a member' }, enter: { EGG: 'enter a group', EGM: 'enter a member' },
    supplement: { EGGN: 'supplemental data of a group', EGMN: 'supplemental data of a member', XGGN: 'cancel those of a group', XGMN: 'cancel those of a member' },
    modify: { MGG: 'modify a group', MGM: 'modify a member' }, cancel: { XGG: 'cancel a group', XGM: 'cancel a member' },
  }),
  ...file('identity theft', { inquire: { QID: 'query' }, enter: { EID: 'enter' }, supplement: { EIN: 'supplemental data', CIN: 'cancel supplemental data' }, modify: { MID: 'modify' }, cancel: { XID: 'cancel' } }),
];

/** Ohio's own files. */
const ohio: readonly AnnouncedKey[] = [
  ...file('Caution Ohio Police', { inquire: { COPP: 'hot sheet' }, enter: { ECOP: 'enter' }, modify: { MCOP: 'modify', COP3: 'additional alert text', EXT: 'extend' }, cancel: { DCOP: 'delete' } }),
  ...file('inmate progression system', { inquire: { IPSQ: 'query' } }),
  ...file('scrap metal', { inquire: { SCRPQ: 'query' } }),
];

/** Message keys of the vehicle files that have an issue of their own, and of what the BMV answers. */
const vehicles: readonly AnnouncedKey[] = [
  ...file('boats', { inquire: { QB: 'query', CBQ: 'query, Canada' }, enter: { EB: 'enter' }, modify: { MB: 'modify' }, cancel: { XB: 'cancel' }, locate: { LB: 'locate' }, clear: { CB: 'clear' } }),
  ...file('registration', {
    inquire: { RP: 'by plate, Ohio', RV: 'by VIN, Ohio', RN: 'by name, Ohio', RS: 'by social security number, Ohio', RF: 'by federal tax number, Ohio', RQ: 'outside of Ohio', BQ: 'boat', SQ: 'snowmobile', XQ: 'Canada', VQ: 'stolen in Canada', 'ACQ AVQ': 'commercial vehicle', GQ: 'aircraft' },
  }),
  ...file('titles', {
    inquire: {
      ATDP: 'by dealer plate', ATNUM: 'by title number', ATSUM: 'summary by title number', ATVIN: 'by VIN', ATSSN: 'by social security number', ATADD: 'additional owner',
      ATNAM: "by owner's name", ATBUS: 'by business name', ATDLR: 'by dealer name', ATWIN: 'by boat or motor number', ATLN: 'by lien number', ATPG: 'further page',
    },
  }),
  ...file('driver licenses', {
    inquire: {
      DN: 'by name', DK: 'by key', DL: 'by license number', DS: 'by social security number', DQ: 'outside of Ohio', KQ: 'history', UQ: 'Canada', BMVIMG: 'all photos', BMVIMS: 'current photo',
      ECL: 'emergency contact by license number', ECS: 'emergency contact by social security number', ECK: 'emergency contact by key',
    },
  }),
];

/** Message keys of the other files, of other systems, and messages between terminals. */
const others: readonly AnnouncedKey[] = [
  ...file('articles', { inquire: { QA: 'query', CAQ: 'query, Canada' }, enter: { EA: 'enter', EAA: 'enter consecutive numbers' }, modify: { 'MA MAA': 'modify' }, cancel: { 'XA XAA': 'cancel' }, locate: { 'LA LAA': 'locate' }, clear: { 'CA CAA': 'clear' } }),
  ...file('guns', {
    inquire: { QG: 'query', CGQ: 'query, Canada' }, enter: { EG: 'enter, stolen', ERG: 'enter, recovered', ELG: 'enter, lost', EFG: 'enter, felony' },
    modify: { 'MG MRG MLG MFG': 'modify' }, locate: { 'LG LLG LFG': 'locate' }, cancel: { 'XG XRG XLG XFG': 'cancel' }, clear: { 'CG CRG CLG CFG': 'clear' },
  }),
  ...file('securities', { inquire: { QS: 'query', CSQ: 'query, Canada' }, enter: { ES: 'enter', ESS: 'enter consecutive numbers' }, modify: { 'MS MSS': 'modify' }, cancel: { 'XS XSS': 'cancel' }, locate: { 'LS LSS': 'locate' }, clear: { 'CS CSS': 'clear' } }),
  ...file('images', { inquire: { QII: 'query' }, enter: { EIM: 'enter' }, modify: { MII: 'modify' }, cancel: { XIM: 'cancel' } }),
  ...file('impounded vehicles (NICB)', { inquire: { NAQ: 'query all files', NIQ: 'query impound and export' }, enter: { NEI: 'enter' }, modify: { NUI: 'modify' }, cancel: { NCI: 'cancel' } }),
  // RS and RF among the registrations, and QLD, are named in chapters alone; so is QNP, in Concealed Handgun License.
  ...file('background checks (NICS)', { inquire: { QNP: 'query, with all protection orders' } }),
  ...file('LEADS Deny File', { inquire: { QLD: 'query' } }),
  ...file('agencies', { inquire: { QO: 'NCIC', TQ: 'ORION', QORI: 'LEADS', OSFINQ: 'statistics' } }),
  ...file('criminal history', {
    inquire: { IQ: 'index', FQ: 'record', QR: 'record of III', QWI: 'index of III', AQ: 'administrative', AR: 'administrative, response', 'QRO ZIO QHO ZCO': 'Ohio', ZSO: 'Ohio, name or number', HITZ: 'Ohio, page of hits', ITN: 'Ohio, one cycle' },
  }),
  ...file('other systems', {
    inquire: { MQ: 'hazardous material', IAQ: 'criminal aliens', WLQ: 'wildlife crime', PPQ: 'parole, probation and corrections', PAQ: 'parole', PBQ: 'probation', PCQ: 'corrections', 'FTQ FPQ FVQ': 'Interpol, full', 'ITQ IPQ IVQ': 'Interpol, detailed', NWS: 'weather in Ohio' },
  }),
  ...file('messages', { message: { AM: 'administrative message', YQ: 'hit confirmation request', YR: 'hit confirmation response', EVFNOT: 'escaped violent felon' } }),
];

export const announcedKeys: readonly AnnouncedKey[] = [...persons, ...ohio, ...vehicles, ...others];
