/** The transmission that began something: its number, and the terminal that has sent it. */
export type Origin = Readonly<{ mri: number; terminal: string }>;

/** `<mri>@<terminal>`, as commands and commits carry it (`corr`). */
export const correlationOf = ({ mri, terminal }: Origin): string => `${String(mri)}@${terminal}`;

/** Reads it back; undefined for what the system has begun, and for what is no correlation. */
export const originIn = (corr: string | undefined): Origin | undefined => {
  const [, mri, terminal] = /^(\d+)@(.+)$/.exec(corr ?? '') ?? [];
  return mri === undefined || terminal === undefined ? undefined : { mri: Number(mri), terminal };
};
