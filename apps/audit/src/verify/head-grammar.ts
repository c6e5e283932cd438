const lineFeed = 0x0a;

type Run = Readonly<{ fits: (byte: number) => boolean; min: number; max: number }>;
type Piece = string | Run;

const within = (text: string): ((byte: number) => boolean) => {
  const bytes = new Set(Buffer.from(text, 'latin1'));
  return (byte) => bytes.has(byte);
};
const digits = '0123456789';
const base64url = within(`ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz${digits}_-`);
const plain = (byte: number): boolean => byte >= 0x20 && byte <= 0x7e && byte !== 0x22 && byte !== 0x5c;

const hash: Run = { fits: base64url, min: 43, max: 43 };
const text = (min: number, max: number): Run => ({ fits: plain, min, max });
const beforeCommand: readonly Piece[] = [
  '{"v":1,"prev":"', hash, '","seq":', { fits: within(digits.slice(1)), min: 1, max: 1 }, { fits: within(digits), min: 0, max: 15 },
  ',"w":"', text(1, 80), '","at":"', text(1, 40), '"',
];
const command: readonly Piece[] = [',"cmd":"', text(1, 80), '"'];
const afterCommand: readonly Piece[] = [',"k":"', text(0, 80), '","n":', { fits: within(digits), min: 1, max: 6 }, ',"bh":"', hash, '"}\n'];

/** What a frame's first line may be, with its line end, as ledger.md's §2.2 has it: with a command and without. */
const forms: readonly (readonly Piece[])[] = [
  [...beforeCommand, ...command, ...afterCommand],
  [...beforeCommand, ...afterCommand],
];

/** The first byte of a record at which its line 1 is no longer that of a frame; undefined when it is one. */
export const grammarBreak = (value: Uint8Array): number | undefined => {
  const reached = forms.map((form) => reach(value, form));
  return reached.includes(undefined) ? undefined : Math.max(...reached.map((at) => at ?? 0));
};

const reach = (value: Uint8Array, form: readonly Piece[]): number | undefined => {
  let at = 0;
  for (const piece of form) {
    const wanted = typeof piece === 'string' ? literal(value, at, piece) : run(value, at, piece);
    if (!wanted.whole) return wanted.at;
    at = wanted.at;
  }
  return undefined;
};

type Step = Readonly<{ at: number; whole: boolean }>;

const literal = (value: Uint8Array, from: number, piece: string): Step => {
  for (let n = 0; n < piece.length; n += 1) if (value[from + n] !== piece.charCodeAt(n)) return { at: from + n, whole: false };
  return { at: from + piece.length, whole: true };
};

const run = (value: Uint8Array, from: number, { fits, min, max }: Run): Step => {
  let length = 0;
  for (let byte = value[from]; length < max && byte !== undefined && byte !== lineFeed && fits(byte); byte = value[from + length]) length += 1;
  return { at: from + length, whole: length >= min };
};
