import { afterAll, describe, expect, it, jest } from '@jest/globals';
import { headLine, linesOf, sha256 } from '@statewire/ledger';
import { signedSealText, type SignedSeal } from '@statewire/seals';
import { readSealCopies } from '../../apps/audit/src/verify/seal-copies.js';
import { verifyLedgers } from '../../apps/audit/src/verify/verify-ledgers.js';
import { installation, isSigned, ledgerOf, part, publicKeyPem, sealedLedger, sealNow } from '../../apps/audit/src/test/sealed-ledger.js';
import { checkAll, framed, framesName, hasPython, removeFolders } from './script.js';

jest.setTimeout(60_000);
afterAll(removeFolders);

const body = { by: { ori: 'OHCOP0000', device: 'TST0001', user: 'jdoe' }, cv: '2026.11', out: 'accepted', ev: [] as readonly unknown[] };
const event = { t: 'vehicle.entered', tv: 1, s: 'vehicle/SV1', sv: 1, d: {} };
const json = (value: unknown): Buffer => Buffer.from(JSON.stringify(value));
const withMore = (more: string): Buffer => Buffer.from(`${JSON.stringify(body).slice(0, -1)},"more":${more}}`);

/** A whole commit behind others, whatever its body. */
const follow = (frames: readonly Uint8Array[], text: Uint8Array, n: number): Uint8Array => {
  const prev = sha256(linesOf(frames.at(-1)!)!.line);
  const line = headLine({ v: 1, prev, seq: frames.length + 1, w: 'w/1', at: '2026-11-21T04:10:05.123Z', k: '', n, bh: sha256(text) });
  return Buffer.concat([Buffer.from(`${line}\n`), text]);
};

type Case = Readonly<{ what: string; holds: boolean; frames: readonly Uint8Array[]; kept: string }>;

const ours = async ({ frames, kept }: Case): Promise<boolean> => {
  const { seals: copies, damagedLines } = readSealCopies(kept);
  const ledgers = [{ ledger: part.ledger, gen: 1, partitions: 1 }];
  const { problems } = await verifyLedgers({ driver: await ledgerOf(frames), installation, ledgers, rivals: false, isSigned, copies });
  return problems.length + damagedLines.length === 0;
};
const filesOf = ({ frames, kept }: Case) =>
  new Map<string, Uint8Array | string>([
    [framesName, framed(frames)], ['installation-id', `${installation}\n`], ['seal-key.pem', publicKeyPem], ['seals.jsonl', kept],
  ]);

/** That both come to the verdict that each case names. */
const expectAlike = async (cases: readonly Case[]): Promise<void> => {
  const script = checkAll(cases.map(filesOf)).map(({ status, said }) => [status, said.at(-1)]);
  const both = await Promise.all(cases.map(async (given, at) => ({ what: given.what, ours: await ours(given), script: script[at] })));

  expect(both).toEqual(cases.map(({ what, holds }) => ({ what, ours: holds, script: holds ? [0, 'Everything holds.'] : [1, 'This export does not hold.'] })));
};
const linesOfSeals = (seals: readonly SignedSeal[]): string => seals.map((seal) => `${signedSealText(seal)}\n`).join('');

if (hasPython) {
  describe('the script and statewire verify say the same', () => {
    const bodies: readonly (readonly [string, Uint8Array, number, boolean])[] = [
      ['the JSON of a commit', json({ ...body, ev: [event] }), 1, true],
      ['numbers written otherwise', Buffer.from(JSON.stringify({ ...body, ev: [event] }).replace('"tv":1', '"tv":1.0e0')), 1, true],
      ['a number of many digits', withMore('9'.repeat(6_000)), 0, true],
      ['a mark of its encoding', Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), json(body)]), 0, true],
      ['brackets in a text, and lists in lists', withMore(`["\\"${'['.repeat(500)}",${'['.repeat(90)}${']'.repeat(90)}]`), 0, true],
      ['lists in lists fifty thousand deep', withMore(`${'['.repeat(50_000)}${']'.repeat(50_000)}`), 0, false],
      ['lists in lists behind a text', withMore(`["\\\\",${'['.repeat(200)}${']'.repeat(200)}]`), 0, false],
      ['nothing but events', json({ ev: [] }), 0, false],
      ['events that are no list', json({ ...body, ev: {} }), 0, false],
      ['NaN', withMore('NaN'), 0, false],
      ['another encoding', Buffer.from(JSON.stringify(body), 'utf16le'), 0, false],
      ['half a character', Buffer.concat([json(body).subarray(0, -1), Buffer.from(',"z":"\xff"}', 'latin1')]), 0, false],
      ['another outcome', json({ ...body, out: 'perhaps' }), 0, false],
      ['faults that are no list', json({ ...body, faults: null }), 0, false],
      ['nobody who did it', json({ ...body, by: { ori: 'OHCOP0000' } }), 0, false],
      ['an event that is a text', json({ ...body, ev: ['a'] }), 1, false],
      ['an event of the type 1', json({ ...body, ev: [{ ...event, t: 1 }] }), 1, false],
      ['an event of the version 0', json({ ...body, ev: [{ ...event, tv: 0 }] }), 1, false],
      ['an event of the version true', json({ ...body, ev: [{ ...event, tv: true }] }), 1, false],
      ['an encrypted part that is none', json({ ...body, ev: [{ ...event, x: {} }] }), 1, false],
      ['more events than its head counts', json({ ...body, ev: [event, event] }), 1, false],
      ['a seal that is null', json({ ...body, ev: [{ ...event, t: 'chain.sealed', d: null }] }), 1, false],
      ['a seal that is a text', json({ ...body, ev: [{ ...event, t: 'chain.sealed', d: 'seal' }] }), 1, false],
      ['a seal that is a list', json({ ...body, ev: [{ ...event, t: 'chain.sealed', d: [] }] }), 1, false],
      ['a seal without fields', json({ ...body, ev: [{ ...event, t: 'chain.sealed' }] }), 1, false],
    ];
    it('of a last commit, whatever its body is', async () => {
      const { frames, copies } = await sealedLedger();

      await expectAlike(bodies.map(([what, text, n, holds]) => ({ what, holds, frames: [...frames, follow(frames, text, n)], kept: linesOfSeals(copies) })));
    });

    const seals: readonly (readonly [string, boolean, (seal: SignedSeal) => object, readonly unknown[]])[] = [
      ['as it was made', true, (seal) => seal, []],
      ['beside another event', false, (seal) => seal, [event]],
      ['with a field more', false, (seal) => ({ ...seal, more: 1 }), []],
      ['with true for a number', false, (seal) => ({ ...seal, gen: true }), []],
      ['with a number for its signature', false, (seal) => ({ ...seal, signature: 1 }), []],
      ['with its signature filled up', false, (seal) => ({ ...seal, signature: `${seal.signature}==` }), []],
      ['with something behind its signature', false, (seal) => ({ ...seal, signature: `${seal.signature}!` }), []],
      ['with other bits where its signature has none', false, (seal) => ({ ...seal, signature: `${seal.signature.slice(0, -1)}${String.fromCharCode(seal.signature.charCodeAt(85) + 1)}` }), []],
      ['without a signature', false, (seal) => ({ ...seal, signature: '' }), []],
    ];
    it('of a last seal, whatever it is', async () => {
      const { driver, frames, copies } = await sealedLedger();
      const seal = await sealNow(driver);

      await expectAlike(seals.map(([what, holds, change, also]) => {
        const sealed = { ...body, ev: [{ ...event, t: 'chain.sealed', d: change(seal) }, ...also] };
        return { what, holds, frames: [...frames, follow(frames, json(sealed), 1 + also.length)], kept: linesOfSeals(copies) };
      }));
    });

    const keptSeals: readonly (readonly [string, boolean, (kept: string) => string])[] = [
      ['with the line ends of another system', true, (kept) => kept.replaceAll('\n', '\r\n')],
      ['whose last line is torn', true, (kept) => kept.slice(0, -100)],
      ['whose last line has no line end', true, (kept) => kept.slice(0, -1)],
      ['with an empty line', false, (kept) => `${kept}\n`],
      ['with spaces', false, (kept) => kept.replace('{', '{ ')],
      ['with a line end that is none', false, (kept) => kept.replace('\n', '\r')],
    ];
    it('of kept seals, however they were kept', async () => {
      const { frames, copies } = await sealedLedger();

      await expectAlike(keptSeals.map(([what, holds, change]) => ({ what, holds, frames, kept: change(linesOfSeals(copies)) })));
    });
  });
}
