/** A handgun license on another state's file. */
export type Permit = Readonly<{
  /** Nlets's code of the state whose file it is on. */
  state: string;
  number: string;
  name: string;
  sex: string;
  race: string;
  born: string;
  /** Social security number; not every state keeps it. */
  social?: string;
  address: string;
  issued: string;
  expires: string;
  /** What the state has done to it; without it the license is good until it expires. */
  taken?: 'REVOKED' | 'SUSPENDED';
  ori: string;
  issuedBy: string;
}>;

/** The simulated files of other states: invented people, but for the manual's own example, who has moved (chapter Concealed Handgun License). */
export const PERMITS: readonly Permit[] = [
  {
    state: 'KY', number: 'C-4402117', name: 'PUBLIC,JOHN Q', sex: 'M', race: 'W', born: '19661213', social: '123456789', address: '16 HIGH DRIVE,MAYSVILLE,KY,41056',
    issued: '20240311', expires: '20290311', ori: 'KYKSP0000', issuedBy: 'KENTUCKY STATE POLICE',
  },
  {
    state: 'PA', number: 'PA-65-1180042', name: 'PUBLIC,JOHN Q', sex: 'M', race: 'W', born: '19661213', social: '123456789', address: '2 MARKET ST,ERIE,PA,16501',
    issued: '20160502', expires: '20210502', ori: 'PA0250000', issuedBy: 'ERIE COUNTY SHERIFFS OFFICE',
  },
  {
    state: 'IN', number: 'IN7730218', name: 'HOLLOWAY,DELIA RAE', sex: 'F', race: 'B', born: '19790604', social: '987001122', address: '801 N MERIDIAN ST,INDIANAPOLIS,IN,46204',
    issued: '20230119', expires: '20280119', taken: 'SUSPENDED', ori: 'INISP0000', issuedBy: 'INDIANA STATE POLICE',
  },
  {
    state: 'WV', number: 'WV20-00917', name: 'TEAGARDEN,AMOS L', sex: 'M', race: 'W', born: '19520228', address: '44 RIVER RD,PARKERSBURG,WV,26101',
    issued: '20250705', expires: '20300705', taken: 'REVOKED', ori: 'WV0540000', issuedBy: 'WOOD COUNTY SHERIFFS OFFICE',
  },
  {
    state: 'MI', number: 'MI-C-5520914', name: 'OKAFOR,BENEDICT', sex: 'M', race: 'B', born: '19880917', address: '1200 TELEGRAPH RD,PONTIAC,MI,48341',
    issued: '20220826', expires: '20270917', ori: 'MI6300000', issuedBy: 'OAKLAND COUNTY CLERK',
  },
];
